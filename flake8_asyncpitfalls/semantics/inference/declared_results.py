"""Functions whose annotations say what calls give, whatever is passed.

Most calls are of such functions. What their arguments are need not be found out for it, and one answer
serves all calls of a function. An annotation that mentions a type variable, or says less than the body,
leaves the question to the arguments (see ``calls.py``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.cycle_guard import Settled
from flake8_asyncpitfalls.semantics.inference.values import (
    ClassValue,
    FunctionValue,
    Instance,
    Value,
)
from flake8_asyncpitfalls.semantics.terms.term import NONE, Term

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.inference.calls import Calls
    from flake8_asyncpitfalls.semantics.inference.evaluator import Evaluator
    from flake8_asyncpitfalls.semantics.inference.frame import Frame
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary

_BY_ARGUMENTS = ("changes", "enters", "gathers", "opens")
"""Markers of functions whose results their arguments decide."""
_NAMES = frozenset({"from", "global"})
_ELLIPSIS = ("const", "ellipsis")


def made_instead(
    types: Evaluator, function: FunctionSummary, annotated: Value, frame: Frame
) -> Value | None:
    """What *function* gives, where it is *annotated* with a library's class and makes one of another.

    ``def make() -> grpc.Server: return grpc.aio.server()``
    """
    if function.module.is_stub or not isinstance(annotated, Instance) or function.is_generator:
        return None
    if not annotated.summary.module.is_stub or len(function.results) != 1:
        return None
    value = types.evaluate(function.results[0][1], frame)
    if not isinstance(value, Instance) or not value.summary.module.is_stub:
        return None
    return value if types.members.is_unrelated(value, annotated) else None


class DeclaredResults:
    """Answers for all functions of a run."""

    def __init__(self, types: Evaluator, calls: Calls) -> None:
        self._types = types
        self._calls = calls
        self._known: Settled[FunctionSummary, bool] = Settled(types.guard, self._says_all)

    def of(self, function: FunctionValue) -> Value | None:
        """What all calls of *function* give; None where that depends on the arguments."""
        if function.call_kind or not self._known[function.summary]:
            return None
        return self._calls.plain_result(function)

    def _says_all(self, function: FunctionSummary) -> bool:
        term = function.returns
        if function.is_generator or not function.markers.keys().isdisjoint(_BY_ARGUMENTS):
            return False
        if term is None:
            # Nothing is known of it but whether it is awaited, and there is no body to ask.
            return function.module.is_stub
        if not self._is_fixed(term, self._types.frame(function.module)):
            return False
        return not self._calls.is_vague(self._calls.annotated_result(FunctionValue(function)))

    def _is_fixed(self, term: Term, frame: Frame) -> bool:
        """Whether the annotation *term* is made of classes alone."""
        if term is NONE or term[:2] == _ELLIPSIS:
            return True
        match term[0]:
            case "global" | "from" | "class":
                return self._is_class(term, frame)
            case "attr":
                return term[1][0] in ("module", *_NAMES) and self._is_class(term, frame)
            case "text":
                written = frame.module.text_annotation(term[1])
                return written[0] != "text" and self._is_fixed(written, frame)
            case "union" | "tuple":
                return all(self._is_fixed(part, frame) for part in term[1])
            case "binop":
                return self._is_fixed(term[2], frame) and self._is_fixed(term[3], frame)
            case "item":
                is_plain = term[1][0] in _NAMES
                return is_plain and all(self._is_fixed(part, frame) for part in term[2])
        return False

    def _is_class(self, name: Term, frame: Frame) -> bool:
        """Whether *name* is that of a class, and no alias that puts type variables into brackets."""
        value = self._types.evaluate(name, frame)
        return isinstance(value, ClassValue) and (
            self._types.annotations.instance(name, frame) == Instance(value.summary)
        )
