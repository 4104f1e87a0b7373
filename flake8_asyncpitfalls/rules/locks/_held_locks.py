"""Locks between tasks: which object one is, and which functions take it on their way.

A lock is known by what names it: an attribute of the object that the method is called on, a
variable of a module, or a variable of the function itself. Two expressions are the same lock where
these agree and the object is the same: ``self`` stays itself along calls of ``self.method()``, an
argument is what the call passes. A call is followed only where it certainly runs: it is awaited, or
handed to something that is awaited. A place that takes the lock under a condition which the holder
may have made false is left alone.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.record import Record
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue
from flake8_asyncpitfalls.semantics.source.control_flow import walk_code
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary, ModuleFacts

_MOST_CALLS = 6
"""How many calls deep a lock is followed."""
_COUNTING = ("Semaphore", "BoundedSemaphore", "CapacityLimiter")
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_LEAVING = (ast.Return, ast.Raise, ast.Continue, ast.Break)

Key = tuple[str, ...]
"""``("self", attribute)``, ``("global", module, name)``, ``("local", name)``, ``("self", "a.b")``."""


class LockOfTasks(Record):
    """One lock: its key, how the source spells it, and whether only one holder has a place."""

    key: Key
    spelled: str
    is_exclusive: bool


def task_lock_of(expr: ast.expr, model: SemanticModel) -> LockOfTasks | None:
    """The lock between tasks that *expr* certainly is; None for anything else."""
    if not isinstance(expr, (ast.Name, ast.Attribute)):
        return None
    if not model.has_class_marker(expr, "task_lock"):
        return None
    key = _key(expr, model.scope_of(expr), model.module)
    if key is None:
        return None
    kind = model.value_of(expr)
    name = getattr(kind, "qualified_name", "").rpartition(".")[2]
    is_exclusive = name not in _COUNTING or _has_one_place(expr, model)
    return LockOfTasks(key, unparsed(expr), is_exclusive)


def _key(expr: ast.expr, scope: Scope, module: ModuleFacts) -> Key | None:
    """The key of a name or attribute in a function of *module*."""
    if isinstance(expr, ast.Attribute):
        text = unparsed(expr)
        owner, _, rest = text.partition(".")
        if owner in ("self", "cls") and scope.enclosing_class is not None:
            return ("self", rest)
        return ("local", text) if text.replace(".", "").isidentifier() else None
    if not isinstance(expr, ast.Name):
        return None
    owner_scope: Scope | None = scope
    while owner_scope is not None and owner_scope.kind != "module":
        if expr.id in module.terms.table(owner_scope).by_name and owner_scope.kind != "class":
            return ("local", expr.id)
        owner_scope = owner_scope.parent
    term = module.global_term(expr.id)
    if term is not None and term[0] == "from":
        return ("global", str(term[1]), str(term[2]))
    return ("global", module.name.dotted, expr.id)


def _has_one_place(expr: ast.expr, model: SemanticModel) -> bool:
    """Whether the semaphore is certainly made with one place."""
    if isinstance(expr, ast.Attribute):
        stores = [n for n in model.uses.attributes(expr.attr) if isinstance(n.ctx, ast.Store)]
        makings = [getattr(model.parent(store), "value", None) for store in stores]
    elif isinstance(expr, ast.Name):
        owner = model.uses.owner(expr.id, model.scope_of(expr))
        bindings = model.terms.table(owner).by_name.get(expr.id, [])
        makings = [binding.value for binding in bindings]
    else:
        return False
    return bool(makings) and all(
        isinstance(made, ast.Call)
        and (not made.args or (isinstance(made.args[0], ast.Constant) and made.args[0].value == 1))
        and not made.keywords
        for made in makings
    )


def taken_by(call: ast.Call, lock: LockOfTasks, model: SemanticModel) -> str:
    """Where what *call* runs takes *lock*: ``path`` by lines, in words; empty where it does not."""
    if not _is_run(call, model):
        return ""
    value = model.value_of(call.func)
    if not isinstance(value, FunctionValue) or value.call_kind:
        return ""
    key = _key_inside(lock.key, call, value)
    changed = {
        node.attr
        for node in model.scope_of(call).of_type(ast.Attribute)
        if isinstance(node.ctx, ast.Store)
    }
    return _taken_in(value.summary, key, model, changed, set()) if key is not None else ""


def _is_run(call: ast.Call, model: SemanticModel) -> bool:
    """Whether the function of *call* waits for it: awaited, or an element of what is gathered."""
    node: ast.AST = call
    parent = model.parent(node)
    while isinstance(parent, (ast.expr, ast.comprehension, ast.keyword)):
        if isinstance(parent, ast.Await):
            return True
        if isinstance(parent, ast.Lambda):
            return False
        if isinstance(parent, ast.Call):
            is_waiting = node in model.arguments_marked(parent, "awaits") or model.refers_to(
                parent.func, "asyncio.gather"
            )
            if not is_waiting or model.marker(parent.func, "schedules") is not None:
                return False
        node, parent = parent, model.parent(parent)
    return False


def _key_inside(key: Key, call: ast.Call, function: FunctionValue) -> Key | None:
    """What the lock is called in *function*; None where it is not known there."""
    if key[0] == "global":
        return key
    if key[0] == "self":
        func = call.func
        is_own = isinstance(func, ast.Attribute) and isinstance(func.value, ast.Name)
        if is_own and func.value.id in ("self", "cls"):  # type: ignore[attr-defined]
            return key
        text = f"self.{key[1]}"
    else:
        text = key[1]
    names = [parameter.name for parameter in function.summary.parameters]
    names = names[1:] if function.receiver is not None else names
    for name, argument in zip(names, call.args, strict=False):
        if isinstance(argument, ast.Starred):
            break
        if unparsed(argument) == text:
            return ("local", name)
    for keyword in call.keywords:
        if keyword.arg and unparsed(keyword.value) == text:
            return ("local", keyword.arg)
    return _of_receiver(text, call)


def _of_receiver(text: str, call: ast.Call) -> Key | None:
    """``store.lock`` in a method called as ``store.put()`` is ``self.lock``."""
    func = call.func
    if isinstance(func, ast.Attribute) and isinstance(func.value, ast.Name):
        owner = f"{func.value.id}."
        if text.startswith(owner) and "." not in text.removeprefix(owner):
            return ("self", text.removeprefix(owner))
    return None


def _taken_in(
    function: FunctionSummary,
    key: Key,
    model: SemanticModel,
    changed: set[str],
    seen: set[tuple[FunctionSummary, Key]],
) -> str:
    if (function, key) in seen or len(seen) > _MOST_CALLS * 4 or not function.is_async:
        return ""
    seen.add((function, key))
    if function.module.is_stub or function.is_generator:
        return ""
    scope = function.scope
    scope.walk_nodes()
    module = function.module
    for node in walk_code(scope.body):
        if _takes(node, key, scope, module) and _is_sure(node, scope, module, changed):
            return f"line {getattr(node, 'lineno', 0)} of {function.local_name}"
        if isinstance(node, ast.Await) and isinstance(node.value, ast.Call):
            way = _taken_by_call(node.value, function, key, model, changed, seen)
            if way and _is_sure(node, scope, module, changed):
                return way
    return ""


def _takes(node: ast.AST, key: Key, scope: Scope, module: ModuleFacts) -> bool:
    """Whether *node* is an ``async with`` on the lock, or awaits its ``acquire()``."""
    if isinstance(node, ast.AsyncWith):
        return any(_key(item.context_expr, scope, module) == key for item in node.items)
    match node:
        case ast.Await(value=ast.Call(func=ast.Attribute(value=lock, attr="acquire"))):
            return _key(lock, scope, module) == key
    return False


def _taken_by_call(
    call: ast.Call,
    caller: FunctionSummary,
    key: Key,
    model: SemanticModel,
    changed: set[str],
    seen: set[tuple[FunctionSummary, Key]],
) -> str:
    value = model.value_in(call.func, caller, caller.scope)
    if not isinstance(value, FunctionValue) or value.call_kind:
        return ""
    inner = _key_inside(key, call, value)
    return "" if inner is None else _taken_in(value.summary, inner, model, changed, seen)


def _is_sure(node: ast.AST, scope: Scope, module: ModuleFacts, changed: set[str]) -> bool:
    """Whether no condition keeps a holder away from *node*: of parameters, or of what it set."""
    parameters = {arg.arg for arg in ast.walk(scope.node) if isinstance(arg, ast.arg)}
    parents = module.terms.parents
    tests = [test for stmt in _before(node, scope, parents) for test in [stmt.test]]
    for test in [*_tests_around(node, parents), *tests]:
        for part in ast.walk(test):
            if isinstance(part, ast.Name) and part.id in parameters - {"self", "cls"}:
                return False
            if isinstance(part, ast.Attribute) and part.attr in changed | {"locked", "owner"}:
                return False
            if isinstance(part, ast.Call) and "current_task" in unparsed(part.func):
                return False
    return True


def _tests_around(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> Iterator[ast.expr]:
    parent = parents[node]
    while not isinstance(parent, (*_FUNCTIONS, ast.Module)):
        if isinstance(parent, (ast.If, ast.While, ast.IfExp)):
            yield parent.test
        parent = parents[parent]


def _before(node: ast.AST, scope: Scope, parents: dict[ast.AST, ast.AST]) -> Iterator[ast.If]:
    """The ``if`` statements before *node* that may lead past it."""
    line = getattr(node, "lineno", 0)
    for stmt in scope.of_type(ast.If):
        if stmt.lineno < line and any(isinstance(n, _LEAVING) for n in walk_code(stmt.body)):
            yield stmt
