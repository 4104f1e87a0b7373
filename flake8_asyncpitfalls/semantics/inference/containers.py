"""What methods of containers with known elements give, and Python's functions on iterables."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.inference.protocols import MAPPINGS, short_name
from flake8_asyncpitfalls.semantics.inference.values import (
    UNKNOWN_VALUE,
    ClassValue,
    ContainerMethod,
    Coroutine,
    Instance,
    NamedInstance,
    TupleValue,
    Unknown,
    Value,
    builtin_class,
    options_of,
    union_of,
)

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.inference.calls import Calls

DEFAULTS = "collections.defaultdict"
_LIST = "builtins.list"
_TO_LIST = frozenset({
    "builtins.frozenset", "builtins.iter", "builtins.list", "builtins.reversed", "builtins.set",
    "builtins.sorted", "builtins.tuple",
})  # fmt: skip
_TO_ELEMENT = frozenset({"builtins.max", "builtins.min", "builtins.next"})
OF_ITERABLES = _TO_LIST | _TO_ELEMENT | {
    "builtins.anext", "builtins.enumerate", "builtins.filter", "builtins.map", "builtins.type",
    "builtins.zip",
}  # fmt: skip
"""The builtin functions whose arguments decide what they give (see ``function_result``)."""
_BARE = (list, set, dict)
_CHANGEABLE = frozenset({"list", "set", "deque", "List", "Set"}) | MAPPINGS
_TAKING = frozenset({"pop", "popleft"})


def function_result(name: str, args: list[Value], calls: Calls) -> Value | None:
    """What the builtin function *name* gives for *args*; None where nothing is known of it."""
    if not args:
        return None
    if name == "builtins.type":
        return class_of(args[0]) if len(args) == 1 else None
    if name == "builtins.anext":
        return Coroutine(None, calls.types.protocols.iterated(args[0], is_async=True))
    elements = [calls.types.protocols.iterated(arg, is_async=False) for arg in args]
    if name == "builtins.next" and len(args) == 2:
        return union_of([elements[0], args[1]])
    if name in _TO_ELEMENT and len(args) == 1:
        return elements[0]
    if name == "builtins.map":
        return NamedInstance(_LIST, (calls.called_with(args[0], elements[1:]),))
    made = _listed(name, elements)
    return None if made is None else NamedInstance(_LIST, (made,))


def _listed(name: str, elements: list[Value]) -> Value | None:
    """What one element is of what the function *name* makes of iterables with such *elements*."""
    if name in _TO_LIST:
        return elements[0]
    if name == "builtins.filter":
        return elements[-1]
    if name == "builtins.enumerate":
        return TupleValue((NamedInstance("builtins.int"), elements[0]))
    return TupleValue(tuple(elements)) if name == "builtins.zip" else None


def with_default(args: list[Value], calls: Calls) -> Value:
    """``defaultdict(Session)``: a key that is not there yet gets what the factory makes."""
    made = calls.plain_result(args[0]) if len(args) == 1 else UNKNOWN_VALUE
    is_object = isinstance(made, Instance) and builtin_class(made) is None
    return NamedInstance(DEFAULTS, (UNKNOWN_VALUE, made) if is_object else ())


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


def is_bare_container(value: Value) -> bool:
    """Whether *value* is a list, set or mapping of whose elements nothing is said."""
    is_told = isinstance(value, (Instance, NamedInstance)) and bool(value.args)
    return not is_told and builtin_class(value) in _BARE


def with_added(containers: list[Value], added: list[Value]) -> Value:
    """One of *containers*, of one kind, into which *added* is put; one without anything tells nothing.

    What is no container of Python's own may do anything with what it is given.
    """
    if any(isinstance(option, Coroutine) for value in added for option in options_of(value)):
        # Coroutines are put aside to be awaited; who asks for those looks at the order of things.
        return union_of(containers)
    if _are_one_queue(containers):
        element = union_of(added) if added else UNKNOWN_VALUE
        return containers[0] if isinstance(element, Unknown) else _holding(containers[0], element)
    kind = _kind_of_all(containers)
    if not kind:
        return union_of(containers)
    known = [c for c in containers if isinstance(c, NamedInstance) and c.args]
    elements = [container.args[-1] for container in known] + added
    name = next(c.qualified_name for c in containers if isinstance(c, NamedInstance))
    element = with_added(elements, []) if elements else UNKNOWN_VALUE
    if isinstance(element, Unknown):
        return NamedInstance(name) if not known else union_of(containers)
    if kind in MAPPINGS:
        keys = [container.args[0] for container in known]
        return NamedInstance(name, (union_of(keys) if keys else UNKNOWN_VALUE, element))
    return NamedInstance(name, (element,))


def may_be_filled(containers: list[Value]) -> bool:
    """Whether ``with_added`` may make another value of *containers* by what is put into them."""
    return _are_one_queue(containers) or bool(_kind_of_all(containers))


def _are_one_queue(containers: list[Value]) -> bool:
    return len(set(containers)) == 1 and all(map(_is_queue, containers))


def _kind_of_all(containers: list[Value]) -> str:
    """The one kind of Python's own containers that all *containers* are; '' where they are not."""
    kinds = {
        short_name(container.qualified_name) if isinstance(container, NamedInstance) else ""
        for container in containers
    }
    kind = kinds.pop() if len(kinds) == 1 else ""
    return kind if kind in _CHANGEABLE else ""


def _is_queue(value: Value) -> bool:
    """Whether it is a queue of a library, of whose elements nothing is said."""
    return isinstance(value, Instance) and not value.args and value.summary.has_member("put_nowait")


def _holding(value: Value, element: Value) -> Value:
    return replace(value, args=(element,)) if isinstance(value, Instance) else value


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
