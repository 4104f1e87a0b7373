"""The classes of a library whose objects block, each with its asynchronous twin.

A stub names the twin with the methods that block (``twin="redis.asyncio.Redis"``), or the library names it
as libraries do (``Client``, ``AsyncClient``). What a method of one gives is the twin of what the same method
of the other gives: a database of a client, a collection of that, a cursor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.conversion.twins import TWIN_NAMES
from flake8_asyncpitfalls.semantics.inference.values import (
    ClassValue,
    Coroutine,
    FunctionValue,
    Instance,
    ModuleValue,
    Value,
)

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.inference.evaluator import Evaluator
    from flake8_asyncpitfalls.semantics.summaries.definitions import ClassSummary


class ClientTwins:
    """Answers for the classes of one *library*, which is the first name of its modules."""

    def __init__(self, types: Evaluator, library: str) -> None:
        self.library = library
        self._types = types
        self._known: dict[ClassSummary, ClassSummary | None] = {}
        self._is_begun = False

    def of(self, value: Value) -> Instance | None:
        """The asynchronous object that stands for *value*; None where it is none of the library's."""
        if not isinstance(value, Instance):
            return None
        twin = self.of_class(value.summary)
        return None if twin is None else Instance(twin)

    def of_class(self, cls: ClassSummary) -> ClassSummary | None:
        """The twin of *cls*, or None."""
        module = cls.module
        if not module.is_stub or module.name.dotted.partition(".")[0] != self.library:
            return None
        if not self._is_begun:
            # What the clients give has no name of its own that would tell its twin.
            self._is_begun = True
            top = self._types.resolve(self.library)
            for client in top.summary.classes() if isinstance(top, ModuleValue) else ():
                self.of_class(client)
        if cls not in self._known:
            self._known[cls] = None
            self._note(cls, self._find(cls))
        return self._known[cls]

    def of_function(self, function: FunctionValue) -> str:
        """The qualified name of what makes the twin of what *function*, of a module, makes; or ''."""
        if function.receiver is not None or function.summary.class_identity is not None:
            return ""
        twin = self.of(self._types.calls.plain_result(function))
        for name in names_of_twin(function.qualified_name) if twin is not None else ():
            other = self._types.resolve(name)
            if isinstance(other, FunctionValue) and self._types.calls.plain_result(other) == twin:
                return name
        return ""

    def _find(self, cls: ClassSummary) -> ClassSummary | None:
        told = {self._told(cls, name) for name in sorted(cls.names)} - {""}
        named = names_of_twin(cls.qualified_name)
        for name in told if len(told) == 1 else () if told else named:
            twin = self._types.resolve(name)
            if isinstance(twin, ClassValue) and twin.summary is not cls:
                return twin.summary if name.startswith(f"{self.library}.") else None
        return None

    def _told(self, cls: ClassSummary, name: str) -> str:
        """The class that the stub names beside the method *name* of *cls*."""
        method = self._types.members.own(cls, name)
        marker = method.summary.markers.get("blocks") if isinstance(method, FunctionValue) else None
        twin = "" if marker is None else str(marker.keywords.get("twin", ""))
        return twin.rpartition(".")[0]

    def _note(self, cls: ClassSummary, twin: ClassSummary | None) -> None:
        """Note that *twin* is that of *cls*, and the same of what both give."""
        todo = [(cls, twin)]
        while todo:
            one, other = todo.pop()
            if other is None or self._known.get(one):
                continue
            self._known[one] = other
            for name in sorted(one.names):
                old, new = self._given(Instance(one), name), self._given(Instance(other), name)
                if isinstance(old, Instance) and isinstance(new, Instance) and old != new:
                    todo.append((old.summary, new.summary))

    def _given(self, owner: Instance, name: str) -> Value:
        """What the attribute *name* of *owner* is, or what it gives when it is called and awaited."""
        value = self._types.members.get(owner, name)
        if isinstance(value, FunctionValue):
            value = self._types.calls.plain_result(value)
        return value.result if isinstance(value, Coroutine) else value


def names_of_twin(qualified_name: str) -> list[str]:
    """What libraries call the asynchronous form of the class or function *qualified_name*."""
    module, _, name = qualified_name.rpartition(".")
    top, _, rest = qualified_name.partition(".")
    return [*(form.format(module, name) for form in TWIN_NAMES), f"{top}.asyncio.{rest}"]
