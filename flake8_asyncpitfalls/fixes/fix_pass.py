"""One pass over one file: plan the fixes, carry them out together, isolate those that fail."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.fixes.assembly import Attempt, Builder, ClaimedRanges
from flake8_asyncpitfalls.fixes.checks.elsewhere import used_elsewhere
from flake8_asyncpitfalls.fixes.checks.gates import Failure, text_failure
from flake8_asyncpitfalls.fixes.checks.regressions import findings_failure
from flake8_asyncpitfalls.fixes.imports.visibility import Visibility
from flake8_asyncpitfalls.fixes.layout import with_layout
from flake8_asyncpitfalls.fixes.leftovers import without_leftovers
from flake8_asyncpitfalls.fixes.plan import Plan, make_plan
from flake8_asyncpitfalls.fixes.refusal import RefusedError
from flake8_asyncpitfalls.fixes.remarks import without_idle_remarks
from flake8_asyncpitfalls.fixes.result import FixResult, Lint
from flake8_asyncpitfalls.fixes.stale_comments import without_stale_comments
from flake8_asyncpitfalls.fixes.text.file_text import FileText

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from flake8_asyncpitfalls.finding import Finding

_TOO_DEEP = "the code is nested too deeply"


def fix_once(
    path: str, data: bytes, findings: Sequence[Finding], wanted: Sequence[Finding], lint: Lint
) -> FixResult:
    """Carry out the fixes of *wanted*, which are among *findings*, as apply_fixes describes."""
    try:
        fixing = _planned(path, data, findings, wanted, lint)
    except RefusedError as refusal:
        return FixResult(data, (), tuple((finding, str(refusal)) for finding in wanted))
    fixing.admit_all()
    return fixing.result(data)


def each_alone(
    path: str, data: bytes, findings: Sequence[Finding], wanted: Sequence[Finding], lint: Lint
) -> Iterator[tuple[Sequence[Finding], bytes]]:
    """What each fix of *wanted*, which are among *findings*, makes of *data* without the others."""
    try:
        fixing = _planned(path, data, findings, wanted, lint)
    except RefusedError:
        return
    for plan, alone in fixing.each_alone():
        yield plan.findings, without_leftovers(fixing.text, with_layout(alone))


def _planned(
    path: str, data: bytes, findings: Sequence[Finding], wanted: Sequence[Finding], lint: Lint
) -> _Fixing:
    """The pass over *data* with the fixes of *wanted* planned; RefusedError if it is not parsed."""
    text = FileText.of_data(data, path)
    names = Visibility(text.tree, text.source)
    fixing = _Fixing(path, text, findings, lint)
    fixing.plan(sorted(wanted, key=lambda finding: finding.sort_key), names)
    return fixing


def _groups(findings: Iterable[Finding]) -> list[list[Finding]]:
    """*findings*, those whose fixes are one together; the others alone."""
    groups: list[list[Finding]] = []
    known: dict[str, list[Finding]] = {}
    for finding in findings:
        group = finding.fix.group if finding.fix else ""
        if group in known:
            known[group].append(finding)
            continue
        groups.append([finding])
        if group:
            known[group] = groups[-1]
    return groups


def _alone(findings: Iterable[Finding]) -> set[str]:
    return {name for finding in findings if finding.fix for name in finding.fix.alone}


class _Fixing:
    """The state of one pass: the plans that are in, those still to be tried, those withheld."""

    def __init__(self, path: str, text: FileText, findings: Sequence[Finding], lint: Lint) -> None:
        self._path = path
        self.text, self._findings, self._lint = text, findings, lint
        self._builder = Builder(text)
        self._waiting: list[Plan] = []
        self._admitted: list[Plan] = []
        self._new: Attempt | None = None
        self._withheld: list[tuple[Finding, str]] = []

    def plan(self, wanted: Iterable[Finding], names: Visibility) -> None:
        """Plan the fixes of *wanted*; those that cannot be planned are withheld."""
        for findings in _groups(wanted):
            shared = used_elsewhere(self._path, _alone(findings))
            if shared:
                told = ", ".join(sorted(shared))
                self._withhold(findings, f"another file of the project may use {told}")
                continue
            try:
                self._waiting.append(make_plan(findings[0], self.text, names, *findings[1:]))
            except RefusedError as refusal:
                self._withhold(findings, str(refusal))
            except RecursionError:
                self._withhold(findings, _TOO_DEEP)

    def _withhold(self, findings: Sequence[Finding], reason: str) -> None:
        self._withheld += [(finding, reason) for finding in findings]

    def admit_all(self) -> None:
        """Admit all that pass the gates together, and do not overlap with those before."""
        while group := self._without_overlaps():
            before = len(self._withheld)
            self._admit(group)
            if len(self._withheld) == before:
                break
            # What was withheld has made room for those that overlapped with it.

    def each_alone(self) -> Iterator[tuple[Plan, Attempt]]:
        """Every plan that is admitted with others or after them, with its text without theirs."""
        while self._waiting:
            self.admit_all()
            for plan in self._admitted:
                yield plan, self._builder.attempt([plan])
            self._admitted = []

    def result(self, data: bytes) -> FixResult:
        """The outcome; *data* is what there was before."""
        applied = [finding for plan in self._admitted for finding in plan.findings]
        withheld = sorted(self._withheld, key=lambda pair: pair[0].sort_key)
        applied.sort(key=lambda finding: finding.sort_key)
        fixed = data
        if self._new is not None:
            laid_out = without_idle_remarks(self._new, with_layout(self._new))
            laid_out = without_stale_comments(self._new, laid_out)
            fixed = without_leftovers(self.text, laid_out)
        return FixResult(fixed, tuple(applied), tuple(withheld))

    @cached_property
    def _all_findings(self) -> list[Finding]:
        return self._lint(self.text.data)

    def _without_overlaps(self) -> list[Plan]:
        """The waiting plans that can be carried out beside those before them; what cannot is withheld.

        Those that overlap are not tried: where many change one function, each would write all of it.
        """
        taken = ClaimedRanges()
        for plan in self._admitted:
            taken.take(plan)
        chosen = []
        for plan in list(self._waiting):
            if taken.has_room_for(plan) and self._fits(plan):
                taken.take(plan)
                chosen.append(plan)
        return chosen

    def _fits(self, plan: Plan) -> bool:
        """Whether the edits of *plan* fit the code they are for; it is withheld where not."""
        try:
            self._builder.try_alone(plan)
        except RefusedError as refusal:
            self._withhold(plan.findings, str(refusal))
        except RecursionError:
            self._withhold(plan.findings, _TOO_DEEP)
        else:
            return True
        self._waiting.remove(plan)
        return False

    def _admit(self, group: list[Plan]) -> None:
        """Admit the plans of *group* that pass the gates, and withhold the others."""
        groups = [group]
        while groups:
            group = groups.pop()
            failure = self._try(group)
            if failure is not None:
                groups += self._parts(group, failure)

    def _try(self, group: list[Plan]) -> Failure | None:
        plans = [*self._admitted, *group]
        try:
            attempt = self._builder.attempt(plans)
            failure = self._failure(attempt)
        except RefusedError as refusal:
            return Failure(str(refusal), plans)
        except RecursionError:
            return Failure(_TOO_DEEP, plans)
        if failure is None:
            self._admitted = plans
            self._new = attempt
            self._waiting = [plan for plan in self._waiting if plan not in group]
        return failure

    def _failure(self, attempt: Attempt) -> Failure | None:
        failure = text_failure(attempt)
        if failure is None:
            after = self._lint(attempt.new.data)
            failure = findings_failure(attempt, self._findings, after, lambda: self._all_findings)
        return failure

    def _parts(self, group: list[Plan], failure: Failure) -> list[list[Plan]]:
        """The parts of *group* to try on their own, the last one first."""
        suspects = [plan for plan in group if plan in failure.suspects]
        others = [plan for plan in group if plan not in suspects]
        if len(suspects) == 1 or len(group) == 1:
            (guilty,) = suspects or group
            self._withhold(guilty.findings, failure.reason)
            self._waiting.remove(guilty)
            return [others] if others else []
        if suspects and others:
            return [suspects, others]
        middle = len(group) // 2
        return [group[middle:], group[:middle]]
