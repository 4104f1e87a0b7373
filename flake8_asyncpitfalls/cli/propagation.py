"""``--propagate``: before the other fixes, make helpers async in all files of the project."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.cli import files
from flake8_asyncpitfalls.cli.file_result import FileResult
from flake8_asyncpitfalls.cli.session import Job, Mode
from flake8_asyncpitfalls.errors import SettingsError, SourceError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable, Iterator

    from flake8_asyncpitfalls.cli.config import Configuration
    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.fixes.async_conversion.look import LintFile, Texts
    from flake8_asyncpitfalls.fixes.async_conversion.propagate import Place, Propagation
    from flake8_asyncpitfalls.reports.located import Located
    from flake8_asyncpitfalls.semantics.project.project import Project


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
    job: Job, found: Iterable[FileResult], filters_of: Callable[[str], files.Filters]
) -> Propagated:
    """Make async what blocks behind the findings *found*; files are written with Mode.APPLY.

    *filters_of* says which files of a folder belong to the project.
    """
    from flake8_asyncpitfalls.fixes.async_conversion import propagate as fixes
    from flake8_asyncpitfalls.fixes.async_conversion.bodies import REACHED

    result = Propagated()
    located: dict[Place, list[Located]] = {}
    for finding in (finding for one in found for finding in one.findings):
        if finding.code in REACHED and finding.chain and not finding.chain[-1].cell:
            hop = finding.chain[-1]
            place = fixes.Place(os.path.abspath(hop.path), hop.line)
            located.setdefault(place, []).append(finding)
    if not located:
        return result
    editable = frozenset(map(os.path.abspath, job.paths))
    paths = sorted(editable.union(_project_files(job.paths, filters_of)))
    make_lint = _Linting(job)
    project = fixes.Surroundings(paths, editable, job.settings, make_lint, job.removes_imports)
    outcome = fixes.propagate(located, project)
    for place, reason in outcome.reasons.items():
        result.refused += [(finding, reason) for finding in located[place]]
    if job.mode is Mode.DIFF:
        result.texts = outcome.texts
    else:
        result.errors = _write(outcome)
    if not result.errors:
        result.steps = outcome.steps
        changed = outcome.texts
        result.fixed = {path: [] for path in changed}
        for finding in (one for place in sorted(outcome.done) for one in located[place]):
            result.fixed.setdefault(os.path.abspath(finding.path), []).append(finding)
    return result


def _project_files(paths: Iterable[str], filters_of: Callable[[str], files.Filters]) -> set[str]:
    """All files of the projects that *paths* belong to, as absolute paths."""
    from flake8_asyncpitfalls.semantics.project.resolver import import_roots

    roots = {str(root) for path in paths for root in import_roots(path)}
    top = [root for root in roots if not any(_is_below(root, other) for other in roots)]
    return {os.path.abspath(path) for path in files.find_files_with(top, filters_of).paths}


def _is_below(path: str, other: str) -> bool:
    return path != other and path.startswith(os.path.join(other, ""))


class _Linting:
    """Makes what lints files while some have other texts.

    Where only what blocks is asked, again and again with other texts, the same modules are looked
    at; what was concluded from them is forgotten each time.
    """

    def __init__(self, job: Job) -> None:
        self._job = job
        self._project: Project | None = None
        self._texts: Texts = {}

    def __call__(self, texts: Texts, *, blocking_only: bool = False) -> LintFile:
        from flake8_asyncpitfalls import lint

        settings = self._job.settings
        project = self._with(texts) if blocking_only else self._new()
        project.texts = texts

        def lint_file(path: str, data: bytes) -> list[Finding]:
            return lint.lint_source(path, data, settings, project, blocking_only=blocking_only)

        return lint_file

    def _new(self) -> Project:
        from flake8_asyncpitfalls.semantics.project.project import Project

        return Project.for_files(self._job.paths, self._job.settings)

    def _with(self, texts: Texts) -> Project:
        """The modules that were looked at before, without those that *texts* change."""
        if self._project is None:
            self._project = self._new()
        known, self._texts = self._texts, dict(texts)
        self._project.forget_conclusions()
        for path in known.keys() | self._texts.keys():
            if known.get(path) != self._texts.get(path):
                self._project.forget(path)
        return self._project


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
