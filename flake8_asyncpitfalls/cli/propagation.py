"""``--propagate``: before the other fixes, make helpers async in all files of the project."""

from __future__ import annotations

import os
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.cli import files
from flake8_asyncpitfalls.cli.file_result import FileResult
from flake8_asyncpitfalls.cli.session import Job, Mode
from flake8_asyncpitfalls.errors import (
    AsyncPitfallsError,
    SettingsError,
    SourceError,
    described,
)
from flake8_asyncpitfalls.garbage import collect_now, collect_some
from flake8_asyncpitfalls.semantics.source.cells import is_notebook

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from flake8_asyncpitfalls.cli.config import Configuration
    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.fixes.async_conversion.look import Texts
    from flake8_asyncpitfalls.fixes.async_conversion.surroundings import Place, Propagation
    from flake8_asyncpitfalls.reports.located import Located
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.source.source import Source
    from flake8_asyncpitfalls.settings import Settings

    _Located = dict[Place, list[Located]]

_OF_CLIENTS = frozenset({"ASY102", "ASY103", "ASY104"})
"""What a client of a library does, of HTTP, a database or a service."""


@dataclass(slots=True)
class Propagated:
    """What was made async: *fixed* by path, *texts* not written (with ``--diff``), *refused*.

    *steps* are what is left to do by hand.
    """

    fixed: dict[str, list[Located]] = field(default_factory=dict)
    texts: dict[str, bytes] = field(default_factory=dict)
    refused: list[tuple[Located, str]] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def changes(self, path: str) -> bool:
        """Whether the file *path* is another one now."""
        return os.path.abspath(path) in self.fixed

    def leaves(self, result: FileResult) -> bool:
        """Whether another look at the file would give the same *result*, found before.

        It has nothing to fix, and what it tells of is as it was. What has changed was held against it.
        """
        if result.error or self.changes(result.path):
            return False
        return not any(
            one.applicability or any(self.changes(hop.path) for hop in one.chain)
            for one in result.findings
        )

    def added_to(self, results: Iterable[FileResult]) -> Iterator[FileResult]:
        """*results* of the same files, with what was fixed in each before."""
        for result in results:
            before = self.fixed.get(os.path.abspath(result.path))
            if before is None:
                yield result
            else:
                yield result._replace(fixed=(*before, *result.fixed), is_changed=True)


def check_usage(arguments: argparse.Namespace, config: Configuration) -> bool:
    """Whether helpers are to be made async; raise SettingsError where that cannot be asked for."""
    if not config["propagate"]:
        return False
    if not config["unsafe_fixes"]:
        raise SettingsError("--propagate: needs --unsafe-fixes; look at what it changes")
    if not hasattr(arguments, "apply") and not hasattr(arguments, "diff"):
        raise SettingsError("--propagate: needs --apply or --diff")
    return True


def propagate(
    job: Job, found: Sequence[FileResult], filters_of: Callable[[str], files.Filters],
    are_alike: bool = False,
) -> Propagated:  # fmt: skip
    """Make async what blocks behind the findings *found*; files are written with Mode.APPLY.

    *filters_of* says which files of a folder belong to the project. *are_alike*: the settings of *job*
    hold for all files.
    """
    from flake8_asyncpitfalls.fixes.async_conversion.propagate import propagate as make_async
    from flake8_asyncpitfalls.fixes.async_conversion.surroundings import Surroundings

    result = Propagated()
    located, direct = _places(found)
    if not located and not direct:
        return result
    collect_now()  # What found them is garbage, and frozen.
    editable = frozenset(os.path.abspath(path) for path in job.paths if path not in job.read_only)
    paths = sorted(editable.union(_project_files(job.paths, filters_of)))
    offered = {place for place, ends in located.items() if any(one.applicability for one in ends)}

    def outcome_with(open_workspace: Callable[[], Workspace]) -> Propagation:
        project = Surroundings(
            paths, editable, open_workspace, job.removes_imports,
            reported=_reported(found) if are_alike else {},
        )  # fmt: skip
        return make_async(located, project, direct.keys() - located.keys(), offered)

    try:
        outcome = _tried_twice(outcome_with, job.settings)
    except AsyncPitfallsError:
        raise
    except Exception as error:  # noqa: BLE001
        # A bug of ours costs this step, in which nothing was written, and not the run.
        result.errors = [f"--propagate: internal error: {described(error)}"]
        return result
    collect_now()  # What workers share from here on is small again.
    for place, reason in outcome.reasons.items():
        result.refused += [(finding, reason) for finding in located[place]]
    if job.mode is Mode.DIFF:
        result.texts = outcome.texts
    else:
        result.errors = _write(outcome)
    if not result.errors:
        result.steps = outcome.steps
        result.fixed = {path: [] for path in outcome.texts}
        both = {place: located.get(place, []) + direct.get(place, []) for place in outcome.done}
        for finding in (one for place in sorted(both) for one in both[place]):
            result.fixed.setdefault(os.path.abspath(finding.path), []).append(finding)
    return result


def _tried_twice(
    outcome_with: Callable[[Callable[[], Workspace]], Propagation], settings: Settings
) -> Propagation:
    """The outcome; where a fault of ours ends the work, that of a second try with room for all trees."""
    from flake8_asyncpitfalls import lint

    try:
        return outcome_with(lambda: Workspace(settings))
    except AsyncPitfallsError:
        raise
    except Exception:
        if not lint.tries_again:
            raise
    with ExitStack() as stack:

        def with_room() -> Workspace:
            workspace = Workspace(settings)
            stack.enter_context(workspace.project.room_for_all())
            return workspace

        return outcome_with(with_room)


def _places(found: Iterable[FileResult]) -> tuple[_Located, _Located]:
    """Where helpers block that the findings *found* lead to, and where coroutines do by themselves."""
    from flake8_asyncpitfalls.fixes.async_conversion.bodies import REACHED
    from flake8_asyncpitfalls.fixes.async_conversion.surroundings import Place

    located: _Located = {}
    direct: _Located = {}
    for finding in (finding for one in found for finding in one.findings):
        end = finding.chain[-1] if finding.chain else finding
        if end.cell:
            continue
        place = Place(os.path.abspath(end.path), end.line)
        if finding.code in REACHED and finding.chain:
            located.setdefault(place, []).append(finding)
        elif finding.code in _OF_CLIENTS and not finding.chain:
            direct.setdefault(place, []).append(finding)
    return located, direct


def _reported(found: Iterable[FileResult]) -> dict[str, list[tuple[str, int]]]:
    """The codes and lines of all that was *found*, by the absolute paths of the files."""
    return {
        os.path.abspath(one.path): [(finding.code, finding.line) for finding in one.findings]
        for one in found
        if not is_notebook(one.path)
    }


def _project_files(paths: Iterable[str], filters_of: Callable[[str], files.Filters]) -> set[str]:
    """All files of the projects that *paths* belong to, as absolute paths."""
    from flake8_asyncpitfalls.semantics.project.resolver import import_roots

    roots = {str(root) for path in paths for root in import_roots(path)}
    top = [root for root in roots if not any(_is_below(root, other) for other in roots)]
    return {os.path.abspath(path) for path in files.find_files_with(top, filters_of).paths}


def _is_below(path: str, other: str) -> bool:
    return path != other and path.startswith(os.path.join(other, ""))


class Workspace:
    """A project that is looked at again and again, each time with other texts for some files."""

    def __init__(self, settings: Settings) -> None:
        from flake8_asyncpitfalls.fixes.async_conversion.look import Contents
        from flake8_asyncpitfalls.semantics.project.project import Project

        self.contents = Contents()
        self._settings = settings
        self.project = Project(settings)

    def read_as(self, texts: Texts) -> None:
        """Let *texts* stand for the content of some files; what rests on other ones is forgotten."""
        known, new = self.project.texts, dict(texts)
        changed = {path for path in known.keys() | new if known.get(path) != new.get(path)}
        if changed:
            self.project.texts = new
            self.project.forget_conclusions()
            for path in changed:
                self.project.forget(path)
            collect_some()

    def lint(self, path: str, data: bytes, within: Collection[str] | None) -> list[Finding]:
        """What is found in *data*; with *within*, what blocks in functions of these qualified names."""
        from flake8_asyncpitfalls import lint

        return lint.lint_source(path, data, self._settings, self.project, blocking_in=within)

    def model(self, source: Source) -> SemanticModel:
        """What *source* means, with what is concluded for the rules."""
        from flake8_asyncpitfalls.lint import Linter

        return Linter.for_project(self.project, self._settings).model(source)


def _write(outcome: Propagation) -> list[str]:
    """Write each change whole: when one of its files cannot be written, none is."""
    from flake8_asyncpitfalls.cli.journal import write_all

    texts = dict(outcome.before)
    for change in outcome.changes:
        try:
            write_all((path, texts[path], after) for path, after in sorted(change.items()))
        except SourceError as error:
            return [str(error)]
        except OSError as error:
            return [f"{error.filename or 'propagate'}: {error.strerror or error}"]
        texts.update(change)
    return []


def report_job(job: Job) -> Job:
    """The *job* that finds what could be made async."""
    return replace(job, mode=Mode.REPORT)
