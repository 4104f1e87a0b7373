"""What goes over an iterable with a plain ``for`` of its own, and what only makes one."""

from __future__ import annotations

import ast

from flake8_asyncpitfalls.semantics.inference.protocols import ASYNC_CONTEXT, ASYNC_GENERATOR
from flake8_asyncpitfalls.semantics.inference.values import (
    FunctionValue,
    Instance,
    NamedInstance,
    builtin_class,
    options_of,
)
from flake8_asyncpitfalls.semantics.model import SemanticModel

_FIRST = frozenset({
    "all", "any", "dict", "enumerate", "frozenset", "iter", "list", "max", "min", "next", "reversed",
    "set", "sorted", "sum", "tuple",
})  # fmt: skip
"""Builtins that go over their first argument."""
_LATER = frozenset({"filter", "map"})
"""Builtins that go over what follows their first argument."""

_ENTERING = ("__enter__", "__aenter__")


def consumed_places(call: ast.Call, model: SemanticModel) -> list[ast.expr]:
    """The arguments of *call* that it certainly goes over with a plain ``for``."""
    match call.func:
        case ast.Name(id=name) if name in _FIRST | _LATER or name == "zip":
            if model.name_of(call.func) != f"builtins.{name}":
                return []
            if name == "zip":
                return call.args
            return call.args[:1] if name in _FIRST else call.args[1:]
        case ast.Attribute(attr="join", value=owner):
            return call.args[:1] if builtin_class(model.value_of(owner)) in (str, bytes) else []
    return []


def is_unused_manager(call: ast.Call, model: SemanticModel) -> bool:
    """Whether *call* only makes an async context manager that does nothing until it is entered."""
    return (
        all(
            (isinstance(option, NamedInstance) and option.qualified_name == ASYNC_CONTEXT)
            or (isinstance(option, Instance) and "cancel_scope" in option.summary.markers)
            for option in options_of(model.value_of(call))
        )
        and not _enters(call)
        and _is_seen(call, model)
    )


def is_entered_plainly(expr: ast.expr, model: SemanticModel) -> bool:
    """Whether a plain ``with`` enters it, as it does the cancel scopes of trio and anyio."""
    members = model.types.members
    return all(
        isinstance(option, Instance) and members.method(option, "__enter__") is not None
        for option in options_of(model.value_of(expr))
    )


def _enters(call: ast.Call) -> bool:
    """Whether it is ``scope.__enter__()``, which gives the scope after it has entered it."""
    return isinstance(call.func, ast.Attribute) and call.func.attr in _ENTERING


def is_unused_generator(call: ast.Call, model: SemanticModel) -> bool:
    """Whether *call* only makes an async generator, none of whose code runs by itself."""
    value = model.value_of(call)
    is_generator = isinstance(value, NamedInstance) and value.qualified_name == ASYNC_GENERATOR
    return is_generator and _is_seen(call, model)


def _is_seen(call: ast.Call, model: SemanticModel) -> bool:
    """Whether the function that is called can be seen: an annotation alone does not tell."""
    return all(
        isinstance(option, FunctionValue)
        and (option.summary.module.is_stub or option.summary.is_generator)
        for option in options_of(model.value_of(call.func))
    )
