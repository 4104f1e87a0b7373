"""Whether an ``async def`` returns something that is still to be awaited, and means to."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.coroutines import coroutine_of
from flake8_asyncpitfalls.analyses.method_bases import bases_of_method
from flake8_asyncpitfalls.analyses.named_places import named_places
from flake8_asyncpitfalls.semantics.inference.capabilities import is_builtin
from flake8_asyncpitfalls.semantics.inference.values import (
    Coroutine,
    FunctionValue,
    NoneValue,
    Unknown,
    Value,
    options_of,
)
from flake8_asyncpitfalls.semantics.source.node_fields import last_name

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_QUESTIONS = frozenset({"isawaitable", "iscoroutine", "isfuture"})
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def kind_of_awaitable(expr: ast.expr, model: SemanticModel) -> str:
    """``coroutine`` or ``future`` where *expr* certainly makes one; empty otherwise."""
    if coroutine_of(model, expr) is not None:
        return "coroutine"
    if not isinstance(expr, ast.Call) or not isinstance(expr.func, (ast.Name, ast.Attribute)):
        return ""
    name = expr.func.attr if isinstance(expr.func, ast.Attribute) else expr.func.id
    if name == "run_in_executor" and model.is_instance(expr, "asyncio.Future"):
        return "future"
    is_gather = name == "gather" and model.refers_to(expr.func, "asyncio.gather")
    return "future" if is_gather else ""


def may_return_awaitable(scope: Scope, model: SemanticModel) -> bool:
    """Whether the function declares a result that can be awaited, or does nothing itself."""
    node = scope.node
    assert isinstance(node, ast.AsyncFunctionDef)
    if scope.of_type(ast.Yield) or model.summary_of(node).is_empty:
        return True
    if node.returns is None:
        return False
    declared = model.types.evaluate(model.terms.annotation(node.returns, scope), model.frame)
    return not all(is_plain_result(option, model) for option in options_of(declared))


def declares_plain_result(expr: ast.expr, model: SemanticModel) -> bool:
    """Whether *expr* awaits a coroutine function of the project that declares something else than it gives.

    What it returns is then to be awaited where it returns that (ASY213).
    """
    if not isinstance(expr, ast.Await) or not isinstance(expr.value, ast.Call):
        return False
    for option in options_of(model.value_of(expr.value.func)):
        if not isinstance(option, FunctionValue) or option.summary.module.is_stub:
            return False
        scope, module = option.summary.scope, option.summary.module
        home = model if module is model.module else model.beside(module)
        is_declared = scope.is_coroutine and getattr(scope.node, "returns", None) is not None
        if not is_declared or may_return_awaitable(scope, home):
            return False
    return True


def is_plain_result(value: Value, model: SemanticModel) -> bool:
    """Whether *value* is certainly something that cannot be awaited."""
    if isinstance(value, (Unknown, Coroutine)):
        return False
    return (
        isinstance(value, NoneValue) or is_builtin(value) or model.capabilities.cannot_await(value)
    )


def plain_return(scope: Scope, model: SemanticModel) -> int:
    """The line of a ``return`` of the function that gives plain data; 0 where there is none."""
    for stmt in scope.of_type(ast.Return):
        value = stmt.value
        if value is None or (isinstance(value, ast.Constant) and value.value is None):
            continue
        if isinstance(value, ast.Await) and not _is_awaitable(value, model):
            return stmt.lineno
        options = options_of(model.value_of(value))
        if all(is_builtin(option) and not isinstance(option, NoneValue) for option in options):
            return stmt.lineno
    return 0


def gives_calls_alone(scope: Scope) -> bool:
    """Whether the function has several ways out, each with what a call gives, and awaits none of those.

    So it means to give something that is to be awaited.
    """
    given = [stmt.value for stmt in scope.of_type(ast.Return)]
    return len(given) > 1 and all(isinstance(value, ast.Call) for value in given)


def _is_awaitable(expr: ast.expr, model: SemanticModel) -> bool:
    return not all(is_plain_result(option, model) for option in options_of(model.value_of(expr)))


def awaited_base(scope: Scope, model: SemanticModel) -> str:
    """The method of a library's class that *scope* stands in for, where the library awaits it; else ''.

    What it gives has a type there that is no awaitable, or is not told because nobody needs it.
    """
    for base in bases_of_method(scope, model):
        if base is None:
            return ""
        raw = model.types.members.own(base, scope.name) if base.module.is_stub else None
        if isinstance(raw, FunctionValue) and raw.summary.is_async:
            result = model.types.calls.plain_result(raw)
            is_told = isinstance(result, Coroutine) and isinstance(result.result, Coroutine)
            return "" if is_told else f"'{base.name}.{scope.name}'"
    return ""


def guard_around(stmt: ast.stmt, model: SemanticModel) -> str:
    """The statement of the function that *stmt* leaves, and that was to guard what it returns."""
    child: ast.AST = stmt
    parent = model.parent(stmt)
    while not isinstance(parent, (*_FUNCTIONS, ast.Module)):
        if isinstance(parent, ast.AsyncWith):
            return f"the 'async with' of line {parent.lineno}"
        if isinstance(parent, ast.With) and any(
            model.has_class_marker(item.context_expr, "cancel_scope") for item in parent.items
        ):
            return f"the timeout of line {parent.lineno}"
        if isinstance(parent, (ast.Try, ast.TryStar)) and child in parent.body:
            return f"the 'try' of line {parent.lineno}"
        child, parent = parent, model.parent(parent)
    return ""


def is_handed_on_by_callers(scope: Scope, model: SemanticModel) -> bool:
    """Whether code of the file takes what the awaited function gives as an awaitable.

    It does so in ``await (await f())`` and where a variable takes it that is awaited, or where it is
    handed to another function.
    """
    for inner in model.terms.root.walk():
        for call in inner.of_type(ast.Call):
            name = getattr(call.func, "attr", getattr(call.func, "id", ""))
            awaited = model.parent(call) if name == scope.name else None
            if isinstance(awaited, ast.Await) and _is_taken_as_awaitable(awaited, inner, model):
                return True
    return False


def is_handed_on_elsewhere(scope: Scope, model: SemanticModel) -> bool:
    """Whether code of another module certainly takes what the awaited function gives as an awaitable."""
    for place in named_places(scope, model):
        if place is None or place.model is model:
            continue
        other = place.model
        call = other.parent(place.node)
        awaited = other.parent(call)
        if isinstance(call, ast.Call) and isinstance(awaited, ast.Await):
            if _is_taken_as_awaitable(awaited, other.scope_of(awaited), other):
                return True
    return False


def _is_taken_as_awaitable(expr: ast.expr, scope: Scope, model: SemanticModel) -> bool:
    parent = model.parent(expr)
    if isinstance(parent, (ast.Await, ast.Call, ast.keyword, ast.Starred)):
        return not (isinstance(parent, ast.Call) and model.name_of(parent.func) == "builtins.print")
    if isinstance(parent, (ast.ListComp, ast.List, ast.Tuple, ast.GeneratorExp)):
        return True
    targets = parent.targets if isinstance(parent, ast.Assign) else []
    names = [target.id for target in targets if isinstance(target, ast.Name)]
    reads = [read for name in names for read in scope.names(name) if isinstance(read.ctx, ast.Load)]
    return any(
        isinstance(model.parent(read), (ast.Await, ast.Call, ast.Starred, ast.List, ast.Tuple))
        for read in reads
    )


def is_asked_about(name: str, scope: Scope) -> bool:
    """Whether *scope* asks what its variable *name* is: ``await x if isawaitable(x) else x`` is meant."""
    return any(
        last_name(call.func) in _QUESTIONS
        and any(isinstance(arg, ast.Name) and arg.id == name for arg in call.args)
        for call in scope.of_type(ast.Call)
    )
