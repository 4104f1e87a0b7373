"""Where a function asks tasks for results before any task had its turn."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.variable_flow import follow, waits_in
from flake8_asyncpitfalls.semantics.source.control_flow import State, walk_code
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_ASKING = ("result", "exception")
_FRESH: State = frozenset({True})
_OLD: State = frozenset({False})


def asked_too_early(
    function: ast.AsyncFunctionDef, model: SemanticModel
) -> Iterator[tuple[ast.Call, str, int]]:
    """Each call of ``result()``, with the task's name and the line (1-based) that made it."""
    scope = model.terms.scopes[function]
    asked: dict[str, list[ast.Call]] = {}
    for call in scope.of_type(ast.Call):
        if name := _source_of(_asked(call), model):
            asked.setdefault(name, []).append(call)
    for name, calls in asked.items():
        makings = _makings(name, scope, model)
        if not makings or not model.uses.is_private(name, scope):
            continue
        for call in _always_fresh(calls, makings, scope, model):
            if not _is_guarded(call, name, model) and not _has_left_block(call, makings, model):
                yield call, name, max(m.lineno for m in makings if m.lineno <= call.lineno)


def _asked(call: ast.Call) -> ast.expr | None:
    func = call.func
    is_asking = isinstance(func, ast.Attribute) and func.attr in _ASKING and not call.args
    return func.value if is_asking and isinstance(func, ast.Attribute) else None


def _source_of(expr: ast.expr | None, model: SemanticModel) -> str:
    """The variable that *expr* is, or that the loop goes through whose variable it is."""
    if not isinstance(expr, ast.Name):
        return ""
    bindings = model.terms.bindings_read(expr, model.scope_of(expr))
    kinds = {binding.kind for binding in bindings}
    if kinds == {"for"} and len(bindings) == 1:
        source = bindings[0].value
        return source.id if isinstance(source, ast.Name) and not bindings[0].path[1:] else ""
    loop = _clause_of(expr, model)
    if loop is not None:
        return loop.iter.id if isinstance(loop.iter, ast.Name) else ""
    return expr.id


def _clause_of(name: ast.Name, model: SemanticModel) -> ast.comprehension | None:
    parent = model.parent(name)
    while isinstance(parent, (ast.expr, ast.comprehension, ast.keyword)):
        for clause in getattr(parent, "generators", ()):
            if isinstance(clause.target, ast.Name) and clause.target.id == name.id:
                return clause  # type: ignore[no-any-return]
        parent = model.parent(parent)
    return None


def _makings(name: str, scope: Scope, model: SemanticModel) -> list[ast.stmt]:
    """The statements that bind the variable, if each makes a task or a list of tasks."""
    found: list[ast.stmt] = []
    for binding in model.terms.table(scope).by_name.get(name, []):
        value = binding.value
        parts = [value.elt] if isinstance(value, ast.ListComp) else getattr(value, "elts", [value])
        is_made = all(_is_task(part, model) for part in parts)
        if binding.kind != "assign" or binding.path or not parts or not is_made:
            return []
        if any(isinstance(node, ast.Await) for part in parts for node in ast.walk(part)):
            return []
        found.append(model.statement_of(binding.node))
    return found


def _is_task(expr: ast.expr | None, model: SemanticModel) -> bool:
    """Whether *expr* makes a task: what ``run_coroutine_threadsafe`` gives waits for its result."""
    if not isinstance(expr, ast.Call) or model.marker(expr.func, "schedules") is None:
        return False
    return not model.is_instance(expr, "concurrent.futures.Future")


def _always_fresh(
    calls: list[ast.Call], makings: list[ast.stmt], scope: Scope, model: SemanticModel
) -> list[ast.Call]:
    """The calls that are reached in no other state than just after a making."""
    states: dict[ast.Call, State] = {}
    made = [stmt.value for stmt in makings if isinstance(stmt, (ast.Assign, ast.AnnAssign))]

    def after(node: ast.AST, state: State) -> State:
        if isinstance(node, (ast.AsyncWith, ast.AsyncFor)):
            return _OLD
        is_wait = waits_in(model, scope, node)
        for call in (part for part in walk_code([node]) if part in calls):
            assert isinstance(call, ast.Call)
            states[call] = states.get(call, frozenset()) | (_OLD if is_wait else state)
        if node in makings or node in made:
            return _FRESH
        return _OLD if is_wait else state

    follow(model, scope, [*calls, *makings], after, past_waits=False)
    return [call for call, state in states.items() if state == _FRESH]


def _has_left_block(call: ast.Call, makings: list[ast.stmt], model: SemanticModel) -> bool:
    """Whether *call* stands after an ``async with`` that made the task, whose end waits."""
    around = set(_blocks_around(call, model))
    return any(not around.issuperset(_blocks_around(making, model)) for making in makings)


def _blocks_around(node: ast.AST, model: SemanticModel) -> Iterator[ast.AsyncWith]:
    parent = model.parent(node)
    while not isinstance(parent, ast.AsyncFunctionDef):
        if isinstance(parent, ast.AsyncWith):
            yield parent
        parent = model.parent(parent)


def _is_guarded(call: ast.Call, name: str, model: SemanticModel) -> bool:
    """Whether a test of the task, or a handler of the error, stands around *call*."""
    child: ast.AST = call
    parent = model.parent(call)
    while not isinstance(parent, ast.AsyncFunctionDef):
        if isinstance(parent, (ast.Try, ast.TryStar)) and child in parent.body and parent.handlers:
            return True
        tests = [getattr(parent, "test", None), *(getattr(parent, "values", ()))]
        tests += [test for clause in getattr(parent, "generators", ()) for test in clause.ifs]
        if any(".done()" in unparsed(test) for test in tests if test is not None):
            return True
        if isinstance(parent, ast.With):
            return True
        child, parent = parent, model.parent(parent)
    return False
