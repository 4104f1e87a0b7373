"""What ``value.name`` is: members of modules, classes, instances and ``super()``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.cycle_guard import Kind, Settled
from flake8_asyncpitfalls.semantics.inference import records
from flake8_asyncpitfalls.semantics.inference.changed_classes import has_changed_methods
from flake8_asyncpitfalls.semantics.inference.class_order import UNSEEN_BASE, Order, merged
from flake8_asyncpitfalls.semantics.inference.containers import (
    is_bare_container,
    may_be_filled,
    with_added,
)
from flake8_asyncpitfalls.semantics.inference.inherited_attributes import is_of_many, of_own_class
from flake8_asyncpitfalls.semantics.inference.protocols import DESCRIBED_AS
from flake8_asyncpitfalls.semantics.inference.values import (
    UNKNOWN_VALUE,
    ClassMethodValue,
    ClassValue,
    ContainerMethod,
    FunctionValue,
    Instance,
    ModuleValue,
    NamedInstance,
    NoneValue,
    PropertyValue,
    StaticValue,
    SuperValue,
    TupleValue,
    UnionValue,
    Unknown,
    UnresolvedName,
    Value,
    builtin_class,
    name_of,
    options_of,
    union_of,
)
from flake8_asyncpitfalls.semantics.summaries.definitions import ClassSummary, ModuleFacts
from flake8_asyncpitfalls.semantics.terms.term import Term

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.inference.evaluator import Evaluator
    from flake8_asyncpitfalls.semantics.inference.frame import Frame
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary

_HARMLESS_BASES = frozenset({
    "builtins.object", "abc.ABC", "typing.Generic", "typing.Protocol", "typing_extensions.Protocol",
    "typing.NamedTuple", "typing_extensions.NamedTuple", "typing.TypedDict",
    "typing_extensions.TypedDict", "typing_extensions.Generic", "enum.Enum", "builtins.Exception",
})  # fmt: skip
"""Bases that bring no member a rule could mistake for something else."""

_GUESSES = (Unknown, UnresolvedName, ContainerMethod)
"""What a member can seem to be that is not there."""


class Members:
    """Looks members up, in Python's own order of classes."""

    def __init__(self, types: Evaluator) -> None:
        self.types = types
        self._mro: dict[ClassSummary, Order] = {}
        self._orders: Kind[ClassSummary, Order] = Kind(
            self._order, self._mro.__setitem__, [UNSEEN_BASE]
        )
        self._own: Settled[tuple[ClassSummary, str], Value | None] = Settled(
            types.guard, self._find_own
        )
        self._of_modules: Settled[tuple[ModuleFacts, str], Value] = Settled(
            types.guard, self._find_in_module
        )

    def get(self, value: Value, name: str) -> Value:
        """What ``value.name`` gives, methods bound and properties read."""
        match value:
            case ModuleValue(summary):
                return self.of_module(summary, name)
            case UnresolvedName(qualified_name):
                return UnresolvedName(f"{qualified_name}.{name}")
            case Instance(summary):
                return self.of_instance(value, self.mro(summary), name)
            case ClassValue(summary):
                return self.of_class(value, summary, name)
            case SuperValue(summary, receiver):
                return self._of_super(summary, receiver, name)
            case UnionValue(options):
                return self._of_union(options, name)
            case PropertyValue() if name in ("setter", "deleter", "getter"):
                return value
            case FunctionValue() if name == "__wrapped__":
                return value
            case NamedInstance(qualified_name):
                return self._of_generic(value, name)
            case _:
                return UNKNOWN_VALUE

    def _of_union(self, options: tuple[Value, ...], name: str) -> Value:
        """What the alternatives give that can have the member: the others are not meant here."""
        found = {option: self.get(option, name) for option in options}
        able = [
            value
            for option, value in found.items()
            if not (isinstance(value, _GUESSES) and self.lacks(option, name))
        ]
        return union_of(able or list(found.values()))

    def lacks(self, value: Value, name: str) -> bool:
        """Whether ``value.name`` certainly fails: the class can be seen whole, and has no such member."""
        if isinstance(value, (NoneValue, TupleValue)):
            return not hasattr(None if isinstance(value, NoneValue) else (), name)
        cls = builtin_class(value)
        if cls is not None:
            return not hasattr(cls, name)
        if not isinstance(value, Instance) or not self.is_known_whole(value.summary):
            return False
        return not any(
            base is None or base.module.is_stub or base.decorators
            or base.has_member(name) or base.has_member("__getattr__")
            or base.has_member("__getattribute__") or records.is_enum(self.types, base)
            for base in self.mro(value.summary)
        )  # fmt: skip

    def of_module(self, module: ModuleFacts, name: str) -> Value:
        """A module's name, or its submodule."""
        return self._of_modules[module, name]

    def _find_in_module(self, place: tuple[ModuleFacts, str]) -> Value:
        module, name = place
        if module.global_term(name) is not None or module.stars:
            if self.types.star_imports.is_given(module, name):
                return self.types.global_value(name, module)
        submodule = self.types.loader.load(f"{module.name.dotted}.{name}", module)
        if submodule is not None:
            return ModuleValue(submodule)
        dynamic = module.global_term("__getattr__") if module.is_stub else None
        if dynamic is not None:
            return self.types.calls.plain_result(
                self.types.evaluate(dynamic, self.types.frame(module))
            )
        return (
            UNKNOWN_VALUE if not module.is_stub else UnresolvedName(f"{module.name.dotted}.{name}")
        )

    def mro(self, summary: ClassSummary) -> list[ClassSummary | None]:
        """The class and its bases in order of lookup; None stands for a base nobody can see."""
        known = self._mro.get(summary)
        return self.types.guard.answer(summary, self._orders) if known is None else known

    def _order(self, summary: ClassSummary) -> Order:
        frame = self.types.frame(summary.module)
        bases = [self.types.evaluate(base, frame) for base in summary.bases]
        order = [summary, *merged([self._base_order(value) for value in bases])]
        return [UNSEEN_BASE, *order] if has_changed_methods(self.types, summary) else order

    def _base_order(self, value: Value) -> list[ClassSummary | None]:
        if name_of(value) in _HARMLESS_BASES or isinstance(value, NamedInstance):
            return []
        return self.mro(value.summary) if isinstance(value, ClassValue) else [UNSEEN_BASE]

    def is_known_whole(self, summary: ClassSummary) -> bool:
        """Whether every base of the class can be seen."""
        return UNSEEN_BASE not in self.mro(summary)

    def is_unrelated(self, value: Instance, declared: Value) -> bool:
        """Whether *value* is none of the class that it is *declared* to be, but stands in for it."""
        if not isinstance(declared, Instance):
            return False
        order = self.mro(value.summary)
        if declared.summary in order or UNSEEN_BASE in order:
            return False
        frame = self.types.frame(declared.summary.module)
        bases = [name_of(self.types.evaluate(base, frame)) for base in declared.summary.bases]
        return not any(base.endswith(".Protocol") for base in bases)

    def is_live(self, summary: ClassSummary) -> bool:
        """Whether instances hold something open: a method blocks, or they belong to a thread."""
        if self.is_marked_class(summary, "holds_nothing"):
            return False
        for base in self.mro(summary):
            if base is None or not base.module.is_stub:
                continue
            methods = [base.module.function(identity) for identity in base.methods]
            # A method of the class makes an object; it says nothing of those that there are.
            blocking = [m for m in methods if "blocks" in m.markers and not _is_of_class(m)]
            if "thread_bound" in base.markers or blocking:
                return True
        return False

    def is_marked(self, value: Value, name: str) -> bool:
        """Whether *value* is certainly an instance of a class that has the marker, or a base has."""
        return all(
            isinstance(option, Instance) and self.is_marked_class(option.summary, name)
            for option in options_of(value)
        )

    def is_marked_class(self, summary: ClassSummary, name: str) -> bool:
        """Whether the class, or one of its bases that can be seen, has the marker."""
        return any(base is not None and name in base.markers for base in self.mro(summary))

    def derives_from(self, summary: ClassSummary, qualified_name: str) -> bool:
        """Whether a class of that qualified name is certainly among the bases."""
        base = self.types.resolve(qualified_name)
        return isinstance(base, ClassValue) and base.summary in self.mro(summary)

    def of_instance(self, receiver: Instance, order: list[ClassSummary | None], name: str) -> Value:
        """The member *name* found along *order*, bound to *receiver*."""
        if name == "__class__":
            return ClassValue(receiver.summary)
        is_whole = order[:1] == [receiver.summary]
        for summary in order:
            if summary is None:
                return UNKNOWN_VALUE
            raw = self.own(summary, name)
            if raw is not None:
                raw = of_own_class(raw, summary, receiver.summary, name)
                if summary is not receiver.summary and is_of_many(raw):
                    frame = self.types.type_variables.frame_of_heir(receiver, summary)
                    raw = self._in_frame(summary, name, frame) or raw
                if _is_vague(raw):
                    raw = self._of_generic_object(receiver, summary, name, raw)
                other = self.types.implementations.implemented(raw, name, receiver)
                return self.bound(raw, receiver) if other is None or not is_whole else other
        dynamic = self._dynamic(receiver, order)
        if isinstance(dynamic, Unknown) and is_whole:
            return self._of_subclasses(receiver, name)
        return dynamic

    def _of_generic_object(
        self, receiver: Instance, owner: ClassSummary, name: str, raw: Value
    ) -> Value:
        """The member where the annotations of *owner* speak of what is in *receiver*: ``inside: T``."""
        frame = self.types.type_variables.frame_of_object(receiver, owner)
        found = None if frame is None else self._in_frame(owner, name, frame)
        return raw if found is None or isinstance(found, Unknown) else found

    def of_class(self, value: ClassValue, summary: ClassSummary, name: str) -> Value:
        """The member *name* of the class itself."""
        for base in self.mro(summary):
            if base is None:
                return UNKNOWN_VALUE
            raw = self.own(base, name)
            if raw is None:
                continue
            if isinstance(raw, ClassMethodValue):
                return self.bound(raw.function, value)
            if isinstance(raw, StaticValue):
                return raw.function
            if records.is_member(self.types, base, name, raw):
                return Instance(value.summary)
            return of_own_class(raw, base, value.summary, name)
        return UNKNOWN_VALUE

    def own(self, summary: ClassSummary, name: str) -> Value | None:
        """What the class's own body and methods give *name*; None when they do not."""
        return self._own[summary, name]

    def _find_own(self, place: tuple[ClassSummary, str]) -> Value | None:
        summary, name = place
        if not summary.has_member(name):
            return None
        return self._in_frame(summary, name, self.types.frame(summary.module))

    def _in_frame(self, summary: ClassSummary, name: str, frame: Frame) -> Value | None:
        class_term = summary.class_term(name)
        assigned = summary.instance_terms(name)
        if class_term is None and not assigned:
            return None
        values = [self.types.evaluate(term, frame) for term in assigned]
        declared = [] if class_term is None else [self.types.evaluate(class_term, frame)]
        is_empty = class_term is not None and class_term[0] == "empty"
        # To find what is put into it goes through all methods: only a container is worth that.
        is_filled = may_be_filled(values or (declared if is_empty else []))
        is_told = not is_filled or self._is_told(assigned, values, frame)
        added = () if is_told else summary.added_terms(name)
        if values and (added or len(values) > 1):
            elements = [self.types.evaluate(term, frame) for term in added]
            values = [with_added(values, elements)]
        if any(isinstance(value, Unknown) for value in values):
            values = [self.types.annotations.declared(assigned, frame)]
        if added and not values:
            elements = [self.types.evaluate(term, frame) for term in added]
            declared = [with_added(declared, elements)]
        if class_term is not None and class_term[0] in ("annotated", "declared"):
            value = union_of(values) if values else UNKNOWN_VALUE
            return declared[0] if isinstance(value, (Unknown, NoneValue)) else value
        return union_of(values + declared)

    def _is_told(self, terms: tuple[Term, ...], values: list[Value], frame: Frame) -> bool:
        """Whether an annotation says what is in the container: nothing that is put into it says more.

        What the container begins with says nothing of what is put into it later.
        """
        return any(self._is_annotated(term, frame) for term in terms) and not all(
            map(is_bare_container, values)
        )

    def _is_annotated(self, term: Term, frame: Frame) -> bool:
        if term[0] == "declared":
            begun = self.types.evaluate(term[1], frame)
            return not isinstance(begun, NamedInstance) or is_bare_container(begun)
        return bool(term[0] == "annotated")

    def bound(self, raw: Value, receiver: Value) -> Value:
        """A class's member as seen on *receiver*."""
        match raw:
            case FunctionValue(summary, receiver=None):
                # ``replace`` takes three times as long, and this is each method that is looked up.
                return FunctionValue(summary, receiver, raw.call_kind, raw.closure, raw.is_cached)
            case StaticValue(function):
                return function
            case ClassMethodValue(function):
                owner = ClassValue(receiver.summary) if isinstance(receiver, Instance) else receiver
                return self.bound(function, owner)
            case PropertyValue(getter):
                return self.types.calls.plain_result(self.bound(getter, receiver))
            case UnionValue(options):
                return union_of([self.bound(option, receiver) for option in options])
            case _:
                return raw

    def method(self, value: Value, name: str) -> Value | None:
        """The method *name* that the class of an instance defines; None when it is not known."""
        raw = self._raw(value, name)
        return None if raw is None else self.bound(raw, value)

    def getter(self, value: Value, name: str) -> Value | None:
        """What reading ``value.name`` runs: a property's getter, or ``__get__`` of a descriptor.

        Of a name that no class of the project's object has, that is their ``__getattr__``.
        """
        raw = self._raw(value, name)
        if raw is None:
            return self._getter_of_others(value, name)
        is_property = isinstance(raw, PropertyValue)
        return (self.property_getter if is_property else self.descriptor_getter)(value, name)

    def _getter_of_others(self, value: Value, name: str) -> Value | None:
        if not isinstance(value, Instance) or name.startswith("__"):
            return None
        order = self.mro(value.summary)
        if any(cls is None or cls.module.is_stub or cls.has_member(name) for cls in order):
            return None
        return self.method(value, "__getattr__")

    def property_getter(self, value: Value, name: str) -> FunctionValue | None:
        """The getter that reading ``value.name`` runs, if it is a property."""
        raw = self._raw(value, name)
        receiver = value.receiver if isinstance(value, SuperValue) else value
        getter = self.bound(raw.getter, receiver) if isinstance(raw, PropertyValue) else None
        return getter if isinstance(getter, FunctionValue) else None

    def is_kept(self, value: Value, name: str) -> bool:
        """Whether ``value.name`` is a property whose getter runs once for each object."""
        raw = self._raw(value, name)
        return isinstance(raw, PropertyValue) and raw.is_kept

    def descriptor_getter(self, value: Value, name: str) -> Value | None:
        """The ``__get__`` that reading ``value.name`` runs: of an object in the class's own body."""
        raw = self._raw(value, name)
        if not isinstance(raw, Instance) or raw.summary.module.is_stub:
            return None
        return self.method(raw, "__get__")

    def _raw(self, value: Value, name: str) -> Value | None:
        """What the first class of an instance that has *name* holds under it, not bound."""
        if isinstance(value, SuperValue) and isinstance(value.receiver, Instance):
            order = self._after(value.summary, value.receiver)
        elif isinstance(value, Instance):
            order = self.mro(value.summary)
        else:
            return None
        for summary in order:
            raw = None if summary is None else self.own(summary, name)
            if summary is None or raw is not None:
                return raw
        return None

    def _dynamic(self, receiver: Instance, order: list[ClassSummary | None]) -> Value:
        """``__getattr__`` says what attributes that no class lists give."""
        for summary in order:
            raw = None if summary is None else self.own(summary, "__getattr__")
            if isinstance(raw, FunctionValue):
                found = self.types.calls.plain_result(self.bound(raw, receiver))
                # One that gives None is there to raise.
                is_vague = isinstance(found, (NoneValue, UnresolvedName))
                return UNKNOWN_VALUE if is_vague and not raw.summary.module.is_stub else found
        return UNKNOWN_VALUE

    def _of_subclasses(self, receiver: Instance, name: str) -> Value:
        """The member of the subclasses beside a class that lacks it: one of them is meant.

        A mixin's may have it from the other classes that they are made of.
        """
        if None in self.mro(receiver.summary) or not self.lacks(receiver, name):
            return UNKNOWN_VALUE
        objects = map(Instance, self.types.implementations.subclasses(receiver.summary))
        found = [
            self.bound(raw, value)
            for value in objects
            if (raw := self._raw(value, name)) is not None
        ]
        return union_of(found)

    def _of_super(self, summary: ClassSummary, receiver: Value, name: str) -> Value:
        if not isinstance(receiver, Instance):
            return UNKNOWN_VALUE
        rest = self._after(summary, receiver)
        return self.of_instance(receiver, rest, name) if rest else UNKNOWN_VALUE

    def _after(self, summary: ClassSummary, receiver: Instance) -> list[ClassSummary | None]:
        """The classes of *receiver* that come after *summary*."""
        order = self.mro(receiver.summary)
        return order[order.index(summary) + 1 :] if summary in order else self.mro(summary)[1:]

    def _of_generic(self, value: NamedInstance, name: str) -> Value:
        if value.args and self.types.calls.is_container(value):
            return ContainerMethod(value, name)
        # What typing names anew is described under its name there.
        name_in_typing = value.qualified_name.replace("collections.abc.", "typing.")
        owner = self.types.resolve(DESCRIBED_AS.get(name_in_typing, name_in_typing))
        if isinstance(owner, ClassValue):
            return self.of_instance(
                Instance(owner.summary, value.args), self.mro(owner.summary), name
            )
        return UNKNOWN_VALUE


def _is_vague(value: Value) -> bool:
    """Whether *value*, or something in it, is unknown."""
    match value:
        case Unknown():
            return True
        case NamedInstance(args=parts) | Instance(args=parts) | TupleValue(parts):
            return any(map(_is_vague, parts))
    return False


def _is_of_class(method: FunctionSummary) -> bool:
    return any("classmethod" in decorator for decorator in method.decorators)
