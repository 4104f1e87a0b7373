"""Who calls a project's functions: which must become asynchronous together, and which cannot."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TypeAlias

from flake8_asyncpitfalls.analyses.conversion.async_tests import is_test, why_not_async_test
from flake8_asyncpitfalls.analyses.conversion.convertibility import (
    ENTERED,
    MANAGER,
    Definition,
    blocks_at,
    definition_of,
    function_at,
    span_of,
    why_not_async,
)
from flake8_asyncpitfalls.analyses.conversion.generator_annotations import asynchronous_annotation
from flake8_asyncpitfalls.analyses.conversion.known_work import why_best_in_a_thread
from flake8_asyncpitfalls.analyses.conversion.method_kin import relatives
from flake8_asyncpitfalls.analyses.conversion.named_members import Shape, shape_of
from flake8_asyncpitfalls.analyses.conversion.outsiders import why_for_others
from flake8_asyncpitfalls.analyses.conversion.references import References, Use, words_of
from flake8_asyncpitfalls.analyses.endpoints import endpoint_marker
from flake8_asyncpitfalls.errors import SourceError
from flake8_asyncpitfalls.fixes.async_conversion.sessions import TWINS
from flake8_asyncpitfalls.garbage import collect_now, collection_off
from flake8_asyncpitfalls.semantics.effects.display_names import display_path
from flake8_asyncpitfalls.semantics.project.distribution import Distributions
from flake8_asyncpitfalls.semantics.source.cells import is_notebook
from flake8_asyncpitfalls.semantics.source.source import Source
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from flake8_asyncpitfalls.edit import Edit
    from flake8_asyncpitfalls.fixes.async_conversion.look import Workspace
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary

Named: TypeAlias = "set[tuple[str, Definition]]"


class Callers:
    """What is known of the uses of functions in the files *paths*, absolute, of a *workspace*.

    What blocks on an object of the libraries *awaited* is going to be awaited. The calls *replaced*, by
    file, are going to be others. *is_thorough*: all uses are looked for, whatever one of them forbids.
    """

    def __init__(self, paths: Sequence[str], workspace: Workspace) -> None:
        self._paths, self._workspace = paths, workspace
        self.awaited: set[str] = set()
        self.is_thorough = False
        self.replaced: set[tuple[str, Span]] = set()
        self._projects = Distributions()
        self._callers: dict[Definition, set[Definition]] = {}
        self._problems: dict[Definition, str] = {}
        self._watched: dict[str, set[Definition]] = {}
        self._kin: dict[Definition, set[Definition]] = {}
        self._wanted: set[Definition] = set()
        self._new: set[Definition] = set()
        self._shown: dict[tuple[str, int], bool] = {}
        self._shapes: dict[Definition, Shape] = {}
        self.uses: dict[Definition, list[tuple[str, Use]]] = {}
        self.spans: dict[Definition, Span] = {}
        self.called: set[Definition] = set()
        self.tests: set[Definition] = set()
        self.managers: dict[Definition, Span] = {}
        self.annotations: dict[Definition, Edit] = {}
        self.mentions: dict[Definition, set[str]] = {}

    def name_at(self, path: str, line: int) -> tuple[str, str] | None:
        """The file and qualified name of the function that holds the 1-based *line* of *path*."""
        model = self.model(path)
        scope = None if model is None else function_at(model, line)
        if model is None or scope is None:
            return None
        function = definition_of(model.module.function(scope.identity))
        self.let_go(model)
        return function.path, function.local_name

    def find(self, path: str, local_name: str) -> Definition | None:
        """The function of that qualified name in the file *path*, noted as wanted."""
        model = self.model(path)
        for scope in () if model is None else model.scopes:
            if model and scope.qualified_name == local_name and scope.kind == "function":
                function = self.want(model, scope)
                self.let_go(model)
                return function
        return None

    def explore(self) -> None:
        """Find all uses of the wanted functions, and of those that must change with them.

        Where one of these is found to forbid the change, the others are not looked for any more.
        """
        named: Named = set()
        while True:
            live = self._live()
            found = self._new & live
            self._new -= found
            named |= {(word, function) for function in found for word in words_of(function)}
            named = {(word, function) for word, function in named if function in live}
            if not named:
                return
            named = self._scan(named, live)

    def _live(self) -> set[Definition]:
        """The functions that would change, as far as nothing that is known forbids it."""
        changing = map(self.together, self._wanted)
        if self.is_thorough:
            return {one for group in changing for one in group}
        return {
            one for group in changing if self._problems.keys().isdisjoint(group) for one in group
        }

    def kin(self, function: Definition) -> set[Definition]:
        """*function*, and what stands in for it: what overrides it, or may be called in its place."""
        return self._kin.get(function, {function})

    def together(self, function: Definition) -> set[Definition]:
        """*function* and all that must become asynchronous with it: its sync callers, and theirs."""
        found = {function}
        stack = [function]
        while stack:
            new = self._callers.get(stack.pop(), set()) - found
            found |= new
            stack.extend(new)
        return found

    def problem(self, functions: Iterable[Definition]) -> str:
        """Why not all of *functions* can become asynchronous, one clause; '' when they can."""
        ordered = sorted(functions, key=lambda f: (f.path, f.line))
        for function in ordered:
            if known := self._problems.get(function):
                return f"{function.name!r} must stay synchronous: {known}"
        for function in ordered:
            if not any(map(self.is_used, self.kin(function))):
                place = _place(function.path, function.line)
                known = f"nothing in the project calls it {place}"
                return f"{function.name!r} must stay synchronous: {known}"
        return ""

    def reasons(self) -> dict[Definition, str]:
        """What is known to forbid the change of each function by itself."""
        return {
            function: f"{function.name!r} must stay synchronous: {reason}"
            for function, reason in self._problems.items()
        }

    def is_used(self, function: Definition) -> bool:
        return bool(self.uses.get(function)) or function in self.called

    def want(self, model: SemanticModel, scope: Scope) -> Definition:
        """Take the function *scope* in, which is to become asynchronous if it can."""
        function = self._note(model, scope)
        self._wanted.add(function)
        return function

    def _note(self, model: SemanticModel, scope: Scope) -> Definition:
        """Take the function *scope* in, with what its definition forbids."""
        function = definition_of(model.module.function(scope.identity))
        if function not in self._callers:
            self._callers[function] = set()
            reason = why_not_async(model, scope)
            reason = reason or why_for_others(model, scope, self._projects.of_file(function.path))
            # The last, since to know all that a function does costs the most.
            reason = reason or self._work_problem(model, scope, function)
            if reason:
                place = _place(function.path, function.line)
                self._problems[function] = f"{reason} {place}"
                if self.is_thorough:
                    self._new.add(function)
            else:
                self._new.add(function)
                self.spans[function] = span_of(scope)
                self._note_framework(model, scope, function)
                self._note_annotation(model, scope, function)
            if function.owner:
                if shape := shape_of(model, scope):
                    self._shapes[function] = shape
                self._watched.setdefault(function.class_name, set()).add(function)
                self._note_other_end(model, scope, function)
        return function

    def _work_problem(self, model: SemanticModel, scope: Scope, function: Definition) -> str:
        """What the body of *scope*, or who calls it, forbids; a test is called by its runner."""
        if not is_test(model, scope):
            return why_best_in_a_thread(model, scope, self.awaited)
        self.called.add(function)
        self.tests.add(function)
        return why_not_async_test(model, scope)

    def _note_other_end(self, model: SemanticModel, scope: Scope, function: Definition) -> None:
        """Note what leaves the context manager that *scope* enters, or the reverse."""
        for other in model.scopes if scope.name in ENTERED else ():
            if other.parent is scope.parent and other.name in ENTERED and other is not scope:
                self._link(function, self._note(model, other))

    def _link(self, one: Definition, other: Definition) -> None:
        """Note that *one* and *other* change together or not at all."""
        self._callers[one].add(other)
        self._callers[other].add(one)
        together = self.kin(one) | self.kin(other)
        self._kin.update(dict.fromkeys(together, together))

    def _join(self, function: Definition, other: FunctionSummary, path: str, line: int) -> None:
        """Link *function* with *other*, which is called in its place, as the file *path* shows."""
        model = self.model(os.path.abspath(other.module.path))
        for scope in () if model is None else model.scopes:
            if scope.identity == other.identity and model is not None:
                self._link(function, self._note(model, scope))
                model.release()
                return
        self._forbid(function, f"{other.name!r} cannot be read", path, line)

    def _note_framework(self, model: SemanticModel, scope: Scope, function: Definition) -> None:
        """Note whether a framework calls it, and the decorator that makes a manager of it."""
        if endpoint_marker(scope, model) is not None:
            self.called.add(function)
        for decorator in getattr(scope.node, "decorator_list", ()):
            if model.name_of(decorator) == MANAGER:
                self.managers[function] = Span.of(decorator)

    def _note_annotation(self, model: SemanticModel, scope: Scope, function: Definition) -> None:
        edit = asynchronous_annotation(model, scope, TWINS)
        if edit is not None:
            self.annotations[function] = edit

    def _scan(self, named: Named, live: set[Definition]) -> Named:
        """Look for *named* in all files, and for the classes of those *live*; what is looked for next."""
        watched = {name for name, methods in self._watched.items() if not live.isdisjoint(methods)}
        words = {name for name, _ in named} | watched
        pattern = re.compile(rb"\b(?:%s)\b" % b"|".join(re.escape(w.encode()) for w in words))
        found: Named = set()
        for path in self._paths:
            data = self.read(path)
            here = {word.decode() for word in set(pattern.findall(data))}
            if here:
                found |= self._in_file(path, {pair for pair in named if pair[0] in here}, here)
        return found

    def _in_file(self, path: str, named: Named, words: set[str]) -> Named:
        for _, function in named:
            self.mentions.setdefault(function, set()).add(path)
        model = self.model(path)
        if model is None:
            cause = "cannot be read"
            if is_notebook(path):
                cause = "is a notebook, in which its callers are not looked for"
            for _, function in named:
                self._forbid(function, f"a file that mentions it {cause}", path, 1)
            return set()
        references = References(model, named, self._shapes)
        new = set(references.new_names()) - named
        for use in references.uses():
            self._take(model, path, use)
        methods = {f for word in words for f in self._watched.get(word, ())}
        for method, line, found in relatives(model, methods):
            if isinstance(found, str):
                self._forbid(method, found, path, line)
            else:
                self._join(method, found, path, line)
        self.let_go(model)
        return new

    def _take(self, model: SemanticModel, path: str, use: Use) -> None:
        """Note one *use*, and the caller, where that must become asynchronous too."""
        if (path, use.span) in self.replaced:
            return
        self.uses.setdefault(use.function, []).append((path, use))
        if use.problem:
            self._forbid(use.function, use.problem, path, use.span.line)
        for end in use.ends:
            if not self._shows(os.path.abspath(end.path), end.line):
                # Asynchronous it would look mended: nothing in it tells that it blocks.
                self._forbid(use.function, "what it is given blocks", end.path, end.line)
        for other in use.others:
            self._join(use.function, other, path, use.span.line)
        if use.caller is not None:
            self._callers[use.function].add(self._note(model, use.caller))

    def _shows(self, path: str, line: int) -> bool:
        """Whether the function there says that it blocks, whoever calls it."""
        if (path, line) not in self._shown:
            model = self.model(path)
            self._shown[path, line] = model is not None and blocks_at(model, line)
            if model is not None:
                model.release()
        return self._shown[path, line]

    def _forbid(self, function: Definition, problem: str, path: str, line: int) -> None:
        self._problems.setdefault(function, f"{problem} {_place(path, line)}")

    def model(self, path: str) -> SemanticModel | None:
        """The model of the file *path*; None where it cannot be parsed."""
        if is_notebook(path):
            return None
        data = self.read(path)
        try:
            source = self._workspace.project.parsed(path, data) or Source.parse(path, data)
        except SourceError:
            return None
        model = self._workspace.model(source)
        # While its scopes are gone through other modules are asked, and their trees take the room.
        model.module.hold(model)
        return model

    def let_go(self, model: SemanticModel) -> None:
        """Forget what was worked out of one file; call it when nothing else is being looked at."""
        model.release()
        with collection_off():
            if self._workspace.project.trim():
                collect_now()

    def read(self, path: str) -> bytes:
        """The content of the file *path* by now; empty where it cannot be read."""
        known = self._workspace.project.texts.get(path)
        if known is not None:
            return known
        try:
            return self._workspace.contents.read(path)
        except OSError:
            return b""


def _place(path: str, line: int) -> str:
    return f"({display_path(os.path.abspath(path))}:{line})"
