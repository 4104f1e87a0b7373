"""Classes that list their parts: a TypedDict by its keys, a NamedTuple by its places, an Enum's members."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.inference.values import (
    UNKNOWN_VALUE,
    ClassMethodValue,
    ClassValue,
    FunctionValue,
    Instance,
    PropertyValue,
    StaticValue,
    Value,
    name_of,
)
from flake8_asyncpitfalls.semantics.terms.term import Term

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.inference.evaluator import Evaluator
    from flake8_asyncpitfalls.semantics.summaries.definitions import ClassSummary


_ENUMS = frozenset({
    "enum.Enum", "enum.IntEnum", "enum.StrEnum", "enum.Flag", "enum.IntFlag", "enum.ReprEnum",
})  # fmt: skip
_NO_MEMBERS = (FunctionValue, PropertyValue, StaticValue, ClassMethodValue, ClassValue)


def item(types: Evaluator, value: Instance, key: Term) -> Value:
    """What ``value[key]`` is."""
    if key[:2] == ("const", "int"):
        return part(types, value, int(key[2]))
    order = types.members.mro(value.summary)
    if key[0] != "text" or not any(_has_base(types, cls, "TypedDict") for cls in order):
        return UNKNOWN_VALUE
    is_listed = any(cls is not None and cls.has_member(key[1]) for cls in order)
    return types.members.get(value, key[1]) if is_listed else UNKNOWN_VALUE


def part(types: Evaluator, value: Instance, place: int) -> Value:
    """What stands at *place*, from 0, in an instance of a NamedTuple, or of a dataclass in a pattern."""
    for cls in types.members.mro(value.summary):
        is_record = _has_base(types, cls, "NamedTuple") or _is_plain_dataclass(types, cls)
        if cls is not None and is_record and place < len(cls.fields):
            return types.members.get(value, cls.fields[place])
    return UNKNOWN_VALUE


def is_member(types: Evaluator, cls: ClassSummary, name: str, value: Value) -> bool:
    """Whether what the body of *cls* calls *name*, and gives *value*, is a member of an Enum."""
    term = cls.class_term(name)
    if term is None or term[0] == "annotated" or name.startswith("_"):
        return False
    return not isinstance(value, _NO_MEMBERS) and is_enum(types, cls)


def is_protocol(types: Evaluator, cls: ClassSummary) -> bool:
    """Whether the class of a project is a Protocol: it says what its objects can do, not how."""
    return not cls.module.is_stub and _has_base(types, cls, "Protocol")


def is_enum(types: Evaluator, cls: ClassSummary) -> bool:
    """Whether the class, or one of its bases, is made from one of Python's own Enums."""
    order = types.members.mro(cls)
    return any(not _ENUMS.isdisjoint(_bases(types, each)) for each in order)


def _has_base(types: Evaluator, cls: ClassSummary | None, name: str) -> bool:
    """Whether the class itself is made from what ``typing`` calls *name*."""
    bases = _bases(types, cls)
    return f"typing.{name}" in bases or f"typing_extensions.{name}" in bases


def _is_plain_dataclass(types: Evaluator, cls: ClassSummary | None) -> bool:
    """Whether the fields of the class are those that it lists, in this order, and it is not iterated."""
    if cls is None or cls.module.is_stub or not cls.decorators or len(types.members.mro(cls)) > 1:
        return False
    frame = types.frame(cls.module)
    makers = [term[1] if term[0] == "call" else term for term in cls.decorators]
    names = {name_of(types.evaluate(term, frame)) for term in makers}
    return "dataclasses.dataclass" in names and not cls.has_member("__iter__")


def _bases(types: Evaluator, cls: ClassSummary | None) -> list[str]:
    """The names of the bases of the class itself."""
    if cls is None:
        return []
    frame = types.frame(cls.module)
    return [name_of(types.evaluate(base, frame)) for base in cls.bases]
