"""What becomes of the tasks that ``asyncio.wait`` gives back before they are done."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.coroutines import coroutine_of
from flake8_asyncpitfalls.rules.tasks._new_tasks import is_new_task
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_LOOKS = ("done", "cancelled", "result", "exception", "get_name", "set_name")
_PURE_WAITS = ("asyncio.Event.wait", "asyncio.sleep")
_FILLS = ("append", "add")


def waits_for_some(call: ast.Call, model: SemanticModel) -> bool:
    """Whether *call* is an awaited ``asyncio.wait`` that may end with tasks that are not done."""
    if not isinstance(model.parent(call), ast.Await) or not model.refers_to(
        call.func, "asyncio.wait"
    ):
        return False
    for keyword in call.keywords:
        value = keyword.value
        if keyword.arg == "timeout" and not _is_none(value):
            return True
        if keyword.arg == "return_when" and unparsed(value).endswith(
            ("FIRST_COMPLETED", "FIRST_EXCEPTION", "'FIRST_COMPLETED'", "'FIRST_EXCEPTION'")
        ):
            return True
    return False


def _is_none(expr: ast.expr) -> bool:
    return isinstance(expr, ast.Constant) and expr.value is None


def are_dropped(call: ast.Call, model: SemanticModel) -> bool:
    """Whether nothing reads the pending tasks, and the function alone had the tasks before."""
    scope = model.scope_of(call)
    argument = call.args[0] if call.args else None
    tasks = None if argument is None else list(_makers(argument, call, scope, model))
    if not tasks or None in tasks or all(_only_waits(task, model) for task in tasks):
        return False
    if _are_asked_after(argument, call, scope, model):
        return False
    return _is_pending_unread(model.parent(call), scope, model)


def _are_asked_after(
    argument: ast.expr | None, call: ast.Call, scope: Scope, model: SemanticModel
) -> bool:
    """Whether each task of a display has a name that is asked further down if it is done."""
    parts = argument.elts if isinstance(argument, (ast.List, ast.Set, ast.Tuple)) else []
    return bool(parts) and all(
        isinstance(part, ast.Name)
        and any(
            read.lineno > call.lineno
            and isinstance(parent := model.parent(read), ast.Attribute)
            and parent.attr == "done"
            for read in model.uses.reads(part.id, scope)
        )
        for part in parts
    )


def _only_waits(task: ast.expr | None, model: SemanticModel) -> bool:
    """``create_task(event.wait())``: whoever drops it loses nothing."""
    work = task.args[0] if isinstance(task, ast.Call) and task.args else task
    waited = [work, task] if isinstance(work, ast.Call) else [task]
    return any(
        isinstance(call, ast.Call) and model.refers_to(call.func, *_PURE_WAITS) for call in waited
    )


def _is_pending_unread(awaited: ast.AST, scope: Scope, model: SemanticModel) -> bool:
    parent = model.parent(awaited)
    if isinstance(parent, ast.Expr):
        return True
    if isinstance(parent, ast.Subscript):
        return isinstance(parent.slice, ast.Constant) and parent.slice.value == 0
    match parent:
        case ast.Assign(targets=[ast.Tuple(elts=[_, ast.Name(id=pending)])]):
            is_own = model.uses.is_private(pending, scope)
            return is_own and not _reads_of_binding(pending, parent, scope, model)
    return False


def _reads_of_binding(
    name: str, stmt: ast.Assign, scope: Scope, model: SemanticModel
) -> list[ast.Name]:
    """The reads of *name* that may see what *stmt* gives it, other than mere looks."""
    return [
        read
        for read in model.uses.reads(name, scope)
        if not _is_counted(read, model)
        and (
            model.scope_of(read) is not scope
            or any(
                model.statement_of(binding.node) is stmt
                for binding in model.terms.bindings_read(read, scope)
            )
        )
    ]


def _is_counted(read: ast.Name, model: SemanticModel) -> bool:
    """``len(pending)`` and its like: somebody looks how many there are."""
    parent = model.parent(read)
    if isinstance(parent, ast.Call):
        return isinstance(parent.func, ast.Name) and parent.func.id in ("len", "bool", "print")
    return isinstance(parent, ast.FormattedValue)


def _makers(
    expr: ast.expr, call: ast.Call, scope: Scope, model: SemanticModel
) -> Iterator[ast.expr | None]:
    """The calls that make the tasks in *expr*; None for what comes from, or goes, elsewhere."""
    match expr:
        case ast.List(elts=parts) | ast.Set(elts=parts) | ast.Tuple(elts=parts):
            for part in parts:
                yield from _makers(part, call, scope, model)
        case ast.ListComp(elt=part) | ast.SetComp(elt=part) | ast.GeneratorExp(elt=part):
            yield _task_maker(part, model)
        case ast.Call():
            yield _task_maker(expr, model)
        case ast.Name(id=name):
            yield from _makers_of_variable(name, call, scope, model)
        case _:
            yield None


def _task_maker(expr: ast.expr, model: SemanticModel) -> ast.expr | None:
    """*expr* where it makes a task, or a coroutine that ``wait`` makes one of."""
    is_made = isinstance(expr, ast.Call) and (
        is_new_task(expr, model) or coroutine_of(model, expr) is not None
    )
    return expr if is_made else None


def _makers_of_variable(
    name: str, call: ast.Call, scope: Scope, model: SemanticModel
) -> Iterator[ast.expr | None]:
    reads = model.uses.reads(name, scope)
    if not model.uses.is_private(name, scope) or not all(
        model.scope_of(read) is scope and (_only_looks(read, model) or _is_in(read, call, model))
        for read in reads
    ):
        yield None
        return
    loop = _loop_around(call, model)
    for binding in model.terms.table(scope).by_name[name]:
        value = binding.value
        if loop is not None and not _is_inside(binding.node, loop, model):
            yield None  # the next round waits for it again
        if binding.kind != "assign" or binding.path or value is None:
            yield None
        elif not (isinstance(value, ast.List) and not value.elts):
            yield from _makers(value, call, scope, model)
    for read in reads:
        yield from _put_into(read, model)


def _loop_around(node: ast.AST, model: SemanticModel) -> ast.AST | None:
    parent = model.parent(node)
    while not isinstance(parent, ast.AsyncFunctionDef):
        if isinstance(parent, (ast.For, ast.AsyncFor, ast.While)):
            return parent
        parent = model.parent(parent)
    return None


def _is_inside(node: ast.AST, loop: ast.AST, model: SemanticModel) -> bool:
    while not isinstance(node, (ast.AsyncFunctionDef, ast.Module)):
        if node is loop:
            return True
        node = model.parent(node)
    return False


def _put_into(read: ast.Name, model: SemanticModel) -> Iterator[ast.expr | None]:
    """What ``tasks.append(create_task(f()))`` adds."""
    match model.parent(model.parent(read)):
        case ast.Call(func=ast.Attribute(value=owner, attr=attr), args=[task]):
            if owner is read and attr in _FILLS:
                yield _task_maker(task, model)


def _is_in(read: ast.Name, call: ast.Call, model: SemanticModel) -> bool:
    node: ast.AST = read
    while isinstance(node, ast.expr):
        if node is call:
            return True
        node = model.parent(node)
    return False


def _only_looks(read: ast.Name, model: SemanticModel) -> bool:
    """``task in done``, ``task.result()``, ``tasks.append(...)``, ``if tasks``."""
    parent = model.parent(read)
    if isinstance(parent, ast.Attribute):
        return parent.attr in (*_LOOKS, *_FILLS) and isinstance(model.parent(parent), ast.Call)
    return isinstance(parent, ast.Compare) or _is_counted(read, model)
