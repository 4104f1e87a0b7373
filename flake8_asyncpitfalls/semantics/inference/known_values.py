"""What is certain of a value without knowing it: a literal, its truth, or that it is not None.

Annotations and unions say nothing here: an ``Optional`` counts as its class elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flake8_asyncpitfalls.semantics.cycle_guard import Memo
from flake8_asyncpitfalls.semantics.inference.values import (
    ClassValue,
    FunctionValue,
    Instance,
    ModuleValue,
    bound_arguments,
    name_of,
)
from flake8_asyncpitfalls.semantics.summaries.predicate import (
    NOT_NONE,
    TRUE,
    Known,
    literal_of,
    truth_of,
)
from flake8_asyncpitfalls.semantics.terms.term import Term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.inference.evaluator import Evaluator
    from flake8_asyncpitfalls.semantics.inference.frame import Frame
    from flake8_asyncpitfalls.semantics.summaries.definitions import ClassSummary

NOTHING = Known()
_MAX_STEPS = 6
_TRUTHS = ("__bool__", "__len__")
_CONTAINING = (*_TRUTHS, "__iter__", "__getitem__", "__contains__")
"""A stub names few methods: a class that has one of these may have a length, too."""


class KnownValues:
    """Answers what is certain of the value of a term."""

    def __init__(self, types: Evaluator) -> None:
        self.types = types
        self._stored = Memo(types.guard, self._find_value, None)
        self._kept = Memo(types.guard, self._find_kept, NOTHING)
        self._given = Memo(types.guard, self._find_given, NOTHING)

    def of(self, term: Term, frame: Frame, steps: int = _MAX_STEPS) -> Any:
        """The literal that *term* is in *frame*, or what else is known; NOTHING where nothing is."""
        is_literal, value = literal_of(term)
        if is_literal or not steps:
            return value if is_literal else NOTHING
        match term:
            case ("param", _, name):
                return frame.constants.get(name, NOTHING)
            case ("declared", value, _):
                return self.of(value, frame, steps - 1)
            case ("union", parts):
                return _agreed([self.of(part, frame, steps - 1) for part in parts])
            case ("global", name):
                given = frame.module.global_term(name)
                return NOTHING if given is None else self._of_global(given, frame, steps)
            case ("from", module, name):
                return self._of_import(module, name, frame, steps)
        return self._of_expression(term, frame)

    def _of_expression(self, term: Term, frame: Frame) -> Any:
        match term:
            case ("true", _) | ("function" | "class" | "module", *_):
                return TRUE
            case ("self", _):
                return self._of_object(self.types.evaluate(term, frame))
            case ("attr", ("self", _), name):
                return self.of_attribute(self.types.evaluate(term[1], frame), name, frame)
            case ("call", callee, *_):
                made = self.types.evaluate(callee, frame)
                is_class = isinstance(made, ClassValue)
                return self._of_object(self.types.evaluate(term, frame)) if is_class else NOTHING
            case ("item", base, _) if name_of(self.types.evaluate(base, frame)) == "os.environ":
                return TRUE
            case ("binop", "Add" | "Mod", left, _) if left[0] == "text" and left[1]:
                return TRUE
        return NOTHING

    def _of_global(self, term: Term, frame: Frame, steps: int) -> Any:
        """A variable of a module; None often only holds the place of what is put there later."""
        known = self.of(term, self.types.frame(frame.module), steps - 1)
        return NOTHING if known is None else known

    def _of_import(self, module: str, name: str, frame: Frame, steps: int) -> Any:
        source = self.types.module(module, frame.module)
        if not isinstance(source, ModuleValue) or source.summary.is_stub:
            return NOTHING
        term = source.summary.global_term(name)
        inner = self.types.frame(source.summary)
        return NOTHING if term is None else self._of_global(term, inner, steps)

    def _of_object(self, value: Any) -> Any:
        if not isinstance(value, Instance):
            return NOTHING
        members = self.types.members
        names = _CONTAINING if value.summary.module.is_stub else _TRUTHS
        is_plain = members.is_known_whole(value.summary) and not any(
            members.method(value, name) for name in names
        )
        return TRUE if is_plain else NOT_NONE

    def of_attribute(self, receiver: Any, name: str, caller: Frame) -> Any:
        """What is known of ``receiver.name``, which its classes give one value in one place only.

        *caller*: the frame of the code that asks; its constants are known of its own object.
        """
        if not isinstance(receiver, Instance):
            return NOTHING
        if f"self.{name}" in caller.constants and caller.receiver == receiver:
            return caller.constants[f"self.{name}"]
        stored = self._only_value(receiver.summary, name)
        if stored is None:
            return NOTHING
        base, term = stored
        if term[0] != "param":
            return self._kept[base, name, term]
        if caller.function == term[1] and caller.module is base.module:
            return caller.constants.get(term[2], NOTHING)
        return self._given[receiver, base, term]

    def _find_kept(self, stored: tuple[ClassSummary, str, Term]) -> Any:
        """What is known of the one value of an attribute; objects may hold each other's."""
        base, _, term = stored
        known = self.of(term, self.types.frame(base.module), 2)
        return NOTHING if known is None else known

    def parameters_kept(self, function: FunctionValue, attributes: list[str]) -> Iterator[str]:
        """The parameters of the method that become one of *attributes* of its object."""
        receiver, summary = function.receiver, function.summary
        if not isinstance(receiver, Instance):
            return
        for name in attributes:
            stored = self._only_value(receiver.summary, name)
            if stored is not None and stored[0].module is summary.module:
                term = stored[1]
                if term[0] == "param" and term[1] == summary.identity:
                    yield term[2]

    def _only_value(self, cls: ClassSummary, name: str) -> tuple[ClassSummary, Term] | None:
        """The one value that the classes of *cls* give the attribute, and the class that does."""
        return self._stored[cls, name]

    def _find_value(self, attribute: tuple[ClassSummary, str]) -> tuple[ClassSummary, Term] | None:
        cls, name = attribute
        bases = [base for base in self.types.members.mro(cls) if base is not None]
        assigned = {
            (base, _undeclared(term))
            for base in bases
            for term in base.instance_terms(name)
            if term[0] != "annotated"
        }
        if assigned:
            return assigned.pop() if len(assigned) == 1 else None
        for base in bases:
            term = base.class_term(name)
            if term is not None and term[0] != "annotated":
                return base, _undeclared(term)
        return None

    def _find_given(self, passed: tuple[Instance, ClassSummary, Term]) -> Any:
        """What the ``__init__`` of the object's class passes on to that of its base, by ``super()``.

        It may pass on the attribute itself: ``super().__init__(interval=self.interval)``.
        """
        receiver, base, parameter = passed
        init = self.types.members.method(receiver, "__init__")
        if not isinstance(init, FunctionValue) or init.summary.identity == parameter[1]:
            return NOTHING
        frame = self.types.calls.frame_of(init, [], {})
        calls = list(_super_calls(init, self.types, frame))
        if len(calls) != 1:
            return NOTHING
        function, call = calls[0]
        if function.summary.identity != parameter[1] or function.summary.module is not base.module:
            return NOTHING
        arguments = bound_arguments(function, call)
        if {"*", "**"} & arguments.keys():
            return NOTHING
        if parameter[2] not in arguments:
            return function.summary.defaults.get(parameter[2], NOTHING)
        return self.of(arguments[parameter[2]], frame, 2)


def _super_calls(
    init: FunctionValue, types: Evaluator, frame: Frame
) -> Iterator[tuple[FunctionValue, Term]]:
    for site in init.summary.sites:
        match site.term:
            case ("call", ("attr", ("super", _), "__init__") as callee, *_):
                function = types.evaluate(callee, frame)
                if isinstance(function, FunctionValue):
                    yield function, site.term


def _undeclared(term: Term) -> Term:
    return term[1] if term[0] == "declared" else term


def _agreed(known: list[Any]) -> Any:
    """What holds of all of them."""
    first = known[0]
    if all(value == first and type(value) is type(first) for value in known):
        return first
    truths = {truth_of(value) for value in known}
    nones = {value.is_none if isinstance(value, Known) else value is None for value in known}
    return Known(
        truths.pop() if len(truths) == 1 else None, nones.pop() if len(nones) == 1 else None
    )
