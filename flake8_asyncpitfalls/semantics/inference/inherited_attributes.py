"""What an attribute that a class inherits is for objects of the class itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.inference.values import (
    Instance,
    NamedInstance,
    TupleValue,
    UnionValue,
    Value,
    options_of,
    union_of,
)

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.summaries.definitions import ClassSummary
    from flake8_asyncpitfalls.semantics.terms.term import Term


def of_own_class(raw: Value, owner: ClassSummary, summary: ClassSummary, name: str) -> Value:
    """*raw* as *summary* has it, which inherits it from *owner*: ``cls()`` makes an object of its own."""
    if owner is summary or not any(_calls_cls(term) for term in owner.instance_terms(name)):
        return raw
    options = (
        replace(option, summary=summary)
        if isinstance(option, Instance) and option.summary is owner
        else option
        for option in options_of(raw)
    )
    return union_of(list(options))


def _calls_cls(term: Term) -> bool:
    return bool(term[0] == "call" and term[1][0] == "cls")


def is_of_many(value: Value) -> bool:
    """Whether *value*, or what is in it, is one of several: each heir may have its own."""
    match value:
        case UnionValue():
            return True
        case NamedInstance(args=parts) | TupleValue(parts):
            return any(map(is_of_many, parts))
    return False
