"""Classes that list their parts: a TypedDict by its keys, a NamedTuple by its places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.inference.values import (
    UNKNOWN_VALUE,
    Instance,
    Value,
    name_of,
)
from flake8_asyncpitfalls.semantics.terms.term import Term

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.inference.evaluator import Evaluator
    from flake8_asyncpitfalls.semantics.summaries.definitions import ClassSummary


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
    """What stands at *place*, from 0, in an instance of a NamedTuple."""
    for cls in types.members.mro(value.summary):
        if cls is not None and _has_base(types, cls, "NamedTuple") and place < len(cls.fields):
            return types.members.get(value, cls.fields[place])
    return UNKNOWN_VALUE


def _has_base(types: Evaluator, cls: ClassSummary | None, name: str) -> bool:
    """Whether the class itself is made from what ``typing`` calls *name*."""
    if cls is None:
        return False
    frame = types.frame(cls.module)
    names = (name_of(types.evaluate(base, frame)) for base in cls.bases)
    return any(base in (f"typing.{name}", f"typing_extensions.{name}") for base in names)
