"""Locks, queues and events that two loops use: one after the other, or side by side in threads.

Such an object is bound to the first loop in which somebody waits for it. A lock that nobody waits for
may well be taken in one loop after another; where several tasks want it, somebody waits.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.passed_arguments import passed_elsewhere, taken_by
from flake8_asyncpitfalls.rules.resources._shared_primitives import (
    SELF,
    Key,
    Place,
    SharedPrimitives,
    Use,
    Uses,
)
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Binding, Scope
    from flake8_asyncpitfalls.semantics.terms.lowering import ModuleTerms

_RUN = "asyncio.run"
_LOOPS = (ast.For, ast.While)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.Module)
_SIMPLE = (ast.Expr, ast.Assign, ast.AnnAssign, ast.Return)


def bound_by_round(call: ast.Call, coroutine: ast.Call, model: SemanticModel) -> Use | None:
    """What *coroutine* waits for and an earlier run by the same *call* has bound to its loop."""
    shared = model.analysis(SharedPrimitives)
    for key, use in shared.of_call(coroutine, shared.here(call)).items():
        if use.waits() and _is_made_before(key, call, model):
            return use
    return None


def bound_before(call: ast.Call, coroutine: ast.Call, model: SemanticModel) -> Use | None:
    """What *coroutine* waits for and a run in a statement before has bound to its own loop."""
    if not model.refers_to(call.func, _RUN):
        return None
    shared = model.analysis(SharedPrimitives)
    here = shared.here(call)
    for earlier in _runs_before(call, model):
        before = shared.of_call(earlier, here)
        for key, use in shared.of_call(coroutine, here).items():
            is_bound = use.waits() and key in before and before[key].waits()
            if is_bound and _is_made_once(key, model):
                return use
    return None


def used_beside(call: ast.Call, coroutine: ast.Call, model: SemanticModel) -> Use | None:
    """What *coroutine*, which *call* runs in a thread, uses together with the loop that started it.

    Nothing where something of the module speaks to a loop as threads must.
    """
    scope = model.scope_of(call)
    if scope.is_coroutine or not model.runs_in_thread(call) or not _has_own_loop(call, model):
        return None
    if model.source.mentions(b"threadsafe"):
        return None
    shared = model.analysis(SharedPrimitives)
    here = shared.here(call)
    uses, own = shared.of_call(coroutine, here), shared.coroutines_of(coroutine, here)
    for starter, given in _starts(scope, model) if uses else ():
        others = _beside(starter, own, model)
        for key, use in uses.items():
            told = _told(key, scope, given)
            if told is None or (told[0] == "name" and not _is_made_once(told, model)):
                continue
            other = others.get(told)
            found = None if other is None else _joined(use, other)
            if found is not None:
                return found
    return None


def _joined(use: Use, other: Use) -> Use | None:
    """The object of both uses, if its class is known and one of them may wait for the other."""
    kind = other.kind or use.kind
    both = Use(other.name if other.kind else use.name, kind, use.methods | other.methods)
    return both if kind and both.may_wait() else None


def _told(key: Key, scope: Scope, given: dict[str, Key | None]) -> Key | None:
    """The *key* of the thread's function *scope* in the words of what starts the thread."""
    if key[0] == "attribute":
        on = given.get("self")
        return key if key[3] != SELF else None if on is None else (*key[:3], on)
    return given.get(str(key[2])) if key[1] is scope else key


def _starts(scope: Scope, model: SemanticModel) -> Iterator[tuple[Scope, dict[str, Key | None]]]:
    """Where this module hands the function *scope* to a thread: the function there, and what it gives."""
    shared = model.analysis(SharedPrimitives)
    for starter in model.terms.root.walk():
        for call in starter.of_type(ast.Call):
            for target in model.arguments_marked(call, "offloads"):
                passing = passed_elsewhere(target, call, model)
                function = model.value_of(passing.func)
                if not isinstance(function, FunctionValue) or function.summary.module.is_stub:
                    continue
                if function.summary.module is model.module and function.summary.scope is scope:
                    place = Place(model.module, starter)
                    pairs = taken_by(function, passing)
                    given = {name: shared.key_of(expr, place) for name, expr in pairs}
                    on = passing.func.value if isinstance(passing.func, ast.Attribute) else None
                    given["self"] = None if on is None else shared.key_of_object(on, place)
                    yield starter, given


def _beside(starter: Scope, own: set[Scope], model: SemanticModel) -> Uses:
    """What the loop uses in which *starter* starts the thread, whose coroutines are *own*."""
    shared = model.analysis(SharedPrimitives)
    found: Uses = {}
    place = Place(model.module, starter)
    if starter.is_coroutine:
        found.update(shared.of_place(place))
    for call in starter.of_type(ast.Call):
        coroutine = _run_by(call, model)
        if coroutine is not None:
            found.update(shared.of_call(coroutine, place))
    found.update(_by_makers(starter, own, model))
    return found


def _by_makers(starter: Scope, own: set[Scope], model: SemanticModel) -> Iterator[tuple[Key, Use]]:
    """What coroutines do with the objects that they make of the class whose method is *starter*."""
    for scope in model.terms.root.walk():
        if not scope.is_coroutine or scope in own or starter.parent in (None, model.terms.root):
            continue
        place = Place(model.module, scope)
        for key, use in model.analysis(SharedPrimitives).of_place(place).items():
            variable = _variable(key)
            if key[0] != "attribute" or variable is None or variable[1] is not scope:
                continue
            if getattr(key[1], "scope", None) is starter.parent and _is_made_once(key, model):
                yield (*key[:3], SELF), use


def _run_by(call: ast.Call, model: SemanticModel) -> ast.Call | None:
    started = model.arguments_marked(call, "runs_loop")
    return started[0] if started and isinstance(started[0], ast.Call) else None


def _runs_before(call: ast.Call, model: SemanticModel) -> Iterator[ast.Call]:
    """The coroutines that ``asyncio.run`` runs in the statements before that of *call*, in its block."""
    own = model.statement_of(call)
    for stmt in model.block_of(own):
        if stmt is own:
            return
        for node in ast.walk(stmt) if isinstance(stmt, _SIMPLE) else ():
            if isinstance(node, ast.Call) and model.refers_to(node.func, _RUN):
                coroutine = _run_by(node, model)
                if coroutine is not None:
                    yield coroutine


def _has_own_loop(call: ast.Call, model: SemanticModel) -> bool:
    """Whether *call* runs a loop that its function makes."""
    if model.refers_to(call.func, _RUN):
        return True
    loop = call.func.value if isinstance(call.func, ast.Attribute) else None
    if not isinstance(loop, ast.Name):
        return False
    bindings = model.terms.bindings_read(loop, model.scope_of(loop))
    return bool(bindings) and all(
        isinstance(binding.value, ast.Call)
        and model.refers_to(binding.value.func, "asyncio.new_event_loop")
        for binding in bindings
    )


def _is_made_before(key: Key, call: ast.Call, model: SemanticModel) -> bool:
    """Whether the object was there before the loop of statements around *call*, or its function."""
    if not _is_made_once(key, model):
        return False
    variable = _variable(key)
    if variable is None or getattr(variable[1], "kind", "") == "module":
        return True
    node = model.parent(call)
    inside: set[ast.AST] = set()
    while not isinstance(node, _FUNCTIONS):
        if isinstance(node, _LOOPS):
            inside.update(ast.walk(node))
        node = model.parent(node)
    (binding,) = _bindings(variable, model)
    return bool(inside) and binding.node not in inside


def _variable(key: Key) -> Key | None:
    """The variable that holds the object, or the object with the attribute; None for a class's."""
    while key[0] == "attribute":
        if key[3] is None or key[3] == SELF:
            return None
        key = key[3]  # type: ignore[assignment]
    return key


def _is_made_once(key: Key, model: SemanticModel) -> bool:
    """Whether the variable is bound once, and the attribute where the object is made, nowhere else."""
    if key[0] == "attribute":
        stores = {
            scope.name
            for scope in key[1].module.terms.root.walk()  # type: ignore[attr-defined]
            for node in scope.of_type(ast.Attribute)
            if node.attr == key[2] and isinstance(node.ctx, ast.Store)
        }
        if stores - {"__init__"} or key[3] == SELF:
            return False
    variable = _variable(key)
    if variable is None:
        return True
    bindings = _bindings(variable, model)
    is_one = len(bindings) == 1 and bindings[0].kind in ("assign", "annotated", "param")
    return is_one and not _is_bound_elsewhere(variable, model)


def _is_bound_elsewhere(variable: Key, model: SemanticModel) -> bool:
    """Whether a function binds the variable of another scope: ``global lock``."""
    terms = _terms_of(variable, model)
    tables = map(terms.table, terms.root.walk())
    return any(
        variable[2] in table.global_names or variable[2] in table.nonlocal_names for table in tables
    )


def _bindings(variable: Key, model: SemanticModel) -> Sequence[Binding]:
    _, scope, name = variable
    return _terms_of(variable, model).table(scope).by_name.get(name, ())  # type: ignore[arg-type,call-overload,no-any-return]


def _terms_of(variable: Key, model: SemanticModel) -> ModuleTerms:
    return model.analysis(SharedPrimitives).home(variable[1]).terms  # type: ignore[arg-type]
