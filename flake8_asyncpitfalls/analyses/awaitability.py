"""What the rules on missing and wrong awaits ask: of calls, functions, classes and statements."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.coroutines import is_doubtful, makes_coroutine
from flake8_asyncpitfalls.analyses.promised_types import is_promised
from flake8_asyncpitfalls.analyses.releases import was_otherwise
from flake8_asyncpitfalls.analyses.without_loop import may_be_plain
from flake8_asyncpitfalls.semantics.inference.values import (
    ClassValue,
    FunctionValue,
    Instance,
    Value,
    builtin_class,
    options_of,
)
from flake8_asyncpitfalls.semantics.source.node_fields import last_name, walked

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_EXPECTING = frozenset({
    "assertRaises", "assertRaisesRegex", "assertWarns", "assertWarnsRegex", "raises", "suppress",
    "warns",
})  # fmt: skip
_ERRORS_OF_MISUSE = frozenset({
    "AttributeError", "RuntimeError", "RuntimeWarning", "TypeError", "Warning",
})  # fmt: skip
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.Module)


def is_async_manager(model: SemanticModel, expr: ast.expr) -> bool:
    """Whether *expr* works in ``async with`` only."""
    if not _is(model, expr, model.capabilities.is_async_manager_only):
        return False
    entered = [
        model.types.members.method(option, "__aenter__")
        for option in options_of(model.value_of(expr))
    ]
    return not _may_be_plain(model, expr, entered)


def is_async_iterable(model: SemanticModel, expr: ast.expr) -> bool:
    """Whether *expr* works in ``async for`` only."""
    if not _is(model, expr, model.capabilities.is_async_iterable_only):
        return False
    makers = options_of(model.value_of(expr.func)) if isinstance(expr, ast.Call) else ()
    return not _may_be_plain(model, expr, makers)


def _may_be_plain(model: SemanticModel, expr: ast.expr, functions: Iterable[Value | None]) -> bool:
    """Whether one of *functions* may do without a loop what *expr* is made for."""
    return any(
        isinstance(function, FunctionValue) and may_be_plain(model, expr, function.summary)
        for function in functions
    )


def is_sync_manager(model: SemanticModel, expr: ast.expr) -> bool:
    """Whether *expr* works in ``with`` only, and no annotation alone says so."""
    is_sync = _is(model, expr, model.capabilities.is_sync_manager_only)
    return is_sync and not is_promised(model, expr)


def missing_method(model: SemanticModel, expr: ast.expr) -> str:
    """The method of ``async with`` that the class of *expr*, made in plain sight, has not; or ''."""
    options = options_of(model.value_of(expr))
    for name in ("__aenter__", "__aexit__"):
        if all(isinstance(o, Instance) and model.types.members.lacks(o, name) for o in options):
            break
    else:
        return ""
    # Hardly any manager comes so far, and what is promised is found out by a walk through its callers.
    is_open = model.term_of(expr)[0] == "self" or is_promised(model, expr)
    return "" if is_open or is_meant_to_fail(model, expr) else name


def is_sync_iterable(model: SemanticModel, expr: ast.expr) -> bool:
    """Whether *expr* works in ``for`` only, and no annotation alone says so."""
    is_sync = _is(model, expr, model.capabilities.is_sync_iterable_only)
    return is_sync and (_is_data(model.value_of(expr)) or not is_promised(model, expr))


def _is_data(value: Value) -> bool:
    """Whether it is a list or another of Python's own data types, which have no async twin."""
    return all(builtin_class(option) is not None for option in options_of(value))


def _is(model: SemanticModel, expr: ast.expr, test: Callable[[Value], bool]) -> bool:
    return test(model.value_of(expr)) and not is_meant_to_fail(model, expr)


def is_sequence(model: SemanticModel, expr: ast.expr) -> bool:
    """Whether *expr* is certainly a list, tuple or set."""
    return model.capabilities.is_sequence(model.value_of(expr))


def needs_no_arguments(model: SemanticModel, expr: ast.expr) -> bool:
    """Whether *expr* is certainly a function that can be called without arguments."""
    return model.capabilities.can_call_without_arguments(model.value_of(expr))


def is_meant_to_fail(model: SemanticModel, node: ast.AST) -> bool:
    """Whether a test says that *node* fails as a wrong use of a coroutine does."""
    return any(
        last_name(part) in _ERRORS_OF_MISUSE
        for call in _expectations(model, node)
        for arg in call.args
        for part in walked(arg)
    )


def is_meant_to_raise(model: SemanticModel, node: ast.AST) -> bool:
    """Whether a test says that *node* raises something."""
    return any(True for _ in _expectations(model, node))


def _expectations(model: SemanticModel, node: ast.AST) -> Iterator[ast.Call]:
    """Calls such as ``pytest.raises(ValueError)`` in the ``with`` statements around *node*."""
    while not isinstance(node, _SCOPES):
        if isinstance(node, (ast.With, ast.AsyncWith)):
            for item in node.items:
                call = item.context_expr
                if isinstance(call, ast.Call) and last_name(call.func) in _EXPECTING:
                    yield call
        node = model.parent(node)


def is_transparent(model: SemanticModel, decorator: ast.expr) -> bool:
    """Whether *decorator* (or decorator factory) leaves a function what it is."""
    return model.types.decorators.is_transparent(model.value_of(decorator))


def returns_no_awaitable(model: SemanticModel, function: ast.FunctionDef) -> bool:
    """Whether no result of *function* can be awaited."""
    return model.capabilities.gives_no_awaitable(FunctionValue(model.summary_of(function)))


def is_plain_subclass(
    model: SemanticModel, cls: ast.ClassDef, base: str, other: str, *names: str
) -> bool:
    """Whether *cls* derives from *base* and not from *other*, and all of it can be seen.

    False also where it or a base that no stub describes defines one of *names*.
    """
    summary = model.module.class_(model.terms.scopes[cls].identity)
    members = model.types.members
    if not members.derives_from(summary, base) or members.derives_from(summary, other):
        return False
    return members.is_known_whole(summary) and not any(
        members.own(part, name) is not None
        for part in members.mro(summary)
        if part is not None and not part.module.is_stub
        for name in names
    )


def is_sync_call(model: SemanticModel, call: ast.Call) -> bool:
    """Whether what *call* gives can certainly not be awaited."""
    callee = model.value_of(call.func)
    if not model.capabilities.gives_no_awaitable(callee) or is_promised(model, call.func):
        return False
    if is_meant_to_fail(model, call):
        return False
    return not any(
        isinstance(option, FunctionValue)
        and (is_doubtful(model, option.summary) or was_otherwise(option.summary, "once_async"))
        for option in options_of(callee)
    )


def makes_mere_awaitable(model: SemanticModel, call: ast.Call) -> bool:
    """Whether *call* only makes an object of the project with ``__await__``, which runs nothing yet."""
    cls = model.value_of(call.func)
    if not isinstance(cls, ClassValue) or cls.summary.module.is_stub:
        return False
    members = model.types.members
    made = Instance(cls.summary)
    if not members.is_known_whole(cls.summary) or members.method(made, "__await__") is None:
        return False
    makers = [members.method(made, name) for name in ("__new__", "__init__", "__post_init__")]
    return all(
        maker is None
        or (isinstance(maker, FunctionValue) and not any(maker.summary.scope.of_type(ast.Call)))
        for maker in makers
    )


def is_not_callable(model: SemanticModel, call: ast.Call) -> bool:
    """Whether the result of *call* is certainly not a function to call in its turn."""
    if model.marker(call.func, "blocks") or model.marker(call.func, "cpu_bound"):
        return True
    return model.capabilities.cannot_call(model.value_of(call))


def is_library_call(model: SemanticModel, call: ast.Call) -> bool:
    """Whether *call* calls a function that a stub describes."""
    return all(
        isinstance(option, FunctionValue) and option.summary.module.is_stub
        for option in options_of(model.value_of(call.func))
    )


def is_function(model: SemanticModel, expr: ast.expr) -> bool:
    """Whether *expr* is certainly a function or method."""
    return all(isinstance(option, FunctionValue) for option in options_of(model.value_of(expr)))


def gives_coroutine(model: SemanticModel, expr: ast.expr) -> bool:
    """Whether *expr* is a function that certainly makes a coroutine when it is called."""
    return makes_coroutine(model, model.value_of(expr))


def gives_no_awaitable(model: SemanticModel, expr: ast.expr) -> bool:
    """Whether *expr* is a function that nothing may have replaced, and whose results none can await."""
    if is_promised(model, expr):
        return False
    options = options_of(model.value_of(expr))
    return model.capabilities.gives_no_awaitable(model.value_of(expr)) and not any(
        isinstance(option, FunctionValue) and is_doubtful(model, option.summary)
        for option in options
    )


def may_be_overridden_async(model: SemanticModel, call: ast.Call) -> bool:
    """Whether a subclass in the project makes the method that *call* calls a coroutine function."""
    return any(
        makes_coroutine(model, found)
        for option in options_of(model.value_of(call.func))
        if isinstance(option, FunctionValue) and isinstance(option.receiver, Instance)
        for found in model.types.implementations.of_method(option.summary.name, option.receiver)
    )
