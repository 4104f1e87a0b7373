"""One file: lint, fix, lint again until stable, write. Runs in every worker."""

from __future__ import annotations

import enum
import os
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.cli.document import Document
from flake8_asyncpitfalls.cli.file_result import FileResult, result_of, written
from flake8_asyncpitfalls.cli.passes import for_a_person, known_by, not_safer
from flake8_asyncpitfalls.cli.reading import read_source, require_reasonable
from flake8_asyncpitfalls.content import text_digest
from flake8_asyncpitfalls.errors import AsyncPitfallsError, SourceError, described
from flake8_asyncpitfalls.semantics.source.source import is_about_async
from flake8_asyncpitfalls.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping

    from flake8_asyncpitfalls.finding import Finding, Fix
    from flake8_asyncpitfalls.findings_cache import CachedFindings
    from flake8_asyncpitfalls.fixes.result import FixResult
    from flake8_asyncpitfalls.lint import Part
    from flake8_asyncpitfalls.reports.located import Located
    from flake8_asyncpitfalls.selection import Selection
    from flake8_asyncpitfalls.semantics.project.consulted import Consulted
    from flake8_asyncpitfalls.semantics.project.project import Project
    from flake8_asyncpitfalls.semantics.source.noqa import Suppressions

MAX_PASSES = 10


class Mode(enum.Enum):
    """What is done with the findings of a file."""

    REPORT = "report"
    DIFF = "diff"
    APPLY = "apply"
    ADD_NOQA = "add noqa"


@dataclass(frozen=True, slots=True)
class Job:
    """What every worker must know; it can be pickled.

    *paths* are all files of the run, *baseline* the findings not to report: by path the number of
    them with each code and source line. *stdin_path* is the name that ``-`` stands for. *texts*
    are what earlier fixes made of some files, by absolute path, and did not write. *tries_fixes*: a
    finding of a report has a fix only when that would be written. *read_only* are those of *paths* whose
    content belongs elsewhere: they are reported and never written.
    """

    settings: Settings
    selection: Selection
    mode: Mode = Mode.REPORT
    unsafe: bool = False
    removes_imports: bool = False
    disable_noqa: bool = False
    paths: tuple[str, ...] = ()
    cache_dir: str | None = None
    baseline: Mapping[str, Mapping[tuple[str, str], int]] = field(default_factory=dict)
    stdin_path: str = "stdin"
    texts: Mapping[str, bytes] = field(default_factory=dict)
    wants_diffs: bool = False
    fixable: tuple[str, ...] | None = None
    unfixable: tuple[str, ...] = ()
    unused_noqa: bool = False
    noqa_reason: str = ""
    tries_fixes: bool = False
    read_only: frozenset[str] = frozenset()

    def may_fix(self, code: str) -> bool:
        """Whether findings with *code* may be repaired."""
        is_fixable = self.fixable is None or code.startswith(self.fixable)
        return is_fixable and not code.startswith(self.unfixable)


class Session:
    """Checks the files of one job in one process."""

    def __init__(self, job: Job) -> None:
        """Take the job; the project is looked at when the first file needs it."""
        self._job = job
        self.remembered: dict[str, CachedFindings] = {}
        self._memory: CachedFindings | None = None
        self._matched = -1
        self._while_fixing: dict[bytes, list[Finding]] | None = None

    def check(self, path: str) -> FileResult:
        """Do with the file *path* what the job says; what goes wrong stands in the result."""
        return self._guarded(path, lambda: self._check(path))

    def check_text(self, path: str, data: bytes) -> FileResult:
        """The same for *data*, which is not read from the file *path* nor written to it."""
        return self._guarded(path, lambda: self._check_text(path, data))

    def _check_text(self, path: str, data: bytes) -> FileResult:
        require_reasonable(path, len(data))
        return self._handle(Document(path, data), writes=False)

    def _check(self, path: str) -> FileResult:
        data = read_source(path)
        changed = self._job.texts.get(os.path.abspath(path))
        if changed is None:
            return self._handle(Document(path, data), writes=True)
        result = self._handle(Document(path, changed), writes=False)
        after = result.after if result.is_changed else changed
        return result._replace(is_changed=True, before=data, after=after)

    def newly_consulted(self) -> Consulted | None:
        """What findings rest on that was not known at the last time of asking."""
        return self._project.consulted.take() if "_project" in self.__dict__ else None

    def forget_conclusions(self) -> None:
        """Draw no more conclusions from what a file was when it was checked last."""
        if "_project" in self.__dict__:
            self._project.forget_conclusions()

    def files(self) -> list[str]:
        """The files that were read, or looked for in vain, for imports."""
        return self._project.files() if "_project" in self.__dict__ else []

    def finish(self) -> None:
        """Keep what was learnt of modules, for the next run."""
        if "_project" in self.__dict__:
            self._project.finish()

    def _guarded(self, path: str, handle: Callable[[], FileResult]) -> FileResult:
        self._memory = None
        self._matched = -1
        try:
            result = handle()
            result = result._replace(matched=max(0, self._matched))
            return result if result.is_changed else result._replace(memory=self._memory)
        except AsyncPitfallsError as error:
            return FileResult(path, error=str(error))
        except (RecursionError, MemoryError):
            return FileResult(path, error=f"{path}: nested too deeply to check")
        except OSError as error:
            return FileResult(path, error=f"{path}: {error.strerror or error}")
        except Exception as error:  # noqa: BLE001
            # A bug of ours costs the result of this file, not those of thousands of others.
            return FileResult(path, error=f"{path}: internal error: {described(error)}")

    def _handle(self, document: Document, *, writes: bool) -> FileResult:
        try:
            return self._handled(document, writes=writes)
        except SourceError as error:
            raise document.in_cells(error) from error

    def _handled(self, document: Document, *, writes: bool) -> FileResult:
        path, data = document.path, document.module
        if self._job.unused_noqa:
            result = self._clean_comments(document)
            if path in self._job.read_only:
                return result._replace(is_changed=False)
            is_written = result.is_changed and writes and self._job.mode is Mode.APPLY
            return written(result, result) if is_written else result
        findings = document.fixable(self.lint(path, data))
        if not findings:
            return FileResult(path)
        lines = document.lines(data)
        found = FileResult(path, tuple(lines.locate(path, finding) for finding in findings))
        mode = Mode.REPORT if path in self._job.read_only else self._job.mode
        if mode is Mode.REPORT:
            return self._with_diffs(found, document, findings) if self._job.wants_diffs else found
        if mode is Mode.ADD_NOQA:
            result = self._suppress(found, document, findings)
            self._project.forget(path)
        else:
            result = self._fix(document, findings)
        if not result.is_changed or not writes or mode is Mode.DIFF:
            return result
        return written(found, result)

    def lint(self, path: str, data: bytes) -> list[Finding]:
        """The findings of *data* that are to be reported: selected, not suppressed, not known.

        Raises SourceError when *data* cannot be parsed.
        """
        if not is_about_async(data):
            self._remember(data, [])
            return []
        from flake8_asyncpitfalls.semantics.source.noqa import Suppressions

        job = self._job
        suppressions = Suppressions("" if job.disable_noqa else data)
        try:
            findings = self._find(path, data)
        except SourceError:
            if suppressions.is_file_suppressed:
                return []
            raise
        return self._told(path, data, findings, suppressions)

    def lint_part(self, path: str, data: bytes, lines: tuple[int, int]) -> Part | None:
        """What ``lint`` finds in the function that holds *lines*; see ``lint.lint_part``."""
        from flake8_asyncpitfalls import lint
        from flake8_asyncpitfalls.semantics.source.noqa import Suppressions

        part = lint.lint_part(path, data, self._job.settings, self._project, lines)
        if part is None:
            return None
        suppressions = Suppressions("" if self._job.disable_noqa else data)
        told = self._told(path, data, part.findings, suppressions)
        return part._replace(findings=told)

    def _told(
        self, path: str, data: bytes, findings: list[Finding], suppressions: Suppressions
    ) -> list[Finding]:
        """Those *findings* that are to be reported."""
        from flake8_asyncpitfalls.selection import reported

        job = self._job
        told = reported(findings, path, job.selection, suppressions, job.settings)
        if job.fixable is not None or job.unfixable:
            told = [
                finding if job.may_fix(finding.code) else replace(finding, fix=None)
                for finding in told
            ]
        return self._without_known(path, data, told)

    def _all(self, path: str, data: bytes) -> list[Finding]:
        """All findings of *data*, also those that nobody selected: no fix may cause one."""
        return self._find(path, data) if is_about_async(data) else []

    def _find(self, path: str, data: bytes) -> list[Finding]:
        """All findings of the rules in *data*, remembered or found anew."""
        # A fix is made from the very bytes that it changes, so what is remembered holds none.
        known = self.remembered.get(path) if self._job.mode is Mode.REPORT else None
        if known is not None and known[0] == text_digest(data):
            return list(known[1])
        # What a fix is checked with is asked for again, as what is left to report and to fix.
        if self._while_fixing is not None and data in self._while_fixing:
            return list(self._while_fixing[data])
        from flake8_asyncpitfalls import lint

        findings = lint.lint_source(path, data, self._job.settings, self._project)
        if self._job.tries_fixes:
            findings = self._tried(path, data, findings)
        self._remember(data, findings)
        if self._while_fixing is not None:
            self._while_fixing[data] = list(findings)
        return findings

    def _tried(self, path: str, data: bytes, findings: list[Finding]) -> list[Finding]:
        """*findings* with only such fixes as would be written: all are carried out on trial."""
        if all(finding.fix is None for finding in findings):
            return findings
        from flake8_asyncpitfalls import lint
        from flake8_asyncpitfalls.fixes.engine import apply_fixes

        def find(text: bytes) -> list[Finding]:
            is_about = is_about_async(text)
            settings, project = self._job.settings, self._project
            return lint.lint_source(path, text, settings, project) if is_about else []

        outcome = apply_fixes(path, data, findings, find, unsafe=True)
        if outcome.data != data:
            self._project.forget(path)
        withheld = {(finding.sort_key, finding.span) for finding, _ in outcome.withheld}
        return [
            replace(finding, fix=_tried_fix(finding, withheld)) if finding.fix else finding
            for finding in findings
        ]

    def _remember(self, data: bytes, findings: list[Finding]) -> None:
        if self._memory is None and self._job.cache_dir is not None:
            self._memory = (text_digest(data), tuple(findings))

    def _without_known(self, path: str, data: bytes, findings: list[Finding]) -> list[Finding]:
        known = self._job.baseline.get(os.path.abspath(path)) if findings else None
        if not known:
            return findings
        from flake8_asyncpitfalls.reports.located import SourceLines

        left = Counter(known)
        lines = SourceLines(data)
        new = []
        for finding in findings:
            key = (finding.code, lines.text(finding.span.line).strip())
            if left[key] > 0:
                left[key] -= 1
            else:
                new.append(finding)
        if self._matched < 0:
            self._matched = len(findings) - len(new)
        return new

    def fixed(self, path: str, data: bytes, findings: list[Finding], *, unsafe: bool) -> FixResult:
        """What one pass makes of *data* with the fixes of *findings*, checked with all rules."""
        from flake8_asyncpitfalls.fixes.engine import apply_fixes

        return apply_fixes(path, data, findings, lambda text: self._all(path, text), unsafe=unsafe)

    def all_fixed(self, path: str, data: bytes) -> bytes:
        """*data* with the fixes that the job wants, pass after pass until nothing changes."""
        return self._fix(Document(path, data), self.lint(path, data)).after

    def _fix(self, document: Document, findings: list[Finding]) -> FileResult:
        self._while_fixing = {}
        try:
            return self._fixed(document, findings)
        finally:
            if self._while_fixing.keys() - {document.module}:
                # Other files are checked against what is there, not against what was tried.
                self._project.forget(document.path)
            self._while_fixing = None

    def _fixed(self, document: Document, findings: list[Finding]) -> FileResult:
        path, before = document.path, document.module
        data = before
        fixed: list[Located] = []
        held_back = known_by(data, for_a_person(findings))
        for _ in range(MAX_PASSES):
            outcome = self.fixed(path, data, findings, unsafe=self._job.unsafe)
            lines = document.lines(data)
            if document.file_of(outcome.data) is None:
                why = "the cells could not be told apart afterwards"
                withheld = [(lines.locate(path, finding), why) for finding in outcome.applied]
                break
            fixed += [lines.locate(path, finding) for finding in outcome.applied]
            withheld = [(lines.locate(path, finding), why) for finding, why in outcome.withheld]
            if outcome.data == data:
                break
            refused = known_by(data, (one for one in findings if one.fix is None))
            data = outcome.data
            findings = document.fixable(self.lint(path, data))
            if refused & known_by(data, (one for one in findings if one.fix)):
                # Other files know the module by the text that it had before; who calls it, and with
                # what, would not be known. They are asked again before something is done for that.
                self._project.forget(path)
                if self._while_fixing is not None:
                    self._while_fixing.pop(data, None)
                findings = document.fixable(self.lint(path, data))
            findings = not_safer(data, findings, held_back)
        if data != before:
            shorter = self._without_imports(path, before, data)
            if shorter != data and document.file_of(shorter) is not None:
                data = shorter
                findings = not_safer(data, self.lint(path, data), held_back)
        result = result_of(document, data, findings)
        return result._replace(fixed=tuple(fixed), withheld=tuple(withheld))

    def _without_imports(self, path: str, before: bytes, data: bytes) -> bytes:
        """*data* without imports that only *before* used, and nobody else unless the user says so."""
        from flake8_asyncpitfalls.fixes.checks.elsewhere import used_elsewhere
        from flake8_asyncpitfalls.fixes.imports.unused import without_unused_imports

        if not (self._job.removes_imports or os.path.isfile(path)):
            return data

        def stay(names: set[str]) -> set[str]:
            return set() if self._job.removes_imports else used_elsewhere(path, names)

        return without_unused_imports(path, before, data, lambda text: self.lint(path, text), stay)

    def _with_diffs(
        self, found: FileResult, document: Document, findings: list[Finding]
    ) -> FileResult:
        """*found*, each finding with what its own fix would change in the *document*."""
        from flake8_asyncpitfalls.cli.diff import file_diff
        from flake8_asyncpitfalls.fixes.engine import each_fix_alone

        def diff(module: bytes) -> str:
            after = document.file_of(module) or document.data
            return file_diff(found.path, document.data, after).decode("utf-8", "replace")

        path, data = found.path, document.module
        fixes = each_fix_alone(path, data, findings, lambda text: self._all(path, text))
        diffs = {id(finding): diff(module) for fixed, module in fixes for finding in fixed}
        pairs = zip(found.findings, findings, strict=True)
        return found._replace(
            findings=tuple(
                located._replace(diff=diffs.get(id(finding), "")) for located, finding in pairs
            )
        )

    def _clean_comments(self, document: Document) -> FileResult:
        """What ``# noqa`` comments of the file do nothing; without them unless they are only told."""
        from flake8_asyncpitfalls.cli import unused_noqa
        from flake8_asyncpitfalls.rules import all_rules
        from flake8_asyncpitfalls.semantics.source.encoding import decode_source

        path, data = document.path, document.module
        if b"noqa" not in data.lower():
            return FileResult(path)
        text, encoding = decode_source(path, data)
        enabled = self._job.settings.is_enabled
        checked = [rule.code for rule in all_rules() if not rule.optional or enabled(rule.code)]
        unused = unused_noqa.unused_in(text, self._all(path, data), checked)
        lines = document.lines(data)
        told = tuple(lines.locate(path, one.as_finding(text)) for one in unused)
        if self._job.mode is Mode.REPORT or not unused:
            return FileResult(path, told)
        after = unused_noqa.without_unused(text, unused).encode(encoding)
        return result_of(document, after, [])._replace(fixed=told)

    def _suppress(
        self, found: FileResult, document: Document, findings: list[Finding]
    ) -> FileResult:
        from flake8_asyncpitfalls.cli.suppress import add_noqa

        places = [(finding.span.line, finding.code) for finding in findings]
        after = add_noqa(document.module, places, self._job.noqa_reason)
        left = self.lint(found.path, after)
        return result_of(document, after, left)._replace(fixed=found.findings)

    @cached_property
    def _project(self) -> Project:
        from flake8_asyncpitfalls.semantics.project.project import Project

        folder = self._job.cache_dir
        cache_dir = Path(folder) if folder else None
        project = Project.for_files(self._job.paths, self._job.settings, cache_dir)
        project.texts = self._job.texts
        project.consulted.is_kept = cache_dir is not None
        return project


def _tried_fix(finding: Finding, withheld: Container[object]) -> Fix | None:
    is_withheld = (finding.sort_key, finding.span) in withheld
    return None if is_withheld or finding.fix is None else replace(finding.fix, is_tried=True)
