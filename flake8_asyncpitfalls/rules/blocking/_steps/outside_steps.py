"""Helpers that change what they have read or asked about before, or write a file that is one for all.

For the event loop such a helper is one step: no other task runs in the middle of it. In threads two
calls of it meet on the same file or working tree: the second writes back what the first has changed, or
both write at once. Which file it is tells the expression: a variable bound once, or the same attribute,
name or text in the functions that it calls; there a parameter stands for what it was given. What is made
anew each time (``mkdtemp()``) is nobody else's. A parameter is one for all where the call gives such a
thing for it, ``save(CONFIG, settings)``, and where it leaves the parameter to such a default.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, TypeAlias, TypeGuard

from flake8_asyncpitfalls.analyses.file_accesses import (
    FILE,
    FILES,
    TREE,
    mode_of,
    paths_of,
    writes,
)
from flake8_asyncpitfalls.analyses.file_users import calls_with_locks
from flake8_asyncpitfalls.analyses.passed_arguments import by_place_and_name, left_out
from flake8_asyncpitfalls.semantics.inference.values import (
    ClassValue,
    FunctionValue,
    Instance,
    ModuleValue,
    Value,
    name_of,
    options_of,
)
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed
from flake8_asyncpitfalls.semantics.terms.term import Term

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from flake8_asyncpitfalls.semantics.inference.frame import Frame
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary

_PROCESS = "subprocess"
_DIFFERENT = ("param", "provided", "iter", "part")
_OF_PATHS = ("pathlib.", "os.path.", "os.getenv", "posixpath.", "builtins.str")
_UNKNOWN = ("unknown", "never")
_BUFFERS = ("io.BytesIO", "io.StringIO")
_MOST, _MOST_WAYS = 60, 4
"""Functions that are walked through, and different arguments with which one of them is."""


def changes_what_it_read(model: SemanticModel, call: ast.Call) -> bool:
    """Whether *call* changes outside of the program what it has read or asked about before.

    Where an empty method leads to many implementations, at least half of them must do so.
    """
    options, taking = _options(model, call), taking_steps(model, call)
    return bool(taking) and 2 * len(taking) >= len(options)


def adds_in_order(model: SemanticModel, call: ast.Call) -> bool:
    """Whether the statement *call* adds to a file that is one for all: records, which come in an order.

    In threads, two that were written after one another are so no longer.
    """
    if not isinstance(model.parent(call), ast.Expr):
        return False
    adding = model.analysis(_AddingSteps)
    return any(adding.takes(option, call) for option in _options(model, call))


def writes_one_for_all(model: SemanticModel, call: ast.Call) -> bool:
    """Whether *call* itself works for long at a place that is the same for all calls.

    ``shutil.make_archive("backup", "zip", folder)`` in two threads writes one file twice at once.
    """
    for option in _options(model, call):
        marker = option.summary.markers.get("blocks")
        if marker is None or marker.args[0] != TREE or not marker.keywords.get("writes"):
            continue
        if any(marker.keywords.get(word) for word in ("short", "brief", "repeatable")):
            continue
        names = [parameter.name for parameter in option.summary.parameters]
        at = names.index("dst") if "dst" in names else 0
        scope = model.scope_of(call)
        if any(_is_constant(model.terms.reduce(e, scope)) for e in call.args[at : at + 1]):
            return True
    return False


def taking_steps(model: SemanticModel, call: ast.Call) -> list[FunctionValue]:
    """Those of the functions that *call* may call that change what they have read or asked about."""
    steps = model.analysis(_OutsideSteps)
    return [option for option in _options(model, call) if steps.takes(option, call)]


def _options(model: SemanticModel, call: ast.Call) -> list[FunctionValue]:
    """What *call* may run: where the method is left open, what stands in for it."""
    instead_of = model.types.implementations.instead_of
    return [
        standing_in
        for option in options_of(model.value_of(call.func))
        if isinstance(option, FunctionValue)
        for standing_in in instead_of(option) or [option]
    ]


class _OutsideSteps:
    """Answers for one file."""

    counts_added = False

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._known: dict[tuple[FunctionValue, frozenset[Term]], bool] = {}

    def takes(self, function: FunctionValue, call: ast.Call) -> bool:
        """Whether *function* takes such steps with what *call* gives it."""
        shared = self._shared(function, call)
        known = self._known.get((function, shared))
        if known is None:
            known = _Walk(self._model, shared, counts_added=self.counts_added).finds(function)
            self._known[function, shared] = known
        return known

    def _shared(self, function: FunctionValue, call: ast.Call) -> frozenset[Term]:
        """The parameters for which *call* gives what is the same for all calls."""
        summary, terms = function.summary, self._model.terms
        if summary.module.is_stub or any(isinstance(arg, ast.Starred) for arg in call.args):
            return frozenset()
        given = [
            (name, terms.reduce(expr, self._model.scope_of(expr)))
            for name, expr in by_place_and_name(function, call)
        ]
        given += [(name, _default_term(expr, summary)) for name, expr in left_out(function, call)]
        return frozenset(
            summary.module.terms.make("param", summary.identity, name)
            for name, term in given
            if _is_constant(term)
        )


class _AddingSteps(_OutsideSteps):
    """Answers for one file, in which what is added to the end of a file counts as well."""

    counts_added = True


_Given: TypeAlias = "dict[str, frozenset[Hashable]]"
_Held: TypeAlias = "frozenset[ast.With]"
"""The blocks around a place that hold a lock of threads."""


class _Walk:
    """One walk through a function and those that it calls, in the order of the code."""

    def __init__(
        self, model: SemanticModel, shared: frozenset[Term], *, counts_added: bool
    ) -> None:
        self._types = model.types
        self._counts_added = counts_added
        self._shared = shared
        self._walked: dict[FunctionSummary, list[tuple[_Given, _Held]]] = {}
        self._held: _Held = frozenset()
        self._asked: dict[Hashable, _Held] = {}
        self._given: dict[FunctionSummary, _Given] = {}

    def finds(self, function: FunctionValue, given: _Given | None = None) -> bool:
        """Whether something is changed that was read or asked about; *given* by parameter."""
        summary, given = function.summary, given or {}
        if summary.module.is_stub or summary.is_async:
            return False
        walked = self._walked.setdefault(summary, [])
        way = (given, self._held)
        if way in walked or len(walked) > _MOST_WAYS or len(self._walked) > _MOST:
            return False
        walked.append(way)
        summary.module.hold(self)
        before = self._given.get(summary, {})
        self._given[summary] = given
        frame = self._types.calls.frame_of(function, [], {})
        held, found = self._held, False
        for call, locks in self._calls(summary, frame):
            self._held = held | locks
            found = found or self._is_step(call, frame, summary)
        self._held = held
        self._given[summary] = before
        return found

    def _is_step(self, call: ast.Call, frame: Frame, summary: FunctionSummary) -> bool:
        """Whether *call* changes what was read before, in at least half of what it may call."""
        options = self._called(call, frame, summary)
        found = [self._is_second(call, option, frame, summary) for option in options]
        return any(found) and 2 * sum(found) >= len(found)

    def _given_to(
        self, call: ast.Call, callee: FunctionValue, frame: Frame, summary: FunctionSummary
    ) -> _Given:
        """What *call* gives to the parameters of *callee*, as far as it is known again."""
        found: dict[str, frozenset[Hashable]] = {
            name: frozenset({term})
            for name, expr in left_out(callee, call)
            if _is_constant(term := _default_term(expr, callee.summary))
        }
        for name, expr in by_place_and_name(callee, call):
            found[name] = frozenset(self._things(expr, frame, summary))
        return {name: things for name, things in found.items() if things}

    def _called(
        self, call: ast.Call, frame: Frame, summary: FunctionSummary
    ) -> Iterator[FunctionValue]:
        callee = summary.module.terms.reduce(call.func, summary.scope)
        for option in options_of(self._types.evaluate(callee, frame)):
            found: Value | None = option
            if isinstance(option, Instance):
                found = self._types.members.method(option, "__call__")
            if isinstance(found, FunctionValue):
                yield from self._types.implementations.instead_of(found) or [found]

    def _calls(self, summary: FunctionSummary, frame: Frame) -> list[tuple[ast.Call, _Held]]:
        """The calls of a function in the order of the code, with the locks that are held there."""
        scope, terms, types = summary.scope, summary.module.terms, self._types

        def value_of(expr: ast.expr) -> Value:
            return types.evaluate(terms.reduce(expr, scope), frame)

        calls = calls_with_locks(scope, types, value_of)
        return sorted(calls, key=lambda one: (one[0].lineno, one[0].col_offset))

    def _is_second(
        self, call: ast.Call, callee: FunctionValue, frame: Frame, summary: FunctionSummary
    ) -> bool:
        """Whether *call* changes what was read before; what it reads itself is noted."""
        if not callee.summary.module.is_stub:
            return self.finds(callee, self._given_to(call, callee, frame, summary))
        marker = callee.summary.markers.get("blocks")
        kind = "" if marker is None else str(marker.args[0])
        if marker is None or kind not in (*FILES, _PROCESS):
            return False
        if kind == _PROCESS:
            things = set(self._places(call, frame, summary))
            is_writing = True
        else:
            things = {
                thing
                for expr in (*paths_of(call, marker, callee.summary), *_looked_for(call, summary))
                for thing in self._things(expr, frame, summary)
            }
            is_writing = writes(call, marker, callee.summary)
        # A lock that is let go between the two keeps nothing together.
        asked = [self._asked[thing] for thing in things if thing in self._asked]
        is_second = is_writing and any(held.isdisjoint(self._held) for held in asked)
        # What is added to a file takes nothing from others.
        is_adding = not self._counts_added and mode_of(call, callee.summary).startswith("a")
        if is_writing and kind == FILE and not is_adding and not self._held:
            if any(_is_one_for_all(thing, self._shared) for thing in things):
                return True
        if kind == _PROCESS or not (is_writing or marker.keywords.get("writes")):
            self._asked.update(dict.fromkeys(things, self._held))
        return is_second

    def _places(self, call: ast.Call, frame: Frame, summary: FunctionSummary) -> Iterator[Hashable]:
        """Where a process works: the folder that it is given, or the object that starts it."""
        given = [keyword.value for keyword in call.keywords if keyword.arg == "cwd"]
        root = call.func
        while _is_part(root):
            root = root.value
        if root is not call.func:
            term = summary.module.terms.reduce(root, summary.scope)
            if not self._starts_process(term, frame):
                given.append(root)
        for expr in given:
            yield from self._things(expr, frame, summary)

    def _starts_process(self, term: Term, frame: Frame) -> bool:
        """Whether *term* is a module, or an object that is itself a process just started."""
        for option in options_of(self._types.evaluate(term, frame)):
            if isinstance(option, ModuleValue):
                return True
            if isinstance(option, Instance):
                made = self._types.members.method(option, "__init__")
                markers = made.summary.markers if isinstance(made, FunctionValue) else {}
                if "blocks" in markers or "blocks" in option.summary.markers:
                    return True
        return False

    def _things(self, expr: ast.expr, frame: Frame, summary: FunctionSummary) -> Iterator[Hashable]:
        """What *expr* stands for, as far as it is the same wherever it is found again."""
        term = summary.module.terms.reduce(expr, summary.scope)
        if any(map(_is_no_file, options_of(self._types.evaluate(term, frame)))):
            return
        if not self._lasts(term, frame):
            return
        name = expr.id if isinstance(expr, ast.Name) else ""
        bindings = summary.module.terms.table(summary.scope).by_name.get(name, ())
        held = bindings[0].value if len(bindings) == 1 else None
        if _is_filled_in(held or expr, summary):
            yield summary.identity, summary.module.path, unparsed(expr)
        elif not _has_unknown(term):
            yield term
        if isinstance(expr, ast.Name):
            if len(bindings) == 1:
                yield summary.identity, summary.module.path, expr.id
                if bindings[0].kind == "param":
                    yield from self._given.get(summary, {}).get(expr.id, ())

    def _lasts(self, term: Term, frame: Frame) -> bool:
        """Whether nothing in *term* is made anew: only paths are put together."""
        if term[0] == "call" and not self._is_of_paths(term[1], frame):
            return False
        return all(self._lasts(part, frame) for part in _parts(term))

    def _is_of_paths(self, callee: Term, frame: Frame) -> bool:
        options = options_of(self._types.evaluate(callee, frame))
        return all(
            name_of(option).startswith(_OF_PATHS)
            or (
                isinstance(option, (ClassValue, FunctionValue))
                and not option.summary.module.is_stub
            )
            or (isinstance(option, ClassValue) and "blocks" not in option.summary.markers)
            or (isinstance(option, FunctionValue) and isinstance(option.receiver, ClassValue))
            for option in options
        )


def _looked_for(call: ast.Call, function: FunctionSummary) -> list[ast.expr]:
    """What is looked for in what *call* of *function* gives: ``name in os.listdir()``."""
    match function.module.terms.parents[call]:
        case ast.Compare(left=name, ops=[ast.In() | ast.NotIn()], comparators=[listing]):
            return [name] if listing is call else []
    return []


def _default_term(default: ast.expr, function: FunctionSummary) -> Term:
    """What the *default* of a parameter of *function* stands for."""
    terms = function.module.terms
    return terms.reduce(default, function.scope.parent or terms.root)


def _is_no_file(value: Value) -> bool:
    """Whether *value* is a module, or a buffer in memory."""
    return isinstance(value, ModuleValue) or (
        isinstance(value, Instance) and value.qualified_name in _BUFFERS
    )


def _is_filled_in(expr: ast.expr, summary: FunctionSummary) -> bool:
    """Whether a text in *expr*, of which a term says no more, is another one with other parameters."""
    parts = [part for part in ast.walk(expr) if isinstance(part, ast.FormattedValue)]
    terms = [summary.module.terms.reduce(part.value, summary.scope) for part in parts]
    return any(_has_unknown(term) or _has_parameter(term) for term in terms)


def _is_part(expr: ast.expr) -> TypeGuard[ast.Attribute | ast.Subscript]:
    """Whether *expr* is of an object that works in one place: ``repo.git.merge``, ``repo.heads["a"]``."""
    if isinstance(expr, ast.Subscript):
        return isinstance(expr.value, ast.Attribute) and not _is_own_attribute(expr.value)
    return isinstance(expr, ast.Attribute) and not _is_own_attribute(expr)


def _is_own_attribute(expr: ast.Attribute) -> bool:
    return isinstance(expr.value, ast.Name) and expr.value.id in ("self", "cls")


def _parts(term: Term) -> Iterator[Term]:
    for part in term[1:]:
        if isinstance(part, Term):
            yield part
        elif isinstance(part, tuple):
            for inner in part:
                if isinstance(inner, Term):
                    yield inner
                elif isinstance(inner, tuple):
                    yield from (one for one in inner if isinstance(one, Term))


def _is_one_for_all(thing: Hashable, shared: frozenset[Term]) -> bool:
    """Whether it is the same file for all calls: an attribute, a name of the module, a text."""
    return isinstance(thing, Term) and not _has_parameter(thing, shared)


def _is_constant(term: Term) -> bool:
    """Whether *term* is a name of a module or a text, or a path put together of them."""
    if term[0] in ("attr", "binop"):
        return all(map(_is_constant, _parts(term)))
    return term[0] in ("global", "from", "module", "text")


def _has_parameter(term: Term, shared: frozenset[Term] = frozenset()) -> bool:
    if term[0] in _DIFFERENT:
        return term not in shared
    return any(_has_parameter(part, shared) for part in _parts(term))


def _has_unknown(term: Term) -> bool:
    return term[0] in _UNKNOWN or any(map(_has_unknown, _parts(term)))
