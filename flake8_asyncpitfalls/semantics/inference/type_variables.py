"""What type variables stand for: in an object of a generic class, and in one call of a generic function.

A variable is known by the module that makes it and its name there. Its value comes

- from the object that a method is called on: ``Box[Client]`` says what T is in ``Box``, and the bases
  carry it on: in ``class Files(Store[Client])`` the T of ``Store`` is ``Client``;
- from the arguments of the call: the annotation of a parameter is laid over the value that it gets,
  ``Awaitable[T]`` over a coroutine gives what awaiting it gives, ``Callable[..., T]`` over a function
  what calling it gives, ``Iterable[T]`` over a list its elements.

A variable to which any part gives something unknown is unknown: two arguments may share one.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from flake8_asyncpitfalls.semantics.cycle_guard import Settled
from flake8_asyncpitfalls.semantics.inference.annotations import WRAPPERS
from flake8_asyncpitfalls.semantics.inference.frame import Frame
from flake8_asyncpitfalls.semantics.inference.protocols import (
    ASYNC_ITERABLES,
    ITERABLES,
    MAPPINGS,
)
from flake8_asyncpitfalls.semantics.inference.values import (
    NONE_VALUE,
    UNKNOWN_VALUE,
    ClassValue,
    Coroutine,
    Instance,
    ModuleValue,
    NamedInstance,
    Unknown,
    Value,
    name_of,
    nesting,
    options_of,
    union_of,
)
from flake8_asyncpitfalls.semantics.terms.term import NONE, UNKNOWN, Term

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.inference.evaluator import Evaluator
    from flake8_asyncpitfalls.semantics.summaries.definitions import (
        ClassSummary,
        FunctionSummary,
        ModuleFacts,
    )

Variable: TypeAlias = "tuple[ModuleFacts, str]"
Solved: TypeAlias = Mapping[Variable, Value]

_MAKERS = ("typing.TypeVar", "typing_extensions.TypeVar")
_DECLARING = frozenset({"Generic", "Protocol"})
_AWAITABLES = frozenset({"Awaitable", "Coroutine", "CoroutineType", "Future", "Task"})
_CLASS_OBJECTS = frozenset({"type", "Type"})
_MANAGERS = frozenset({"AbstractContextManager", "ContextManager"})
_DEEPEST = 6
"""Annotations are not nested deeper; aliases could lead to themselves."""


class TypeVariables:
    """Solves type variables for calls, objects and classes."""

    def __init__(self, types: Evaluator) -> None:
        self.types = types
        self._parameters: Settled[ClassSummary, tuple[Variable, ...]] = Settled(
            types.guard, self._find_parameters
        )
        self._objects: dict[tuple[ClassSummary, Instance], Frame] = {}
        self._owners: dict[Frame, ClassSummary] = {}

    def let_go(self, modules: Collection[ModuleFacts]) -> None:
        """Forget what was read in *modules* for objects of their classes."""
        for place in [place for place in self._objects if place[0].module in modules]:
            del self._owners[self._objects.pop(place)]

    def value(self, module: ModuleFacts, name: str, frame: Frame) -> Value | None:
        """What the variable *name* of *module* is where *frame* runs; None where nobody says."""
        if frame.solved is not None:
            return frame.solved.get((module, name))
        solved, is_settled = self.types.guard.settled(self._of_frame, frame)
        if is_settled:
            frame.solved = solved
        return solved.get((module, name))

    def frame_of_object(self, receiver: Instance, owner: ClassSummary) -> Frame | None:
        """Where the annotations of *owner* are read for *receiver*; None where it is not generic."""
        return self.frame_of_heir(receiver, owner) if self.parameters(owner) else None

    def frame_of_heir(self, receiver: Instance, owner: ClassSummary) -> Frame:
        """Where the attributes that *owner* gives its heirs are read for *receiver*."""
        place = (owner, receiver)
        found = self._objects.get(place)
        if found is None:
            # One frame an object: what leads back to itself is seen by the place that it comes to.
            found = self._objects[place] = Frame(owner.module, receiver)
            self._owners[found] = owner
        return found

    def parameters(self, cls: ClassSummary) -> tuple[Variable, ...]:
        """The type variables of *cls* in the order of ``cls[...]``."""
        return self._parameters[cls]

    def arguments(self, value: Instance, owner: ClassSummary) -> Solved:
        """What the variables of *owner*, the class of *value* or a base, are in *value*."""
        names = self.parameters(value.summary)
        given = {
            name: argument
            for name, argument in zip(names, value.args, strict=False)
            if _is_told(argument)
        }
        return self._carried(value.summary, given, owner)

    def constructed(
        self, cls: ClassValue, term: Term, init: Frame | None, frame: Frame
    ) -> Instance:
        """The object that the call *term* of *cls* makes, *init* being the frame of its ``__init__``."""
        names = self.parameters(cls.summary)
        if not names:
            return Instance(cls.summary)
        if term[1][0] == "item":
            annotations = self.types.annotations
            args = tuple(annotations.instance(part, frame) for part in term[1][2])
        elif init is not None:
            args = tuple(self.value(*name, init) or UNKNOWN_VALUE for name in names)
        else:
            args = ()
        args = tuple(arg if _is_told(arg) else UNKNOWN_VALUE for arg in args)
        return Instance(cls.summary, args if any(map(_is_told, args)) else ())

    def variable(self, term: Term, frame: Frame) -> Variable | None:
        """The type variable that *term* names in *frame*'s module."""
        found = self._named(term, frame)
        if found is None:
            return None
        variable, bound = found
        if bound is None or bound[0] == "call":
            return variable if self._is_variable(variable, bound) else None
        return None

    def alias(self, term: Term, frame: Frame) -> tuple[Term, Frame] | None:
        """The subscripted type that *term* is another name for, and where that is read."""
        found = self._named(term, frame)
        if found is None or found[1] is None or found[1][0] != "item":
            return None
        return found[1], self.types.frame(found[0][0])

    def within(self, term: Term, frame: Frame) -> list[Variable]:
        """The type variables in *term*, each once, in the order in which it names them."""
        own = self.variable(term, frame)
        if own is not None:
            return [own]
        found: dict[Variable, None] = {}
        for part in term[1:]:
            for inner in (part,) if isinstance(part, Term) or not isinstance(part, tuple) else part:
                if isinstance(inner, Term):
                    found.update(dict.fromkeys(self.within(inner, frame)))
        return list(found)

    def _named(self, term: Term, frame: Frame) -> tuple[Variable, Term | None] | None:
        """Where the name *term* of *frame*'s module comes from, and what is bound to it there."""
        seen: set[Variable] = set()
        module = frame.module
        while term[0] in ("from", "global"):
            if term[0] == "from":
                source = self.types.module(term[1], module)
                if not isinstance(source, ModuleValue):
                    return None
                module = source.summary
            place = (module, term[-1])
            if place in seen:  # names that two modules import from each other
                return None
            seen.add(place)
            bound = module.global_term(term[-1])
            if bound is None or bound[0] not in ("from", "global"):
                return place, bound
            term = bound
        return None

    def _is_variable(self, variable: Variable, bound: Term | None) -> bool:
        """Whether what is *bound* to that name is one; ``def first[T]``: no module binds it."""
        module, name = variable
        if bound is None:
            return not module.stars and not hasattr(builtins, name)
        return self.is_made(bound, self.types.frame(module))

    def is_made(self, call: Term, frame: Frame) -> bool:
        """Whether *call*, in *frame*, makes a type variable."""
        return name_of(self.types.evaluate(call[1], frame)) in _MAKERS

    def _of_frame(self, frame: Frame) -> Solved:
        if frame in self._owners and isinstance(frame.receiver, Instance):
            return self.arguments(frame.receiver, self._owners[frame])
        if not frame.function:
            return {}
        function = frame.module.function(frame.function)
        found: dict[Variable, Value] = {}
        owner = function.class_identity
        if owner is not None and isinstance(frame.receiver, Instance):
            found.update(self.arguments(frame.receiver, frame.module.class_(owner)))
        matches = _Matches(self, self.types.frame(frame.module))
        for name, annotation in function.annotations.items():
            given = frame.parameters.get((function.identity, name))
            if given is not None:
                matches.add(annotation, given)
            for more in frame.spread.get(name, ()):
                matches.add(annotation, more)
        solved = matches.solved()
        if any(map(_has_coroutine, solved.values())) and (
            "offloads" in function.markers or _awaits_what_it_calls(function)
        ):
            # A coroutine function has no business in a thread, which is told where it is handed over;
            # and ``Callable[[], T]`` is not what it says where ``await operation()`` gives the T.
            solved = {name: value for name, value in solved.items() if not _has_coroutine(value)}
        found.update(solved)
        return found

    def _carried(self, cls: ClassSummary, given: Solved, owner: ClassSummary) -> Solved:
        """What *owner*'s variables are where those of its subclass *cls* are *given*."""
        if cls is owner:
            return given
        outside = self.types.frame(cls.module)
        for base in cls.bases:
            head, args = (base[1], base[2]) if base[0] == "item" else (base, ())
            value = self.types.evaluate(head, outside)
            if not isinstance(value, ClassValue) or owner not in self.types.members.mro(
                value.summary
            ):
                continue
            inside = Frame(cls.module)
            inside.solved = given
            passed = [self.types.annotations.instance(arg, inside) for arg in args]
            names = self.parameters(value.summary)
            known = {
                name: part for name, part in zip(names, passed, strict=False) if _is_told(part)
            }
            return self._carried(value.summary, known, owner)
        return {}

    def _find_parameters(self, cls: ClassSummary) -> tuple[Variable, ...]:
        frame = self.types.frame(cls.module)
        found: dict[Variable, None] = {}
        for base in cls.bases:
            if base[0] != "item":
                continue
            names = [key for part in base[2] if (key := self.variable(part, frame)) is not None]
            head = name_of(self.types.evaluate(base[1], frame)).rpartition(".")[2]
            if head in _DECLARING:
                return tuple(names)
            found.update(dict.fromkeys(names))
        return (*((cls.module, name) for name in cls.type_parameters), *found)


class _Matches:
    """Annotations laid over values, and what that says of the variables in them."""

    def __init__(self, variables: TypeVariables, frame: Frame) -> None:
        self._variables = variables
        self._types = variables.types
        self._frame = frame
        self._found: dict[Variable, list[Value]] = {}

    def solved(self) -> Solved:
        """The variables of which everything is known."""
        values = {variable: union_of(found) for variable, found in self._found.items()}
        return {name: value for name, value in values.items() if _is_told(value)}

    def add(self, term: Term, value: Value, depth: int = 0) -> None:
        """Lay the annotation *term* over *value*."""
        if depth > _DEEPEST:
            return
        variable = self._variables.variable(term, self._frame)
        if variable is not None:
            self._found.setdefault(variable, []).append(value)
        elif term[0] == "text":
            self.add(self._frame.module.text_annotation(term[1]), value, depth + 1)
        elif term[:2] == ("binop", "BitOr"):
            self._add_optional(term[2:], value, depth)
        elif term[0] == "item":
            self._add_item(term, value, depth)

    def _add_optional(self, parts: Sequence[Term], value: Value, depth: int) -> None:
        """``T | None``: of other unions nobody knows which part is meant."""
        others = [part for part in parts if part is not NONE]
        if len(others) == 1:
            given = [option for option in options_of(value) if option != NONE_VALUE]
            if given:
                self.add(others[0], union_of(given), depth + 1)

    def _add_item(self, term: Term, value: Value, depth: int) -> None:
        alias = self._variables.alias(term[1], self._frame)
        if alias is not None:
            self._add_alias(alias, term[2], value, depth)
            return
        head = self._types.evaluate(term[1], self._frame)
        name = name_of(head).rpartition(".")[2]
        parts = term[2]
        if name == "Optional":
            self._add_optional((*parts, NONE), value, depth)
        elif name in WRAPPERS:
            self.add(parts[0], value, depth + 1)
        elif name == "Union":
            self._add_optional(parts, value, depth)
        else:
            for part, given in zip(parts, self._inner(head, name, len(parts), value), strict=False):
                if part is not UNKNOWN:
                    self.add(part, given, depth + 1)

    def _add_alias(
        self, alias: tuple[Term, Frame], parts: Sequence[Term], value: Value, depth: int
    ) -> None:
        """``Maker[T]`` with ``Maker = Callable[..., Awaitable[S]]``: *parts* are what S and others are."""
        meant, frame = alias
        inner = _Matches(self._variables, frame)
        inner.add(meant, value, depth + 1)
        solved = inner.solved()
        for part, name in zip(parts, self._variables.within(meant, frame), strict=False):
            self.add(part, solved.get(name, UNKNOWN_VALUE), depth + 1)

    def _inner(self, head: Value, name: str, count: int, value: Value) -> Sequence[Value]:
        """What the *count* parts in the brackets of the type *name* are where it is that of *value*."""
        protocols = self._types.protocols
        last: Value = UNKNOWN_VALUE
        if name in _AWAITABLES:
            last = protocols.awaited(value)
        elif name == "Callable":
            last = self._types.calls.plain_result(value)
        elif name in _CLASS_OBJECTS:
            last = Instance(value.summary) if isinstance(value, ClassValue) else UNKNOWN_VALUE
        elif name in MAPPINGS:
            if isinstance(value, NamedInstance) and len(value.args) == count:
                return value.args
        elif name in ITERABLES or name in ASYNC_ITERABLES:
            return [protocols.iterated(value, is_async=name in ASYNC_ITERABLES)]
        elif name in _MANAGERS:
            return [protocols.entered(value, is_async=False)]
        elif isinstance(head, ClassValue) and isinstance(value, Instance):
            solved = self._variables.arguments(value, head.summary)
            names = self._variables.parameters(head.summary)
            return [solved.get(name, UNKNOWN_VALUE) for name in names]
        return [*[UNKNOWN_VALUE] * (count - 1), last]


def _awaits_what_it_calls(function: FunctionSummary) -> bool:
    """Whether it awaits what a parameter of it gives when called."""
    if function.module.is_stub:
        return False
    return any(
        isinstance(node.value, ast.Call)
        and isinstance(node.value.func, ast.Name)
        and node.value.func.id in function.annotations
        for node in function.scope.of_type(ast.Await)
    )


def _has_coroutine(value: Value) -> bool:
    return any(isinstance(option, Coroutine) for option in options_of(value))


def _is_told(value: Value) -> bool:
    """Whether something is known; a function that calls itself with what it made has no end."""
    return not isinstance(value, Unknown) and nesting(value) <= _DEEPEST
