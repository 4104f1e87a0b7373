"""What calling a class makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.inference.values import (
    UNKNOWN_VALUE,
    ClassValue,
    FunctionValue,
    Instance,
    Value,
)
from flake8_asyncpitfalls.semantics.terms.term import UNKNOWN, Term

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.inference.evaluator import Evaluator
    from flake8_asyncpitfalls.semantics.inference.frame import Frame


class Constructions:
    """Makes instances."""

    def __init__(self, types: Evaluator) -> None:
        self.types = types

    def made_by(self, cls: ClassValue, term: Term, frame: Frame) -> Value:
        """An instance; of another class where an argument of the call *term* says so."""
        marker = cls.summary.markers.get("made_with")
        held = cls.summary.markers.get("hands_out")
        if held is not None and len(term[2]) > held.argument(0):
            return Instance(cls.summary, (self.types.evaluate(term[2][held.argument(0)], frame),))
        keywords = dict(term[3]) if marker is not None else {}
        if marker is None or not {marker.argument(0), "**"} & set(keywords):
            made = self.plain(cls)
            is_own = isinstance(made, Instance) and made.summary is cls.summary and not made.args
            return self._generic(cls, term, frame) if is_own else made
        given = self.types.evaluate(keywords.get(marker.argument(0), UNKNOWN), frame)
        return self.stand_in(cls, given) if isinstance(given, ClassValue) else UNKNOWN_VALUE

    def stand_in(self, cls: ClassValue, kind: ClassValue | Instance) -> Value:
        """The instance of what stands in for *cls*, of which the class *kind*, or its instance, tells."""
        for base, made in cls.summary.markers["made_with"].argument(1).items():
            if self.types.members.derives_from(kind.summary, base):
                result = self.types.resolve(made)
                return Instance(result.summary) if isinstance(result, ClassValue) else UNKNOWN_VALUE
        return UNKNOWN_VALUE

    def _generic(self, cls: ClassValue, term: Term, frame: Frame) -> Instance:
        """An instance of *cls*, which may be generic: its type variables by the arguments of *term*."""
        variables = self.types.type_variables
        init = None
        if variables.parameters(cls.summary) and term[1][0] != "item":
            method = self.types.members.method(Instance(cls.summary), "__init__")
            if isinstance(method, FunctionValue):
                args, starred = self.types.calls.positional(term, frame)
                keywords = {name: self.types.evaluate(arg, frame) for name, arg in term[3]}
                init = self.types.calls.frame_of(method, args, keywords, None, starred)
        return variables.constructed(cls, term, init, frame)

    def plain(self, cls: ClassValue) -> Value:
        """An instance, unless ``__new__`` or a metaclass may decide otherwise."""
        for base in self.types.members.mro(cls.summary):
            if base is None:
                break
            raw = self.types.members.own(base, "__new__")
            if raw is not None and base.module.is_stub and isinstance(raw, FunctionValue):
                return self.types.calls.annotated_result(raw)
            if raw is not None and not base.module.is_stub:
                made = self.types.calls.called_with(self.types.members.get(cls, "__new__"), [])
                return made if isinstance(made, Instance) else Instance(cls.summary)
        return Instance(cls.summary)

    def opened(self, function: FunctionValue, arguments: dict[str, Term]) -> Value | None:
        """What ``open(path, "rb")`` makes, by the letters of a literal; None where they say nothing."""
        marker = function.summary.markers.get("opens")
        if marker is None or {"*", "**"} & arguments.keys():
            return None
        given = arguments.get(marker.argument(0))
        letters = function.summary.defaults.get(marker.argument(0)) if given is None else given[-1]
        is_literal = given is None or given[0] == "text" or given[:2] == ("const", "bool")
        if not is_literal or not isinstance(letters, str):
            return None
        for needed, made in marker.argument(1).items():
            if set(needed) <= set(letters):
                cls = self.types.resolve(made)
                return Instance(cls.summary) if isinstance(cls, ClassValue) else None
        return None
