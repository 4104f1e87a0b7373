"""One look at a project: functions that block, and all their callers, changed in every file at once.

All files of such a change are held against the gates before one is written.
"""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.conversion.convertibility import ENTERED
from flake8_asyncpitfalls.content import read_regular
from flake8_asyncpitfalls.edit import AddAwait, Edit, MakeAsync, RenameAttribute, ReplaceName
from flake8_asyncpitfalls.finding import Finding
from flake8_asyncpitfalls.fixes.async_conversion.bodies import (
    REACHED,
    UnfitError,
    check_bodies,
    check_fixed,
    check_offloaded,
    check_tests,
    edited,
    fixed_inside,
    without_fix,
)
from flake8_asyncpitfalls.fixes.async_conversion.callers import Callers
from flake8_asyncpitfalls.fixes.async_conversion.look import Look, Texts, Workspace
from flake8_asyncpitfalls.fixes.async_conversion.surroundings import (
    Place,
    Propagation,
    Surroundings,
)
from flake8_asyncpitfalls.fixes.async_conversion.text_functions import function_at, functions_at
from flake8_asyncpitfalls.fixes.imports.unused import without_unused_imports
from flake8_asyncpitfalls.fixes.refusal import RefusedError
from flake8_asyncpitfalls.rule import BLOCKING
from flake8_asyncpitfalls.semantics.source.cells import largest_source

if TYPE_CHECKING:
    from flake8_asyncpitfalls.analyses.conversion.convertibility import Definition
    from flake8_asyncpitfalls.fixes.async_conversion.conversion import Conversion
    from flake8_asyncpitfalls.span import Span

_MAX_PASSES = 10
_ASYNC_MANAGER = "contextlib.asynccontextmanager"


class Round:
    """One look at the project as it is by now; changes that share no file go in together."""

    def __init__(
        self, project: Surroundings, result: Propagation, workspaces: tuple[Workspace, Workspace]
    ) -> None:
        """Of *workspaces* the first is for the project as it is, the second for what is tried."""
        self._before = result.texts
        as_it_is, self._trial = workspaces
        as_it_is.read_as(self._before)
        self.callers = Callers(project.paths, as_it_is)
        self.paths = project.paths
        self._edits: Mapping[str, Sequence[Edit]] = {}
        self._project, self._result = project, result
        self._last: tuple[set[Definition], dict[str, bytes], Look] | None = None
        self._look_before = Look(self._before, as_it_is, self._text)
        self._taken: set[str] = set()
        self._wanted: Mapping[Place, Definition | None] = {}
        self.has_changed = False

    def run(self, waiting: Mapping[Place, tuple[str, str]]) -> None:
        """Try the functions that *waiting* names, those that hang together at the same time."""
        wanted = {place: self.callers.find(*name) for place, name in waiting.items()}
        self._wanted = wanted
        self.callers.explore()
        groups: list[tuple[set[Place], set[Definition]]] = []
        for place, function in wanted.items():
            together = self.callers.together(function) if function else set()
            reason = self._refusal(together)
            if reason:
                self._result.reasons[place] = reason
                continue
            _join(groups, {place}, together)
        for places, functions in groups:
            self._try_group(places, functions)

    def convert(self, conversion: Conversion, places: set[Place]) -> None:
        """Make all objects of *conversion* asynchronous, that block at *places*, with all that uses them."""
        if not conversion.edits:
            raise RefusedError("their class must stay synchronous: nobody knows its twin")
        self._edits = conversion.edits
        self.callers.explore()
        holders = {f for one in conversion.holders for f in self.callers.together(one)}
        self.callers.called |= {f for f in holders if conversion.may_be_unused(f)}
        reason = self._refusal(holders)
        if reason and holders:
            raise RefusedError(reason)
        self._change(places, holders)
        self._result.steps += conversion.steps()

    def _refusal(self, functions: set[Definition]) -> str:
        if not functions:
            return "the function is no longer there"
        reason = self.callers.problem(functions)
        outside = sorted(
            path for path in self._files(functions) if path not in self._project.editable
        )
        if not reason and outside:
            return f"{outside[0]} would change, and is not among the files to fix"
        return reason

    def _files(self, functions: Iterable[Definition]) -> set[str]:
        calls = {path for function in functions for path, _ in self.callers.uses.get(function, ())}
        return calls | {function.path for function in functions} | self._edits.keys()

    def _try_group(self, places: set[Place], functions: set[Definition]) -> None:
        """Change all *functions*; where that fails, without those that stand in the way."""
        try:
            self._change(places, functions)
        except UnfitError as refusal:
            self._try_without(places, functions, refusal)
        except (RefusedError, RecursionError) as refusal:
            self._try_alone(places, functions, str(refusal) or "the code is nested too deeply")

    def _try_without(
        self, places: set[Place], functions: set[Definition], refusal: UnfitError
    ) -> None:
        """Change what *places* need, but for those that need a function that has no fix."""
        rest: dict[Place, set[Definition]] = {}
        for place in sorted(places):
            alone = self._alone(place, functions)
            reason = refusal.of(_names(alone))
            if reason:
                self._result.reasons[place] = reason
            else:
                rest[place] = alone
        if len(rest) == len(places):
            self._try_alone(places, functions, str(refusal))
        elif rest:
            self._try_group(set(rest), set().union(*rest.values()))

    def _try_alone(self, places: set[Place], functions: set[Definition], reason: str) -> None:
        """Change what each of *places* needs by itself, where that is less than *functions*."""
        for place in sorted(places):
            alone = self._alone(place, functions)
            if alone != functions:
                self._try_group({place}, alone)
            else:
                self._result.reasons[place] = reason

    def _alone(self, place: Place, functions: set[Definition]) -> set[Definition]:
        function = self._wanted[place]
        return self.callers.together(function) if function else functions

    def _change(self, places: set[Place], functions: set[Definition]) -> None:
        kept: set[tuple[str, str]] = set()
        if self._files(functions) & self._taken:
            return
        while True:
            more = self._with_what_is_behind(functions, kept)
            try:
                new, names = self._converted(more)
                more |= {f for f in self.callers.spans if _names([f]) <= names}
                self._check(new, more, functions)
                break
            except UnfitError as refusal:
                # What was only taken along stays, and is run in a thread.
                along = refusal.reasons.keys() - _names(functions)
                if not along:
                    raise
                kept |= along
        files = self._files(more)
        if files & self._taken:
            return
        others = {path for f in more for path in self.callers.mentions.get(f, ())}
        look = self._look(new)
        self._verify(look, files | others, names)
        if self._project.removes_imports or self._edits:
            for path, text in new.items():
                old, lint = self._text(path), partial(look.lint, path)
                new[path] = without_unused_imports(path, old, text, lint)
        self._taken |= files
        for path in files | others:
            self._project.found[path] = Counter(_key(*one) for one in look.found(path))
        self._result.changes.append(new)
        known = {place for place, function in self._wanted.items() if function in more}
        self._result.done |= places | known
        self._result.made |= _names(more)
        self.has_changed = True

    def _check(self, new: Texts, functions: set[Definition], asked: set[Definition]) -> None:
        """Raise UnfitError where one of *functions* had better not change to what it is in *new*.

        Of these *asked* were to change, the others block behind them.
        """
        callers = self.callers
        lone = _names(f for f in functions if len(callers.kin(f)) == 1)
        check_bodies(new, _names(functions), lone)
        needed: dict[tuple[str, str], set[tuple[str, str]]] = {}
        for function in functions:
            for test in callers.together(function) & callers.tests & functions:
                (name,) = _names([test])
                needed.setdefault(name, set()).update(_names([function]))
        check_tests(new, needed)
        # What works on an object that is asynchronous now waits for that.
        offloaded = self._project.offloaded & _names(
            functions - asked if self._edits else functions
        )
        if offloaded:
            check_offloaded(new, self._needed(functions), offloaded)

    def _needed(self, functions: set[Definition]) -> dict[tuple[str, str], set[tuple[str, str]]]:
        """For each of *functions* those of them that it calls, however far, itself included."""
        needed: dict[tuple[str, str], set[tuple[str, str]]] = {}
        for function in functions:
            own = _names([function])
            for name in _names(self.callers.together(function) & functions):
                needed.setdefault(name, set()).update(own)
        return needed

    def _with_what_is_behind(
        self, functions: set[Definition], kept: set[tuple[str, str]]
    ) -> set[Definition]:
        """*functions*, and those that block behind them and can change too, *kept* apart."""
        while True:
            names = _names(functions)
            _, look = self._begun(functions)
            more = set()
            for name in sorted(self._blocking_behind(look, names).keys() - names - kept):
                together = self._found_together(name)
                if together and not self._refusal(together) and not _names(together) & kept:
                    more |= together
            if not more:
                return functions
            functions = functions | more

    def _converted(
        self, functions: set[Definition]
    ) -> tuple[dict[str, bytes], set[tuple[str, str]]]:
        """The new texts, and the *functions* that are asynchronous in them.

        Raises RefusedError where something blocks there that nobody can mend.
        """
        while True:
            names = _names(functions)
            new, look = self._begun(functions)
            look = self._fix_inside(new, names, look)
            check_fixed(look, names)
            more: set[Definition] = set()
            unfit: dict[tuple[str, str], str] = {}
            for name, holders in sorted(self._blocking_behind(look, names).items()):
                together = self._found_together(name) if name not in names else set()
                reason = self._refusal(together) if together else ""
                unfit.update(dict.fromkeys(holders if reason else (), reason))
                more |= together
            if unfit:
                raise UnfitError(unfit)
            if not more:
                return new, names
            functions = functions | more

    def _found_together(self, name: tuple[str, str]) -> set[Definition]:
        function = self.callers.find(*name) if name[1] else None
        self.callers.explore()
        return self.callers.together(function) if function else set()

    def _blocking_behind(
        self, look: Look, names: set[tuple[str, str]]
    ) -> dict[tuple[str, str], set[tuple[str, str]]]:
        """Where it blocks in the end what the functions *names* still reach, and which of these reach it."""
        found: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
        for path in sorted({path for path, _ in names}):
            for finding, where in look.found(path):
                if (path, where) in names and finding.code in REACHED and finding.chain:
                    hop = finding.chain[-1]
                    end = os.path.abspath(hop.path)
                    found[end, function_at(look.text(end), hop.line)].add((path, where))
        return found

    def _look(self, new: Texts, names: set[tuple[str, str]] | None = None) -> Look:
        texts = {**self._before, **new}
        self._trial.read_as(texts)
        return Look(texts, self._trial, self._text, names)

    def _text(self, path: str) -> bytes:
        known = self._before.get(path)
        if known is not None:
            return known
        return self._result.before.setdefault(path, read_regular(path, largest_source(path)))

    def _rewritten(self, functions: set[Definition]) -> dict[str, bytes]:
        """The files with ``async def`` and ``await``; raises RefusedError when an edit fails."""
        edits: dict[str, list[Edit]] = {}
        callers = self.callers
        for function in functions:
            made = MakeAsync(callers.spans[function], ENTERED.get(function.name, ""))
            edits.setdefault(function.path, []).append(made)
            if function in callers.managers:
                edit = ReplaceName(callers.managers[function], _ASYNC_MANAGER)
                edits[function.path].append(edit)
            if function in callers.annotations:
                edits[function.path].append(callers.annotations[function])
        uses = {(path, u.span, u.way) for f in functions for path, u in callers.uses.get(f, ())}
        for path, span, way in sorted(uses):
            if way != "given":
                make = MakeAsync if way == "with" else AddAwait
                edits.setdefault(path, []).append(make(span))
        for path, span, name in sorted(_renamed(functions, callers)):
            edits.setdefault(path, []).append(RenameAttribute(span, name))
        for path, known in self._edits.items():
            edits.setdefault(path, []).extend(known)
        return {path: self._edited(path, todo) for path, todo in edits.items()}

    def _edited(self, path: str, edits: Sequence[Edit]) -> bytes:
        """The file *path* with *edits*: one more function changes few of the files in another way."""
        text, wanted = self._text(path), frozenset(edits)
        known = self._project.rewritten.get(path)
        if known is None or known[:2] != (text, wanted):
            try:
                known = text, wanted, edited(path, text, edits)
            except RefusedError as refusal:
                raise _located(path, text, edits, refusal) from refusal
            self._project.rewritten[path] = known
        return known[2]

    def _begun(self, functions: set[Definition]) -> tuple[dict[str, bytes], Look]:
        """The files with *functions* asynchronous, nothing fixed in them, and what is found then."""
        if self._last is None or self._last[0] != functions:
            new = self._rewritten(functions)
            self._last = set(functions), new, self._look(new, _names(functions))
        _, new, look = self._last
        return dict(new), look

    def _fix_inside(self, new: dict[str, bytes], names: set[tuple[str, str]], look: Look) -> Look:
        """Fix what blocks in the functions *names*, which are coroutines now; what is found then.

        *look* is what is found in *new* before.
        """
        for _ in range(_MAX_PASSES):
            before = dict(new)
            for path in before:
                new[path] = fixed_inside(path, names, look)
            if new == before:
                break
            self._last = None  # What is looked at by now has other texts.
            look = self._look(new, names)
        return look

    def _verify(self, look: Look, paths: set[str], names: set[tuple[str, str]]) -> None:
        """Raise RefusedError when anything is found after the change that was not before."""
        for path in sorted(paths):
            found = look.found(path)
            if Counter(_key(*one) for one in found) <= self._project.known_in(path):
                continue
            known = Counter(_key(*one) for one in self._look_before.found(path))
            for finding, where in found:
                key = _key(finding, where)
                if known[key] > 0:
                    known[key] -= 1
                elif (path, where) in names and finding.code.startswith(BLOCKING):
                    raise UnfitError({(path, where): without_fix(where, finding)})
                else:
                    raise RefusedError(f"it would cause a new {finding.code} in {where!r}")


def _join(
    groups: list[tuple[set[Place], set[Definition]]], places: set[Place], functions: set[Definition]
) -> None:
    """Add *functions* to *groups*, in one with all that has a function in one of the same files.

    What one object is used by becomes asynchronous at once, or it could not.
    """
    files = {function.path for function in functions}
    for group in list(groups):
        if not files.isdisjoint(function.path for function in group[1]):
            groups.remove(group)
            places, functions = places | group[0], functions | group[1]
    groups.append((places, functions))


def _located(path: str, text: bytes, edits: Sequence[Edit], refusal: RefusedError) -> RefusedError:
    """*refusal* of all *edits* of the file *path*, as one of those functions that refuse theirs."""
    by_name: dict[str, list[Edit]] = {}
    for edit, name in zip(edits, functions_at(text, [e.span.line for e in edits]), strict=True):  # type: ignore[union-attr]
        by_name.setdefault(name, []).append(edit)
    reasons: dict[tuple[str, str], str] = {}
    for name, own in by_name.items() if len(by_name) > 1 else ():
        try:
            edited(path, text, own)
        except RefusedError as why:
            reasons[path, name] = f"{name!r} must stay synchronous: {why}"
    return UnfitError(reasons) if reasons else refusal


def _renamed(functions: Iterable[Definition], callers: Callers) -> set[tuple[str, Span, str]]:
    """What names ends of context managers, with the files, and the names of the asynchronous ones."""
    return {
        (path, use.renamed, ENTERED[function.name])
        for function in functions
        for path, use in callers.uses.get(function, ())
        if use.renamed is not None
    }


def _names(functions: Iterable[Definition]) -> set[tuple[str, str]]:
    """The files and qualified names of *functions* once they are asynchronous."""
    found = set()
    for function in functions:
        owner, dot, name = function.local_name.rpartition(".")
        found.add((function.path, owner + dot + ENTERED.get(name, name)))
    return found


def _key(finding: Finding, where: str) -> tuple[str, str]:
    return finding.code, where
