"""What an expression can be known to be: plain values; ``str(value)`` is for people.

Nobody changes a value, which is hashed by its fields. They are not frozen all the same: to make a frozen
object takes three times as long, and tens of thousands are made for a hundred files.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from flake8_asyncpitfalls.semantics.summaries.definitions import (
    ClassSummary,
    FunctionSummary,
    ModuleFacts,
)
from flake8_asyncpitfalls.semantics.terms.term import Term

CallKind = Literal["", "sync", "async", "context", "async_context"]


@dataclass(slots=True, unsafe_hash=True)
class Unknown:
    """Nothing certain is known."""

    def __str__(self) -> str:
        return "unknown"


@dataclass(slots=True, unsafe_hash=True)
class NoneValue:
    """``None``."""

    def __str__(self) -> str:
        return "None"


@dataclass(slots=True, unsafe_hash=True)
class ModuleValue:
    """A module that a stub or the project describes."""

    summary: ModuleFacts

    def __str__(self) -> str:
        return f"module {self.summary.name.dotted}"


@dataclass(slots=True, unsafe_hash=True)
class UnresolvedName:
    """A name of a library that nothing describes; ``()`` in it stands for a call."""

    qualified_name: str

    def __str__(self) -> str:
        return f"unresolved {self.qualified_name.removeprefix('builtins.')}"


@dataclass(slots=True, unsafe_hash=True)
class FunctionValue:
    """A function, bound to *receiver* if it is a method looked up on an object.

    *call_kind* is what decorators made of it: ``""`` nothing, ``"sync"``, ``"async"``,
    ``"context"``, ``"async_context"``. *closure* holds the values of the parameters of enclosing
    functions, for a function that a decorator returned. *is_cached*: a decorator keeps its results.
    """

    summary: FunctionSummary
    receiver: Value | None = None
    call_kind: CallKind = ""
    closure: tuple[tuple[tuple[str, str], Value], ...] = ()
    is_cached: bool = False

    @property
    def qualified_name(self) -> str:
        """Where the function is defined: ``module.Class.method``."""
        return self.summary.qualified_name

    def __str__(self) -> str:
        color = "async def" if self.summary.is_async else "def"
        made = f" made {kind}" if (kind := self.call_kind) else ""
        return f"{color} {self.qualified_name}{made}"


@dataclass(slots=True, unsafe_hash=True)
class PropertyValue:
    """A property (or ``cached_property``) of a class, with its getter.

    *is_kept*: the object keeps what the getter gives, so that it runs once for each object.
    """

    getter: Value
    is_kept: bool = False

    def __str__(self) -> str:
        return f"property of {self.getter}"


@dataclass(slots=True, unsafe_hash=True)
class StaticValue:
    """A ``staticmethod``: the same function on every receiver."""

    function: Value

    def __str__(self) -> str:
        return f"static {self.function}"


@dataclass(slots=True, unsafe_hash=True)
class ClassMethodValue:
    """A ``classmethod``: its receiver is the class."""

    function: Value

    def __str__(self) -> str:
        return f"classmethod {self.function}"


@dataclass(slots=True, unsafe_hash=True)
class ClassValue:
    """A class that a stub or the project describes."""

    summary: ClassSummary

    @property
    def qualified_name(self) -> str:
        """Where the class is defined."""
        return self.summary.qualified_name

    def __str__(self) -> str:
        return f"type[{self.qualified_name}]"


@dataclass(slots=True, unsafe_hash=True)
class Instance:
    """An instance of a described class."""

    summary: ClassSummary
    args: tuple[Value, ...] = ()

    @property
    def qualified_name(self) -> str:
        """Where its class is defined."""
        return self.summary.qualified_name

    def __str__(self) -> str:
        return self.qualified_name.removeprefix("builtins.") + _in_brackets(self.args)


@dataclass(slots=True, unsafe_hash=True)
class NamedInstance:
    """An instance of a class known by name only, with its type arguments (``list[Client]``)."""

    qualified_name: str
    args: tuple[Value, ...] = ()

    def __str__(self) -> str:
        return self.qualified_name.removeprefix("builtins.") + _in_brackets(self.args)


@dataclass(slots=True, unsafe_hash=True)
class ContainerMethod:
    """A method of a container whose elements are known."""

    owner: NamedInstance
    name: str

    def __str__(self) -> str:
        return f"{self.owner}.{self.name}"


@dataclass(slots=True, unsafe_hash=True)
class Coroutine:
    """A coroutine object: what calling *function* made; awaiting it gives *result*."""

    function: FunctionSummary | None
    result: Value

    def __str__(self) -> str:
        return f"coroutine[{self.result}]"


@dataclass(slots=True, unsafe_hash=True)
class Partial:
    """``functools.partial(function, ...)``."""

    function: Value

    def __str__(self) -> str:
        return f"partial[{self.function}]"


@dataclass(slots=True, unsafe_hash=True)
class SuperValue:
    """``super()`` in a method of *summary*'s class, called on *receiver*."""

    summary: ClassSummary
    receiver: Value

    def __str__(self) -> str:
        return f"super of {self.summary.qualified_name}"


@dataclass(slots=True, unsafe_hash=True)
class TupleValue:
    """A tuple whose elements are known one by one."""

    items: tuple[Value, ...]

    def __str__(self) -> str:
        return f"tuple{_in_brackets(self.items)}"


@dataclass(slots=True, unsafe_hash=True)
class UnionValue:
    """One of several values, depending on the path taken; none of them is Unknown."""

    options: tuple[Value, ...]

    def __str__(self) -> str:
        return " | ".join(str(option) for option in self.options)


Value: TypeAlias = (
    Unknown | NoneValue | ModuleValue | UnresolvedName | FunctionValue | PropertyValue | StaticValue
    | ClassMethodValue | ClassValue | Instance | NamedInstance | ContainerMethod | Coroutine | Partial
    | SuperValue | TupleValue | UnionValue
)  # fmt: skip

UNKNOWN_VALUE = Unknown()
NONE_VALUE = NoneValue()
_BUILTIN_CLASSES: dict[str, type] = {
    cls.__name__: cls
    for cls in (
        bool, bytearray, bytes, complex, dict, float, frozenset, int, list, memoryview, range, set,
        str, tuple,
    )
}  # fmt: skip


def _in_brackets(values: tuple[Value, ...]) -> str:
    return f"[{', '.join(str(value) for value in values)}]" if values else ""


def options_of(value: Value) -> tuple[Value, ...]:
    """The alternatives of a union; of anything else, the value alone."""
    return value.options if isinstance(value, UnionValue) else (value,)


def builtin_class(value: Value) -> type | None:
    """The class of *value* if it is certainly an instance of one of Python's own data types."""
    match value:
        case Instance(summary):
            name = summary.qualified_name
        case UnresolvedName(qualified_name) if qualified_name.endswith("()"):
            name = qualified_name.removesuffix("()")
        case NamedInstance(qualified_name):
            name = qualified_name
        case _:
            return None
    return _BUILTIN_CLASSES.get(name.removeprefix("builtins."))


def union_of(values: list[Value]) -> Value:
    """One of *values*: Unknown if any is.

    ``None`` is left out beside anything else, since it has no members to mistake; but not beside a
    coroutine: what may be None is no coroutine that somebody forgot to await.
    """
    found: dict[Value, None] = {}
    for value in values:
        for option in options_of(value):
            if isinstance(option, Unknown):
                return UNKNOWN_VALUE
            found[option] = None
    if len(found) > 1 and not any(map(_is_awaitable, found)):
        found.pop(NONE_VALUE, None)
    if not found:
        return UNKNOWN_VALUE
    return next(iter(found)) if len(found) == 1 else UnionValue(tuple(found))


def _is_awaitable(value: Value) -> bool:
    is_declared = isinstance(value, NamedInstance) and is_declared_awaitable(value)
    return is_declared or isinstance(value, Coroutine)


def is_declared_awaitable(value: NamedInstance) -> bool:
    """Whether an annotation says ``Awaitable[...]``."""
    return value.qualified_name.rpartition(".")[2] == "Awaitable"


def name_of(value: Value) -> str:
    """The qualified name of a function, class, module or external; empty for anything else."""
    if isinstance(value, (FunctionValue, ClassValue, UnresolvedName)):
        return value.qualified_name
    return value.summary.name.dotted if isinstance(value, ModuleValue) else ""


def nesting(value: Value) -> int:
    """How many values are wrapped in each other: partials, closures, what is held by an object."""
    match value:
        case Partial(function) | StaticValue(function) | ClassMethodValue(function):
            inner: tuple[Value, ...] = (function,)
        case PropertyValue(one) | Coroutine(_, one) | ContainerMethod(one) | SuperValue(_, one):
            inner = (one,)
        case FunctionValue(receiver=receiver, closure=closure):
            held = tuple(captured for _, captured in closure)
            inner = held if receiver is None else (receiver, *held)
        case Instance(args=args) | NamedInstance(args=args):
            inner = args
        case TupleValue(items) | UnionValue(items):
            inner = items
        case _:
            inner = ()
    return 1 + max(map(nesting, inner), default=0)


def bound_arguments(function: FunctionValue, call: Term) -> dict[str, Term]:
    """The argument terms of *call* by the parameter that takes them; ``*`` and ``**`` as given."""
    names = [p.name for p in function.summary.parameters if p.kind in ("positional", "plain")]
    if function.receiver is not None:
        names = names[1:]
    bound: dict[str, Term] = {}
    for name, argument in zip(names, call[2], strict=False):
        if argument[0] == "star":
            bound["*"] = argument
            break
        bound[name] = argument
    bound.update(call[3])
    return bound
