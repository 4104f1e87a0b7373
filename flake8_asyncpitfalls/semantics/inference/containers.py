"""What methods of containers with known elements give, and Python's functions on iterables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.inference.values import (
    UNKNOWN_VALUE,
    ClassValue,
    ContainerMethod,
    Coroutine,
    Instance,
    NamedInstance,
    TupleValue,
    Value,
    options_of,
    union_of,
)

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.inference.calls import Calls

_LIST = "builtins.list"
_TO_LIST = frozenset({
    "builtins.frozenset", "builtins.iter", "builtins.list", "builtins.reversed", "builtins.set",
    "builtins.sorted", "builtins.tuple",
})  # fmt: skip
_TO_ELEMENT = frozenset({"builtins.max", "builtins.min", "builtins.next"})
_TAKING = frozenset({"pop", "popleft"})


def function_result(name: str, args: list[Value], calls: Calls) -> Value | None:
    """What the builtin function *name* gives for *args*; None where nothing is known of it."""
    if not args:
        return None
    if name == "builtins.type":
        return class_of(args[0]) if len(args) == 1 else None
    if name == "builtins.anext":
        return Coroutine(None, calls.types.protocols.iterated(args[0], is_async=True))
    if name == "builtins.map":
        return NamedInstance(_LIST, (calls.plain_result(args[0]),))
    elements = [calls.types.protocols.iterated(arg, is_async=False) for arg in args]
    if name == "builtins.filter":
        return NamedInstance(_LIST, (elements[-1],))
    if name in _TO_LIST:
        return NamedInstance(_LIST, (elements[0],))
    if name == "builtins.enumerate":
        return NamedInstance(_LIST, (TupleValue((NamedInstance("builtins.int"), elements[0])),))
    if name == "builtins.zip":
        return NamedInstance(_LIST, (TupleValue(tuple(elements)),))
    if name in _TO_ELEMENT and len(args) == 1:
        return elements[0]
    return None


def class_of(value: Value) -> Value:
    """``type(value)``."""
    classes: list[Value] = [
        ClassValue(option.summary) if isinstance(option, Instance) else UNKNOWN_VALUE
        for option in options_of(value)
    ]
    return union_of(classes)


def method_result(method: ContainerMethod, args: list[Value]) -> Value:
    """What a method of a list, set, deque or mapping gives."""
    owner, name = method.owner, method.name
    if name == "copy":
        return owner
    if len(owner.args) == 2:
        return _of_mapping(owner.args[0], owner.args[1], name, args)
    return owner.args[0] if name in _TAKING and len(owner.args) == 1 else UNKNOWN_VALUE


def _of_mapping(key: Value, value: Value, name: str, args: list[Value]) -> Value:
    match name:
        case "get" | "pop" | "setdefault":
            return union_of([value, *args[1:2]])
        case "values":
            return NamedInstance(_LIST, (value,))
        case "keys":
            return NamedInstance(_LIST, (key,))
        case "items":
            return NamedInstance(_LIST, (TupleValue((key, value)),))
        case "popitem":
            return TupleValue((key, value))
        case _:
            return UNKNOWN_VALUE
