"""Making helpers async: functions that block, and all their callers, changed in every file at once.

A helper becomes ``async def``, every call of it is awaited, and what blocks in it is then fixed as
in any coroutine. All files of such a change are held against the gates before one is written.
"""

from __future__ import annotations

import ast
import os
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from flake8_asyncpitfalls.content import read_regular
from flake8_asyncpitfalls.edit import AddAwait, Edit, MakeAsync, ReplaceName
from flake8_asyncpitfalls.finding import Applicability, Finding, Fix
from flake8_asyncpitfalls.fixes.async_conversion import sessions
from flake8_asyncpitfalls.fixes.async_conversion.callers import Callers
from flake8_asyncpitfalls.fixes.engine import apply_fixes
from flake8_asyncpitfalls.fixes.imports.unused import without_unused_imports
from flake8_asyncpitfalls.fixes.refusal import RefusedError
from flake8_asyncpitfalls.semantics.source.cells import largest_source

if TYPE_CHECKING:
    from flake8_asyncpitfalls.analyses.conversion.convertibility import Definition
    from flake8_asyncpitfalls.settings import Settings

Texts: TypeAlias = Mapping[str, bytes]
LintFile: TypeAlias = Callable[[str, bytes], list[Finding]]
MakeLint: TypeAlias = Callable[[Texts], LintFile]
"""Takes what stands for the content of some files; gives what lints one file then."""

_MAX_PASSES = 10
_BLOCKING = "ASY1"
_ASYNC_MANAGER = "contextlib.asynccontextmanager"
REACHED = frozenset(f"ASY1{number}" for number in range(51, 62))
"""The rules whose findings are reached through other functions."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a helper blocks: the 1-based *line* of the file *path*, which is absolute."""

    path: str
    line: int


@dataclass(slots=True)
class Propagation:
    """*changes* are sets of files with their new text, each to be written as a whole.

    *before* are the texts of those files that the first change of each was made from. *done* are the
    places that are asynchronous now; *reasons* says why others are not; *steps* are left to a person.
    """

    changes: list[dict[str, bytes]] = field(default_factory=list)
    before: dict[str, bytes] = field(default_factory=dict)
    steps: list[str] = field(default_factory=list)
    done: set[Place] = field(default_factory=set)
    reasons: dict[Place, str] = field(default_factory=dict)

    @property
    def texts(self) -> dict[str, bytes]:
        """The last text of every file that changes."""
        return {path: text for change in self.changes for path, text in change.items()}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """*paths* are all files of the project, *editable* those that may change; all are absolute.

    *removes_imports*: imports that are used no more afterwards go.
    """

    paths: Sequence[str]
    editable: frozenset[str]
    settings: Settings
    make_lint: MakeLint
    removes_imports: bool = False


def propagate(places: Iterable[Place], project: Surroundings) -> Propagation:
    """Make the functions async that block at *places*, with their callers, as far as it is right."""
    places = list(places)
    result = Propagation()
    waiting: dict[Place, tuple[str, str]] = {}
    callers = Callers(project.paths, project.settings, {})
    of_sessions = _of_sessions(callers, places)
    refusal = _convert_sessions(project, result, of_sessions) if of_sessions else ""
    for place in places:
        if place in result.done:
            continue
        if place in of_sessions:
            result.reasons[place] = refusal
            continue
        function = callers.define(place.path, place.line)
        if function is None:
            result.reasons[place] = "the blocking call stands in no function"
        else:
            waiting[place] = (function.path, function.local_name)
    for _ in range(_MAX_PASSES):
        round_ = _Round(project, result)
        round_.run(waiting)
        waiting = {place: name for place, name in waiting.items() if place not in result.done}
        waiting = {place: name for place, name in waiting.items() if place not in result.reasons}
        if not waiting or not round_.has_changed:
            break
    return result


def _of_sessions(callers: Callers, places: Iterable[Place]) -> set[Place]:
    """Those of *places* where a session of SQLAlchemy blocks."""
    found = set()
    for place in places:
        model = callers.model(place.path)
        if model is not None and sessions.calls_session(model, place.line):
            found.add(place)
    return found


def _convert_sessions(project: Surroundings, result: Propagation, places: set[Place]) -> str:
    """Make all sessions of the project asynchronous; why not, or ''."""
    round_ = _Round(project, result, takes_both=True)
    try:
        round_.convert_sessions(places)
    except (RefusedError, RecursionError) as refusal:
        return str(refusal) or "the code is nested too deeply"
    return ""


class _Round:
    """One look at the project as it is by now; changes that share no file go in together."""

    def __init__(
        self, project: Surroundings, result: Propagation, *, takes_both: bool = False
    ) -> None:
        self._before = result.texts
        self._callers = Callers(
            project.paths, project.settings, self._before, takes_both=takes_both
        )
        self._edits: Mapping[str, Sequence[Edit]] = {}
        self._project, self._result = project, result
        self._taken: set[str] = set()
        self._wanted: Mapping[Place, Definition | None] = {}
        self.has_changed = False

    def run(self, waiting: Mapping[Place, tuple[str, str]]) -> None:
        """Try the functions that *waiting* names, those that hang together at the same time."""
        wanted = {place: self._callers.find(*name) for place, name in waiting.items()}
        self._wanted = wanted
        self._callers.explore()
        groups: list[tuple[set[Place], set[Definition]]] = []
        for place, function in wanted.items():
            together = self._callers.together(function) if function else set()
            reason = self._refusal(together)
            if reason:
                self._result.reasons[place] = reason
                continue
            joined = [group for group in groups if group[1] & together]
            for group in joined:
                groups.remove(group)
            places = {place}.union(*(group[0] for group in joined))
            groups.append((places, together.union(*(group[1] for group in joined))))
        for places, functions in groups:
            self._try_group(places, functions)

    def convert_sessions(self, places: set[Place]) -> None:
        """Make all sessions asynchronous that block at *places*, with all that uses them."""
        conversion = sessions.convert(self._callers, self._project.paths)
        self._edits = conversion.edits
        self._callers.explore()
        holders = {f for one in conversion.holders for f in self._callers.together(one)}
        reason = self._refusal(holders)
        if reason and holders:
            raise RefusedError(reason)
        self._change(places, holders)
        self._result.steps += conversion.steps()

    def _refusal(self, functions: set[Definition]) -> str:
        if not functions:
            return "the function is no longer there"
        reason = self._callers.problem(functions)
        outside = sorted(
            path for path in self._files(functions) if path not in self._project.editable
        )
        if not reason and outside:
            return f"{outside[0]} would change, and is not among the files to fix"
        return reason

    def _files(self, functions: Iterable[Definition]) -> set[str]:
        calls = {path for function in functions for path, _ in self._callers.uses.get(function, ())}
        return calls | {function.path for function in functions} | self._edits.keys()

    def _try_group(self, places: set[Place], functions: set[Definition]) -> None:
        """Change all *functions*; where that fails, each place's for itself."""
        try:
            self._change(places, functions)
        except (RefusedError, RecursionError) as refusal:
            for place in places:
                function = self._wanted[place]
                alone = self._callers.together(function) if function else functions
                if alone != functions:
                    self._try_group({place}, alone)
                else:
                    self._result.reasons[place] = str(refusal) or "the code is nested too deeply"

    def _change(self, places: set[Place], functions: set[Definition]) -> None:
        more = functions
        while True:
            functions = functions | more
            files = self._files(functions)
            if files & self._taken:
                return
            new = self._rewritten(functions)
            names = {(function.path, function.local_name) for function in functions}
            self._fix_inside(new, names)
            more = self._reached(new, names)
            if not more:
                break
        for path, name in sorted(names):
            if _is_moved_whole(new[path], name):
                raise RefusedError(f"all of {name!r} would run in a thread: offload it as a whole")
        others = {path for f in functions for path in self._callers.mentions.get(f, ())}
        self._verify(new, files | others, names)
        if self._project.removes_imports or self._edits:
            lint = self._project.make_lint({**self._before, **new})
            for path, text in new.items():
                old = self._text(path)
                new[path] = without_unused_imports(path, old, text, partial(lint, path))
        self._taken |= files
        self._result.changes.append(new)
        known = {place for place, function in self._wanted.items() if function in functions}
        self._result.done |= places | known
        self.has_changed = True

    def _reached(self, new: Texts, names: set[tuple[str, str]]) -> set[Definition]:
        """What else blocks behind the functions *names* and has no fix there: it must change too.

        Raises RefusedError where it cannot.
        """
        found: set[tuple[str, str]] = set()
        lint = self._project.make_lint({**self._before, **new})
        for path in sorted({path for path, _ in names}):
            for finding, where in _found(path, new[path], lint):
                if (path, where) in names and finding.code in REACHED and finding.chain:
                    hop = finding.chain[-1]
                    place = Place(os.path.abspath(hop.path), hop.line)
                    text = new.get(place.path) or self._text(place.path)
                    found.add((place.path, _function_at(text, place.line)))
        more = [self._callers.find(*name) for name in sorted(found - names) if name[1]]
        self._callers.explore()
        together = {f for function in more if function for f in self._callers.together(function)}
        reason = self._refusal(together) if together else ""
        if reason:
            raise RefusedError(reason)
        return together

    def _text(self, path: str) -> bytes:
        known = self._before.get(path)
        if known is not None:
            return known
        return self._result.before.setdefault(path, read_regular(path, largest_source(path)))

    def _rewritten(self, functions: set[Definition]) -> dict[str, bytes]:
        """The files with ``async def`` and ``await``; raises RefusedError when an edit fails."""
        edits: dict[str, list[Edit]] = {}
        callers = self._callers
        for function in functions:
            edits.setdefault(function.path, []).append(MakeAsync(callers.spans[function]))
            if function in callers.managers:
                edit = ReplaceName(callers.managers[function], _ASYNC_MANAGER)
                edits[function.path].append(edit)
        uses = {(path, u.span, u.way) for f in functions for path, u in callers.uses.get(f, ())}
        for path, span, way in sorted(uses):
            if way != "given":
                make = MakeAsync if way == "with" else AddAwait
                edits.setdefault(path, []).append(make(span))
        for path, known in self._edits.items():
            edits.setdefault(path, []).extend(known)
        return {path: _edited(path, self._text(path), todo) for path, todo in edits.items()}

    def _fix_inside(self, new: dict[str, bytes], names: set[tuple[str, str]]) -> None:
        """Fix what blocks in the functions *names*, which are coroutines now."""
        for _ in range(_MAX_PASSES):
            lint = self._project.make_lint({**self._before, **new})
            before = dict(new)
            for path, data in before.items():
                new[path] = _fixed_inside(path, data, names, lint)
            if new == before:
                return

    def _verify(self, new: Texts, paths: set[str], names: set[tuple[str, str]]) -> None:
        """Raise RefusedError when anything is found after the change that was not before."""
        lint_before, lint_after = (
            self._project.make_lint(self._before),
            self._project.make_lint({**self._before, **new}),
        )
        for path in sorted(paths):
            old = self._text(path)
            text = new.get(path, old)
            known = Counter(
                _key(finding, where) for finding, where in _found(path, old, lint_before)
            )
            for finding, where in _found(path, text, lint_after):
                key = _key(finding, where)
                if known[key] > 0:
                    known[key] -= 1
                elif (path, where) in names and finding.code.startswith(_BLOCKING):
                    raise RefusedError(f"what blocks in {where!r} has no fix ({finding.code})")
                else:
                    raise RefusedError(f"it would cause a new {finding.code} in {where!r}")


def _edited(path: str, data: bytes, edits: Sequence[Edit]) -> bytes:
    span = edits[0].span  # type: ignore[union-attr]
    fix = Fix(Applicability.UNSAFE, "make it asynchronous", tuple(edits))
    finding = Finding("ASY150", "make-async", "", span, fix)
    result = apply_fixes(path, data, [finding], lambda _: [], unsafe=True)
    for _, reason in result.withheld:
        raise RefusedError(reason)
    return result.data


def _fixed_inside(path: str, data: bytes, names: set[tuple[str, str]], lint: LintFile) -> bytes:
    findings = [
        finding
        if (path, where) in names and finding.code.startswith(_BLOCKING)
        else replace(finding, fix=None)
        for finding, where in _found(path, data, lint)
    ]
    return apply_fixes(path, data, findings, lambda text: lint(path, text), unsafe=True).data


def _found(path: str, data: bytes, lint: LintFile) -> list[tuple[Finding, str]]:
    """The findings of a file, each with the qualified name of the function that it stands in."""
    findings = lint(path, data)
    where = _functions(_tree(data)) if findings else []
    return [(finding, _holder(where, finding.span.line)) for finding in findings]


def _holder(functions: Sequence[tuple[str, int, int]], line: int) -> str:
    return next((name for name, a, b in functions if a <= line <= b), "")


def _function_at(data: bytes, line: int) -> str:
    """The qualified name of the function that holds the 1-based *line*; empty for none."""
    return _holder(_functions(_tree(data)), line)


def _is_moved_whole(data: bytes, name: str) -> bool:
    """Whether the function *name* does nothing but run a nested one, and awaits that."""
    node: ast.AST | None = _tree(data)
    for part in name.replace(".<locals>", "").split("."):
        inside = getattr(node, "body", ())
        node = next((one for one in inside if getattr(one, "name", "") == part), None)
    match getattr(node, "body", []):
        case [ast.Expr(value=ast.Constant()), *body]:
            pass
        case body:
            pass
    match body:
        case [ast.FunctionDef(), ast.Return(value=ast.Await()) | ast.Expr(value=ast.Await())]:
            return True
    return False


def _tree(data: bytes) -> ast.Module:
    """The tree of a file's bytes, in whatever encoding they are; what was linted has one."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(data)


def _key(finding: Finding, where: str) -> tuple[str, str]:
    return finding.code, where


def _functions(tree: ast.Module) -> list[tuple[str, int, int]]:
    """The qualified name and the lines of every function, the inner ones first."""
    found: list[tuple[str, int, int]] = []
    stack: list[tuple[ast.AST, str]] = [(tree, "")]
    while stack:
        node, prefix = stack.pop()
        for child in ast.iter_child_nodes(node):
            if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                stack.append((child, prefix))
                continue
            name = prefix + child.name
            is_class = isinstance(child, ast.ClassDef)
            if not is_class:
                found.append((name, child.lineno, child.end_lineno or child.lineno))
            stack.append((child, f"{name}." if is_class else f"{name}.<locals>."))
    return sorted(found, key=lambda item: -item[1])
