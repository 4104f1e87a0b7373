"""Whether all that is seen of a coroutine runs alone on its loop: a thread for it spares nobody a wait.

``startup`` and ``dialogs`` ask whether nothing *can* run beside a place. Here the burden of proof is the
other way round: what leads to the coroutine is gone through, from caller to caller, for whatever shows
company: a handler that a library calls, a task, something started before on the way, a function that is
kept for later, or one whose callers nobody sees. Where there is none of it, and at least one way begins at
a run of a loop of its own (``asyncio.run``, a command) or at the start of a server, the coroutine is alone.

What an unknown object is called by shows nothing. The search goes to the next callers first, and ends
after some functions: company further away has not been seen.
"""

from __future__ import annotations

import ast
from collections import deque
from typing import TYPE_CHECKING, NamedTuple

from flake8_asyncpitfalls.analyses.code_times import start_of
from flake8_asyncpitfalls.analyses.coroutine_uses import COMPANY, NOTHING, RUN, WAITED, uses_of
from flake8_asyncpitfalls.analyses.ended_tasks import is_waited_for
from flake8_asyncpitfalls.analyses.own_registers import is_kept_by_script
from flake8_asyncpitfalls.analyses.registrations import (
    is_beside_started,
    is_command,
    is_for_others,
    is_run_as_command,
)
from flake8_asyncpitfalls.analyses.starting import is_connected, is_gathered, starts_near
from flake8_asyncpitfalls.analyses.startup import is_start_up
from flake8_asyncpitfalls.semantics.inference.values import options_of
from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.analyses.coroutine_uses import Use
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_MOST = 40
"""Functions that are looked at on the ways to one, and starts of one function."""
_LOOPS = (ast.For, ast.AsyncFor, ast.While)


def is_seen_alone(model: SemanticModel, node: ast.AST) -> bool:
    """Whether nothing is seen that may want the loop while *node*, in a coroutine, blocks it."""
    return model.analysis(_LoneRuns).holds(node)


def is_in_company(model: SemanticModel, node: ast.AST) -> bool:
    """Whether it is seen that something may want the loop while *node*, in a coroutine, blocks it.

    Where nothing is seen either way, neither this holds nor ``is_seen_alone``.
    """
    return model.analysis(_LoneRuns).has_company(node)


def is_begun_by_others(model: SemanticModel, node: ast.AST) -> bool:
    """Whether a library, a command line among them, calls the coroutine around *node*, which begins nothing.

    What else runs on the loop of that is not seen.
    """
    scope = function_around(node, model)
    if scope is None or not is_for_others(scope, model):
        return False
    return not has_company(node, scope, model) and not is_beside_started(scope, model)


class _Way(NamedTuple):
    """A function, of the file that *model* is about, which waits for another, or makes its coroutine."""

    model: SemanticModel
    scope: Scope


class _LoneRuns:
    """Answers for one file, which look into those that lead to it."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._known: dict[Scope, str] = {}

    def holds(self, node: ast.AST) -> bool:
        """Whether *node* is alone, as far as is seen."""
        return self._shown(node) == RUN

    def has_company(self, node: ast.AST) -> bool:
        """Whether *node* is seen not to be."""
        return self._shown(node) == COMPANY

    def _shown(self, node: ast.AST) -> str:
        """RUN where *node* is alone, COMPANY where it is not, NOTHING where that is not seen."""
        scope = function_around(node, self._model)
        if scope is None or not scope.is_coroutine:
            return NOTHING
        if has_company(node, scope, self._model):
            return COMPANY
        if scope not in self._known:
            self._known[scope] = _led_to(scope, self._model)
        return self._known[scope]


def _led_to(scope: Scope, model: SemanticModel) -> str:
    """What the ways to *scope* show.

    RUN where at least one begins at a run of a loop, and no company is seen on any.
    """
    if is_command(scope, model):
        return RUN
    if is_for_others(scope, model):
        return RUN if is_kept_by_script(scope, model) else COMPANY
    todo = deque([_Way(model, scope)])
    seen = {scope}
    is_begun = False
    while todo and len(seen) < _MOST:
        found = list(_callers(todo.popleft()))
        if not found or COMPANY in found:
            return COMPANY if found else NOTHING
        for way in found:
            if not isinstance(way, _Way):
                is_begun = True
            elif way.scope not in seen:
                seen.add(way.scope)
                todo.append(way)
    return RUN if is_begun else NOTHING


def _callers(way: _Way) -> Iterator[_Way | str]:
    """What leads to *way*, RUN for a run of a loop or a start; COMPANY, and no more, where it is seen."""
    for use in uses_of(way.scope, way.model):
        if _begins_again(way.scope, use):
            continue
        found = COMPANY if is_offered(way.scope, use) else _caller(use)
        if found:
            yield found
        if found == COMPANY:
            return


def _begins_again(scope: Scope, use: Use) -> bool:
    """Whether at *use* the function *scope* waits for itself, and then ends: it is run once more.

    What it began is meant to be over by then, as ``await run(config)`` for a changed file shows.
    """
    if use.kind != WAITED or function_around(use.node, use.model) is not scope:
        return False
    stmt: ast.AST = use.model.statement_of(use.node)
    while stmt is not scope.node:
        block, outer = use.model.block_of(stmt), use.model.parent(stmt)
        if block[-1:] != [stmt] or not (isinstance(outer, ast.If) or outer is scope.node):
            return False
        stmt = outer
    return True


def is_offered(scope: Scope, use: Use) -> bool:
    """Whether *use* is a plain function's, which offers what the public coroutine *scope* gives as well.

    ``def ask(self, text): return asyncio.run(self.aask(text))``: callers of the coroutine are elsewhere.
    """
    if use.kind != RUN or scope.name.startswith("_"):
        return False
    around = function_around(use.node, use.model)
    if around is None or isinstance(around.node, (ast.Lambda, ast.Module, ast.ClassDef)):
        return False
    has_parameters = bool(unparsed(around.node.args))
    return has_parameters and not is_run_as_command(around, use.model) and _is_returned(use, around)


def _is_returned(use: Use, around: Scope) -> bool:
    """Whether the function *around* returns what the run of the loop gives, itself or by a variable."""
    match use.model.parent(use.node):
        case ast.Return():
            return True
        case ast.Assign(targets=[ast.Name(id=name)]):
            returned = (stmt.value for stmt in around.of_type(ast.Return))
            return any(isinstance(one, ast.Name) and one.id == name for one in returned)
    return False


def _caller(use: Use) -> _Way | str:
    """What *use* shows of the function: what leads to it, RUN, COMPANY, or nothing."""
    if use.kind not in (RUN, WAITED):
        return COMPANY if use.kind == COMPANY else ""
    scope = function_around(use.node, use.model)
    # At the top of a module only a run of a loop can stand.
    if scope is None or (use.kind == WAITED and is_start_up(use.model, use.node)):
        return RUN
    if has_company(use.node, scope, use.model):
        return COMPANY
    is_begun = is_command(scope, use.model) or is_kept_by_script(scope, use.model)
    if use.kind == RUN or is_begun:
        return RUN
    return COMPANY if is_for_others(scope, use.model) else _Way(use.model, scope)


def has_company(node: ast.AST, scope: Scope, model: SemanticModel) -> bool:
    """Whether something may run when the function *scope* comes to *node*: begun there, or held open."""
    return is_connected(node, model) or _has_begun(node, scope, model)


def _has_begun(node: ast.AST, scope: Scope, model: SemanticModel) -> bool:
    """Whether the function *scope* has started something that may still run when it comes to *node*."""
    starts = model.analysis(_Starts).of(scope)
    if not starts:
        return False
    around = _around(node, scope, model)
    place: ast.AST = node
    while not isinstance(place, (ast.expr, ast.stmt)):
        place = model.parent(place)
    for start in starts[:_MOST]:
        if start.at >= start_of(place)[:2]:
            return False
        if start.call in around or _is_over(start.call, around, scope, model):
            continue
        if not is_waited_for(start.call, around, start_of(place), scope, model):
            return True
    return len(starts) > _MOST


class _Start(NamedTuple):
    """A call that leaves something running, and from where on: the start of the outermost loop around it."""

    at: tuple[int, int]
    call: ast.Call


class _Starts:
    """What each function of one file starts itself, in the order in which it may have been."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._known: dict[Scope, list[_Start]] = {}

    def of(self, scope: Scope) -> list[_Start]:
        """The calls in *scope* that start something, be it over when an ``async with`` is left."""
        found = self._known.get(scope)
        if found is None:
            calls = filter(self._is_start, scope.of_type(ast.Call))
            found = [_Start(self._from(call, scope), call) for call in calls]
            found.sort(key=lambda start: start.at)
            self._known[scope] = found
        return found

    def _is_start(self, call: ast.Call) -> bool:
        model = self._model
        values = options_of(model.value_of(call.func))
        parent = model.parent(call)
        if isinstance(parent, ast.Await) and all(map(is_gathered, values)):
            return False
        is_open = isinstance(parent, ast.withitem)
        return any(starts_near(model, value, with_ended=is_open) for value in values)

    def _from(self, call: ast.Call, scope: Scope) -> tuple[int, int]:
        place: ast.expr | ast.stmt = call
        outer: ast.AST = call
        while outer is not scope.node:
            outer = self._model.parent(outer)
            if isinstance(outer, _LOOPS):
                place = outer
        return place.lineno, place.col_offset


def _is_over(call: ast.Call, around: set[ast.AST], scope: Scope, model: SemanticModel) -> bool:
    """Whether what *call* starts is over at what is *around* a node, or has not been started then."""
    if _is_of_other_branch(call, around, model) or _is_in_left_group(call, around, scope, model):
        return True
    parent = model.parent(call)
    if not isinstance(parent, ast.withitem) or model.parent(parent) in around:
        return False
    values = options_of(model.value_of(call.func))
    return not any(starts_near(model, value, with_ended=False) for value in values)


def _around(node: ast.AST, scope: Scope, model: SemanticModel) -> set[ast.AST]:
    """*node* and all that it stands in, up to its function."""
    found = {node}
    while node is not scope.node:
        node = model.parent(node)
        found.add(node)
    return found


def _is_of_other_branch(call: ast.Call, around: set[ast.AST], model: SemanticModel) -> bool:
    """Whether *call* stands in the first branch of an ``if`` in whose second is what is *around* a node."""
    child: ast.AST = call
    outer = model.parent(call)
    while outer not in around:
        child, outer = outer, model.parent(outer)
    return (
        isinstance(outer, ast.If)
        and child in outer.body
        and any(stmt in around for stmt in outer.orelse)
    )


def _is_in_left_group(
    call: ast.Call, around: set[ast.AST], scope: Scope, model: SemanticModel
) -> bool:
    """Whether *call* starts a task of a group that has been left, so that the task is over."""
    outer: ast.AST = call
    while outer is not scope.node:
        outer = model.parent(outer)
        if isinstance(outer, ast.AsyncWith) and outer not in around:
            if any(
                model.enters(item.context_expr, "task_group", is_async=True) for item in outer.items
            ):
                return True
    return False


def function_around(node: ast.AST, model: SemanticModel) -> Scope | None:
    """The function that *node* stands in, that of a lambda around it; None at the top of a module."""
    while not isinstance(node, (*FUNCTION_TYPES, ast.Module)):
        if isinstance(node, ast.ClassDef):
            return None
        node = model.parent(node)
    return None if isinstance(node, ast.Module) else model.terms.scopes[node]
