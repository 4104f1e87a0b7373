"""Where code waits, whose cancellation may arrive there, and what still runs after one."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from flake8_asyncpitfalls.analyses.coroutines import coroutine_of
from flake8_asyncpitfalls.analyses.library import imported_libraries
from flake8_asyncpitfalls.rules.cancellation._applications import is_outermost_application
from flake8_asyncpitfalls.rules.cancellation._handlers import (
    called_method,
    catches_cancellation,
)
from flake8_asyncpitfalls.rules.cancellation._own_requests import (
    cancels_itself,
    waits_for_cancelled_work,
)
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue
from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES
from flake8_asyncpitfalls.semantics.source.control_flow import (
    suspensions,
    waits,
    walk_code,
    ways_through,
)
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.source.statement_flow import Way

_PASSING_ON = ("gather", "wait_for", "shield", "wrap_future")
_TAKING = frozenset({"pop", "popitem", "popleft"})
_LOOPS = (ast.For, ast.AsyncFor, ast.While)
_IN_LISTS = (ast.Starred, ast.ListComp, ast.GeneratorExp, ast.List, ast.Tuple)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def can_be_cancelled(body: Iterable[ast.AST], model: SemanticModel) -> bool:
    """Whether *body* waits anywhere that no shield protects, and no handler inside ends it."""
    body = list(body)
    return any(
        not is_shielded(node, model)
        and not _is_uncancellable(node)
        and not _is_ended_inside(node, body, model)
        and not _waits_behind_shields(node, model)
        for node in suspensions(body)
    )


def _is_ended_inside(node: ast.AST, body: list[ast.AST], model: SemanticModel) -> bool:
    """Whether a ``try`` in *body* catches a cancellation that arrives in *node*, and raises nothing."""
    child = node
    while child not in body:
        parent = model.parent(child)
        if isinstance(parent, (ast.Try, ast.TryStar)) and child in parent.body:
            catching = (one for one in parent.handlers if catches_cancellation(one.type, model))
            handler = next(catching, None)
            if handler is not None:
                return not any(isinstance(one, ast.Raise) for one in walk_code(handler.body))
        child = parent
    return False


def _waits_behind_shields(node: ast.AST, model: SemanticModel) -> bool:
    """Whether *node* awaits a function of this file all of whose own waits are shielded."""
    call = node.value if isinstance(node, ast.Await) else None
    function = model.value_of(call.func) if isinstance(call, ast.Call) else None
    if not isinstance(function, FunctionValue) or function.summary.module is not model.module:
        return False
    summary = function.summary
    places = list(suspensions(summary.scope.body))
    is_whole = summary.is_async and not summary.is_generator and not summary.decorators
    return is_whole and bool(places) and all(is_shielded(place, model) for place in places)


def _is_uncancellable(node: ast.AST) -> bool:
    """Whether it awaits a checkpoint of trio or anyio that lets no cancellation through."""
    call = node.value if isinstance(node, ast.Await) else None
    name = unparsed(call.func).rpartition(".")[2] if isinstance(call, ast.Call) else ""
    return name == "cancel_shielded_checkpoint"


def is_shielded(node: ast.AST, model: SemanticModel) -> bool:
    """Whether *node* stands in a cancel scope of its function that is made with ``shield=True``."""
    child, parent = node, model.parent(node)
    while not isinstance(parent, (*_FUNCTIONS, ast.Lambda, ast.Module)):
        if isinstance(parent, ast.With) and child in parent.body:
            shields = [has_shield(item.context_expr) for item in parent.items]
            if any(shields):
                return True
        child, parent = parent, model.parent(parent)
    return False


def has_shield(expr: ast.expr) -> bool:
    """Whether *expr* is a call with ``shield=True``, or with a shield that is not known."""
    return isinstance(expr, ast.Call) and any(
        keyword.arg == "shield"
        and not (isinstance(keyword.value, ast.Constant) and not keyword.value.value)
        for keyword in expr.keywords
    )


def is_of_others(body: Sequence[ast.stmt], end: int, model: SemanticModel) -> bool:
    """Whether a cancellation in *body* may be that of a task or future that it waits for.

    So it is when what is awaited is an object and no call, or mentions something that the function
    cancels before line *end*. Never where the file is for trio, which has no such objects.
    """
    if imported_libraries(model) == ("trio",):
        return False
    if cancels_itself(model.scope_of(body[0]), model):
        return True
    cancelled = _cancelled_before(body[0], end, model)
    for node in suspensions(body):
        if isinstance(node, ast.Await):
            if _is_future(node.value, model) or _mentions(node.value, cancelled):
                return True
        elif isinstance(node, ast.AsyncFor) and _mentions(node.iter, cancelled):
            return True
    return False


def _is_future(expr: ast.expr, model: SemanticModel) -> bool:
    if isinstance(expr, ast.Call):
        if not _passes_on(expr, model):
            return _waits_for_a_task(expr, model) or waits_for_cancelled_work(expr, model)
        return any(_is_future(argument, model) for argument in _passed_on(expr))
    if isinstance(expr, ast.Starred):
        return _is_future(expr.value, model)
    if isinstance(expr, (ast.ListComp, ast.GeneratorExp)):
        return _is_future(expr.elt, model)
    if isinstance(expr, (ast.List, ast.Tuple)):
        return any(_is_future(element, model) for element in expr.elts)
    return coroutine_of(model, expr) is None


def _waits_for_a_task(call: ast.Call, model: SemanticModel) -> bool:
    """Whether a function of the program gets a task, whose cancellation may come out of it."""
    function = model.value_of(call.func)
    if not isinstance(function, FunctionValue) or function.summary.module.is_stub:
        return False
    return any(
        isinstance(argument, ast.Name) and model.is_instance(argument, "asyncio.Task")
        for argument in call.args
    )


def _passed_on(call: ast.Call) -> list[ast.expr]:
    """What *call* waits for: not the timeout of ``wait_for``."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else unparsed(call.func)
    given = [keyword.value for keyword in call.keywords if keyword.arg == "fut"]
    return [*(call.args if name == "gather" else call.args[:1]), *given]


def _passes_on(call: ast.Call, model: SemanticModel) -> bool:
    """Whether it is ``gather`` or one of its kin, of asyncio or of a library that wraps it."""
    if isinstance(call.func, ast.Name):
        return call.func.id in _PASSING_ON
    return model.name_of(call.func) in {f"asyncio.{name}" for name in _PASSING_ON}


def _cancelled_before(stmt: ast.stmt, end: int, model: SemanticModel) -> set[str]:
    """The text of what the function around *stmt* cancels before line *end*."""
    found: set[str] = set()
    for method in model.uses.attributes_in(model.scope_of(stmt), "cancel"):
        call, target = model.parent(method), method.value
        if not isinstance(call, ast.Call) or call.func is not method or call.lineno > end:
            continue
        found.add(unparsed(target))
        if isinstance(target, ast.Attribute) and not _is_self(target.value):
            found.add(unparsed(target.value))
        node: ast.AST = call
        while not isinstance(node, (*_FUNCTIONS, ast.Module)):
            if isinstance(node, (ast.For, ast.AsyncFor)) and _binds(node.target, target):
                found.update(unparsed(part) for part in _references(node.iter))
            node = model.parent(node)
    return found


def _is_self(expr: ast.expr) -> bool:
    return isinstance(expr, ast.Name) and expr.id in ("self", "cls")


def _binds(target: ast.expr, name: ast.expr) -> bool:
    return any(
        isinstance(part, ast.Name) and isinstance(name, ast.Name) and part.id == name.id
        for part in ast.walk(target)
    )


def _references(expr: ast.expr) -> Iterator[ast.Name | ast.Attribute]:
    for part in ast.walk(expr):
        if isinstance(part, (ast.Name, ast.Attribute)):
            yield part


def _mentions(expr: ast.expr, texts: set[str]) -> bool:
    return bool(texts) and any(unparsed(part) in texts for part in _references(expr))


def is_raised_later(stmt: ast.stmt, ways: set[Way], model: SemanticModel) -> bool:
    """Whether the function can only raise once *stmt* has been left in one of *ways*."""
    return not _after(stmt, ways, model).ways


def is_raised_by_flag(handler: ast.ExceptHandler, model: SemanticModel) -> bool:
    """Whether the handler notes in a variable what happened, and an ``if`` on that raises later."""
    notes = {
        node.id
        for stmt in handler.body
        for node in ast.walk(stmt)
        if isinstance(node, ast.Name) and _is_stored(node)
    }
    return bool(notes) and any(
        branch.lineno > handler.lineno
        and any(isinstance(node, ast.Name) and node.id in notes for node in ast.walk(branch.test))
        and any(isinstance(node, ast.Raise) for node in walk_code(branch.body))
        for branch in model.scope_of(handler).of_type(ast.If)
    )


def ends_task(stmt: ast.stmt, ways: set[Way], model: SemanticModel) -> bool:
    """Whether leaving *stmt* in any of *ways* ends a task's own function without another wait.

    Such a task was only told to stop, and stops. Cleaning up in ``finally`` is no other wait. What a
    server calls for a request is such a function, too, unless other applications are around it.
    """
    function = model.scope_of(stmt).node
    is_own = _is_task_function(function, model) or is_outermost_application(function, model)
    return is_own and ends_function(stmt, ways, model)


def ends_task_after_all(stmt: ast.stmt, ways: set[Way], model: SemanticModel) -> bool:
    """Whether a task's own function ends after *stmt*, even if it waits for this and that before.

    It does not go round a loop again.
    """
    is_over = not _after(stmt, ways, model).goes_round
    return is_over and _is_task_function(model.scope_of(stmt).node, model)


def ends_function(stmt: ast.stmt, ways: set[Way], model: SemanticModel) -> bool:
    """Whether the function waits for nothing more once *stmt* has been left in any of *ways*."""
    return not _after(stmt, ways, model).waits


@dataclass(slots=True)
class _After:
    """What a function does after a statement: does it wait, or go round a loop again.

    *ways* are those out of it other than by raising.
    """

    ways: set[Way]
    waits: bool = False
    goes_round: bool = False

    def run(self, rest: _Rest) -> None:
        """Go on with *rest* where the end was reached."""
        if "end" in self.ways:
            self.waits |= rest.waits
            self.ways = (self.ways - {"end"}) | (rest.ways - {"raise"})

    def leave_loop(self) -> None:
        """Leave the body of a loop; going round it again waits as it did before."""
        self.goes_round |= bool(self.ways & {"end", "continue"})
        self.waits |= self.goes_round
        self.ways = {way if way == "return" else "end" for way in self.ways}


def _after(stmt: ast.stmt, ways: set[Way], model: SemanticModel) -> _After:
    after = _After(set(ways))
    rests = model.analysis(_Rests)
    child: ast.AST = stmt
    while not isinstance(child, (*_FUNCTIONS, ast.Module)):
        parent = model.parent(child)
        block = model.block_of(child)
        if isinstance(child, ast.stmt) and block:
            after.run(rests.behind(child, block))
        if isinstance(parent, _LOOPS) and block is parent.body:
            after.leave_loop()
        if isinstance(parent, (ast.Try, ast.TryStar)) and block is parent.body:
            after.run(rests.whole(parent.orelse))
        child = parent
    return after


class _Rest(NamedTuple):
    """How the rest of a block can be left, and whether it may have waited when it is."""

    ways: frozenset[Way]
    waits: bool


_NOTHING = _Rest(frozenset({"end"}), waits=False)


class _Rests:
    """The rests of all blocks of a file: each is its first statement and the rest behind that.

    A walk for each handler to the end of the function would be the square of their number.
    """

    def __init__(self, _: SemanticModel) -> None:
        self._behind: dict[ast.stmt, _Rest] = {}

    def whole(self, block: Sequence[ast.stmt]) -> _Rest:
        """All of *block*."""
        return self._with_first(block[0], self.behind(block[0], block)) if block else _NOTHING

    def behind(self, stmt: ast.stmt, block: Sequence[ast.stmt]) -> _Rest:
        """What stands behind *stmt* in its *block*."""
        if stmt not in self._behind:
            rest = _NOTHING
            for one in reversed(block):
                self._behind[one] = rest
                rest = self._with_first(one, rest)
        return self._behind[stmt]

    def _with_first(self, stmt: ast.stmt, rest: _Rest) -> _Rest:
        first = ways_through([stmt], waits)
        has_waited = any(True in state for way, state in first.items() if way != "end")
        if "end" not in first:
            return _Rest(frozenset(first), has_waited)
        has_waited |= bool(rest.ways) and (True in first["end"] or rest.waits)
        return _Rest((frozenset(first) - {"end"}) | rest.ways, has_waited)


def _is_task_function(function: ast.AST, model: SemanticModel) -> bool:
    """Whether calls in the module give the coroutine of *function* away, and none awaits it."""
    if not isinstance(function, ast.AsyncFunctionDef):
        return False
    is_method = isinstance(model.parent(function), ast.ClassDef)
    named: Iterable[ast.expr] = (
        model.uses.attributes(function.name)
        if is_method
        else (node for scope in model.scopes for node in scope.names(function.name))
    )
    uses = [_is_given_away(node, model) for node in named]
    return bool(uses) and all(uses)


def _is_given_away(reference: ast.expr, model: SemanticModel) -> bool:
    """Whether a function or its coroutine is an argument of a call that is not awaited, or gathered."""
    node: ast.AST = reference
    parent = model.parent(node)
    if isinstance(parent, ast.Call) and parent.func is node:
        node, parent = parent, model.parent(parent)
    while isinstance(parent, _IN_LISTS):
        node, parent = parent, model.parent(parent)
    if isinstance(parent, ast.Assign) and isinstance(parent.targets[0], ast.Name):
        scope, name = model.scope_of(parent), parent.targets[0].id
        reads = model.uses.reads(name, scope) if node is not reference else []
        return bool(reads) and all(_is_given_away(read, model) for read in reads)
    if isinstance(parent, ast.keyword):
        node, parent = parent, model.parent(parent)
    if not isinstance(parent, ast.Call) or parent.func is node:
        return False
    # Who awaits a gather gets its cancellation from the gather itself, whatever becomes of what it runs.
    is_gathered = model.refers_to(parent.func, "asyncio.gather")
    return is_gathered or not isinstance(model.parent(parent), ast.Await)


def is_followed(handler: ast.ExceptHandler, model: SemanticModel) -> bool:
    """Whether the handler prepares a variable for later code, or such code follows its ``try``.

    So it does in a loop that must come to each of many. One that only goes on is no such code.
    """
    if any(isinstance(node, ast.Name) and _is_stored(node) for node in ast.walk(handler)):
        return True
    child: ast.AST = model.parent(handler)
    while not isinstance(child, (*FUNCTION_TYPES, ast.Module)):
        parent, block = model.parent(child), model.block_of(child)
        if child in getattr(parent, "body", ()) and model.analysis(_ManyRounds).holds(parent):
            return True
        if block and _does_more(block, child):
            return True
        child = parent
    return False


def comes_to_each(loop: ast.AST, model: SemanticModel) -> bool:
    """Whether *loop* goes on until nothing is left of what it takes from."""
    return isinstance(loop, ast.While) and model.analysis(_ManyRounds).holds(loop)


class _ManyRounds:
    """Which loops of a file must come to each of many; asked for every handler in them."""

    def __init__(self, _: SemanticModel) -> None:
        self._known: dict[ast.While, bool] = {}

    def holds(self, loop: ast.AST) -> bool:
        """Whether *loop* takes one after the other out of what it has."""
        if not isinstance(loop, ast.While):
            return isinstance(loop, ast.For)
        if loop not in self._known:
            self._known[loop] = _takes_what_it_tests(loop)
        return self._known[loop]


def _takes_what_it_tests(loop: ast.While) -> bool:
    tested = {unparsed(part) for part in _references(loop.test)}
    return any(
        isinstance(node, ast.Call)
        and called_method(node) in _TAKING
        and isinstance(node.func, ast.Attribute)
        and unparsed(node.func.value) in tested
        for node in walk_code(loop.body)
    )


def _is_stored(node: ast.Name) -> bool:
    return isinstance(node.ctx, ast.Store)


def _does_more(block: list[ast.stmt], stmt: ast.AST) -> bool:
    """Whether statements that do something follow *stmt* in *block*."""
    return any(
        not isinstance(other, (ast.Pass, ast.Continue, ast.Break, ast.Raise))
        and not (isinstance(other, ast.Return) and other.value is None)
        for other in block[block.index(stmt) + 1 :]  # type: ignore[arg-type]
    )
