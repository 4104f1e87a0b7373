"""What annotations promise: the instance that an annotation's term stands for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.inference.containers import is_bare_container
from flake8_asyncpitfalls.semantics.inference.values import (
    NONE_VALUE,
    UNKNOWN_VALUE,
    ClassValue,
    Coroutine,
    Instance,
    ModuleValue,
    NamedInstance,
    TupleValue,
    Unknown,
    UnresolvedName,
    Value,
    name_of,
    options_of,
    union_of,
)
from flake8_asyncpitfalls.semantics.terms.term import NONE, UNKNOWN, Term

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.inference.evaluator import Evaluator
    from flake8_asyncpitfalls.semantics.inference.frame import Frame
    from flake8_asyncpitfalls.semantics.summaries.definitions import ModuleFacts

WRAPPERS = frozenset({
    "Annotated", "Final", "ClassVar", "Required", "NotRequired", "ReadOnly", "InitVar", "Mapped",
})  # fmt: skip
_CONTAINERS = frozenset({
    "list", "set", "frozenset", "tuple", "dict", "List", "Set", "FrozenSet", "Tuple", "Dict",
    "Sequence", "MutableSequence", "Iterable", "Iterator", "Collection", "Generator", "Mapping",
    "MutableMapping", "AbstractSet", "MutableSet", "deque", "Deque", "defaultdict", "DefaultDict",
    "OrderedDict", "KeysView", "ValuesView", "AsyncIterator", "AsyncIterable", "AsyncGenerator",
    "Awaitable", "Future", "Task", "AbstractContextManager", "AbstractAsyncContextManager",
    "ContextManager", "AsyncContextManager", "Callable",
})  # fmt: skip
_GENERIC_HOMES = ("typing", "typing_extensions", "collections", "contextlib", "builtins", "asyncio",
                  "concurrent", "_collections_abc", "types", "queue")  # fmt: skip
_PLAIN_HOMES = ("typing", "typing_extensions", "collections", "contextlib", "builtins",
                "_collections_abc")  # fmt: skip
_COROUTINES = frozenset({"Coroutine", "CoroutineType"})
_VAGUE = frozenset({"Any", "object", "Self", "TypeVar", "Protocol", "Generic", "Callable"})
_MAX_ALIASES = 8


class Annotations:
    """Reads annotations: classes, strings, unions, containers, aliases."""

    def __init__(self, types: Evaluator) -> None:
        self.types = types
        self._depth = 0

    def instance(self, term: Term, frame: Frame) -> Value:
        """An instance of what *term*, written in *frame*'s module, names."""
        if term is UNKNOWN:
            return UNKNOWN_VALUE
        if self._depth > _MAX_ALIASES:
            return UNKNOWN_VALUE
        self._depth += 1
        try:
            return self._instance(term, frame)
        finally:
            self._depth -= 1

    def declared(self, terms: Iterable[Term], frame: Frame) -> Value:
        """What the annotation of a variable says that all of *terms* are assigned to.

        Without one, the objects that stand in for parameters which callers may leave out.
        """
        terms = list(terms)
        if any(term[0] == "stable" for term in terms):
            # The annotation is of the variable that the loop begins with.
            return UNKNOWN_VALUE
        for term in terms:
            if term[0] == "declared" and not isinstance(
                known := self.instance(term[2], frame), Unknown
            ):
                value = self.types.evaluate(term[1], frame)
                return UNKNOWN_VALUE if self._contradicts(value, known) else known
        given = [term for term in terms if not self._is_left_out(term, frame)]
        if len(given) == len(terms):
            return UNKNOWN_VALUE
        value = union_of([self.types.evaluate(term, frame) for term in given])
        is_object = all(isinstance(option, Instance) for option in options_of(value))
        return value if is_object else UNKNOWN_VALUE

    def _contradicts(self, value: Value, annotated: Value) -> bool:
        """Whether *value* or its annotation is wrong, and nobody knows which.

        One that looks up what it is asked for elsewhere (``__getattr__``) may stand in for any class.
        """
        if not isinstance(value, Instance) or not self.types.members.is_unrelated(value, annotated):
            return False
        return self.types.members.method(value, "__getattr__") is None

    def _is_left_out(self, term: Term, frame: Frame) -> bool:
        """Whether *term* is a parameter of unknown type with the default None: ``client=None``.

        Whoever leaves it out gets what takes its place: ``client or Client()``.
        """
        if term[0] == "declared":
            term = term[1]
        if term[0] != "param" or not isinstance(self.types.evaluate(term, frame), Unknown):
            return False
        defaults = frame.module.function(term[1]).defaults
        return term[2] in defaults and defaults[term[2]] is None

    def variable(self, term: Term, frame: Frame) -> Value:
        """The value says most; the annotation stands in where it says nothing, or something else."""
        value = self.types.evaluate(term[1], frame)
        if isinstance(value, Instance):
            annotated = self.instance(term[2], frame)
            if self._contradicts(value, annotated):
                return UNKNOWN_VALUE
            is_filled_in = not value.args and _is_same_class(annotated, value)
            is_other = is_filled_in or self.types.members.is_unrelated(value, annotated)
            return annotated if is_other else value
        if isinstance(value, (Unknown, UnresolvedName)) or value == NONE_VALUE or _is_bare(value):
            annotated = self.instance(term[2], frame)
            says_less = isinstance(annotated, Unknown) or is_bare_container(annotated)
            return value if says_less and _is_bare(value) else annotated
        if isinstance(value, NamedInstance):
            annotated = self.instance(term[2], frame)
            return annotated if _admits_more(annotated, value) else value
        return value

    def _instance(self, term: Term, frame: Frame) -> Value:
        if term is NONE:
            return NONE_VALUE
        match term[0]:
            case "text":
                return self.instance(frame.module.text_annotation(term[1]), frame)
            case "union" | "tuple":
                return union_of([self.instance(part, frame) for part in term[1]])
            case "binop" if term[1] == "BitOr":
                return union_of([self.instance(term[2], frame), self.instance(term[3], frame)])
            case "item":
                return self._subscripted(term, frame)
            case "global":
                return self._named(term[1], frame)
            case "from":
                return self._imported(term, frame)
            case "attr":
                return self._attribute(term, frame)
            case _:
                return self._of_class(self.types.evaluate(term, frame), frame)

    def _named(self, name: str, frame: Frame) -> Value:
        """A module's name: a class, or an alias for another annotation."""
        return self._alias_or_class(name, frame.module, frame)

    def _imported(self, term: Term, frame: Frame) -> Value:
        is_bare = term[2] in _VAGUE or term[2] in _CONTAINERS or term[2] in _COROUTINES
        if is_bare and term[1].partition(".")[0] in _GENERIC_HOMES:
            return self._bare(term[2], term[1], frame)
        source = self.types.module(term[1], frame.module)
        if isinstance(source, ModuleValue) and source.summary.global_term(term[2]) is not None:
            return self._alias_or_class(term[2], source.summary, frame)
        return self._of_class(self.types.evaluate(term, frame), frame)

    def _attribute(self, term: Term, frame: Frame) -> Value:
        base = self.types.evaluate(term[1], frame)
        if isinstance(base, ModuleValue) and base.summary.global_term(term[2]) is not None:
            return self._alias_or_class(term[2], base.summary, frame)
        return self._of_class(self.types.evaluate(term, frame), frame)

    def _alias_or_class(self, name: str, module: ModuleFacts, user: Frame) -> Value:
        term = module.global_term(name)
        frame = user if module is user.module else self.types.frame(module)
        if term is None:
            solved = self.types.type_variables.value(module, name, user)
            return solved or self._of_class(self.types.global_value(name, module), frame)
        if term[0] == "declared":
            term = term[1]
        if term[0] in ("item", "binop", "text", "from", "global", "union", "attr"):
            return self.instance(term, frame)
        if term[0] == "call" and self.types.type_variables.is_made(term, frame):
            solved = self.types.type_variables.value(module, name, user)
            if solved is not None:
                return solved
            if len(term[2]) > 2:
                return union_of([self.instance(choice, frame) for choice in term[2][1:]])
            return self.instance(dict(term[3]).get("bound", UNKNOWN), frame)
        return self._of_class(self.types.evaluate(term, frame), frame)

    def _bare(self, name: str, home: str, frame: Frame) -> Value:
        """A name of ``typing`` and its like without arguments."""
        if name == "Self":
            return self._own_instance(frame)
        if name in _VAGUE:
            return UNKNOWN_VALUE
        if name in _COROUTINES:
            return Coroutine(None, UNKNOWN_VALUE)
        return NamedInstance(f"{home}.{name}")

    def _own_instance(self, frame: Frame) -> Value:
        if isinstance(frame.receiver, ClassValue):
            return Instance(frame.receiver.summary)
        return frame.receiver if isinstance(frame.receiver, Instance) else UNKNOWN_VALUE

    def _of_class(self, value: Value, frame: Frame) -> Value:
        if isinstance(value, ClassValue):
            name = value.qualified_name
            short = name.rpartition(".")[2]
            if short in _VAGUE and _home(name) in _GENERIC_HOMES:
                return self._bare(short, _home(name), frame)
            # The name alone does not tell which of two kinds it is.
            return (
                UNKNOWN_VALUE if "made_with" in value.summary.markers else Instance(value.summary)
            )
        if isinstance(value, UnresolvedName):
            short = value.qualified_name.rpartition(".")[2]
            if short in _VAGUE | {"self"} and _home(value.qualified_name) in _GENERIC_HOMES:
                return self._bare(short, _home(value.qualified_name), frame)
            return UnresolvedName(f"{value.qualified_name}()")
        return UNKNOWN_VALUE

    def _subscripted(self, term: Term, frame: Frame) -> Value:
        base = self.types.evaluate(term[1], frame)
        name = name_of(base)
        short = name.rpartition(".")[2]
        args = term[2]
        if short == "Optional":
            return self.instance(args[0], frame)
        if short == "Union":
            return union_of([self.instance(arg, frame) for arg in args])
        if short in WRAPPERS:
            return self.instance(args[0], frame)
        if short in ("type", "Type"):
            inner = self.instance(args[0], frame)
            return ClassValue(inner.summary) if isinstance(inner, Instance) else UNKNOWN_VALUE
        if short in _COROUTINES and _home(name) in _GENERIC_HOMES:
            return Coroutine(None, self.instance(args[-1], frame))
        if _home(name) in _PLAIN_HOMES and short in _CONTAINERS:
            return self._container(name, short, args, frame)
        if isinstance(base, ClassValue):
            given = tuple(self.instance(arg, frame) for arg in args)
            if "made_with" in base.summary.markers:
                if not isinstance(kind := given[0], Instance):
                    return UNKNOWN_VALUE
                return self.types.constructions.stand_in(base, kind)
            return Instance(base.summary, given)
        return UNKNOWN_VALUE

    def _container(self, name: str, short: str, args: tuple[Term, ...], frame: Frame) -> Value:
        values = tuple(self.instance(arg, frame) for arg in args)
        is_fixed_tuple = short in ("tuple", "Tuple") and len(args) > 1
        if is_fixed_tuple and args[-1][:2] != ("const", "ellipsis"):
            return TupleValue(values)
        return NamedInstance(name, values)


def _home(qualified_name: str) -> str:
    return qualified_name.partition(".")[0]


def _is_same_class(annotated: Value, value: Instance) -> bool:
    return isinstance(annotated, Instance) and annotated.summary is value.summary


def _admits_more(annotated: Value, value: NamedInstance) -> bool:
    """Whether an annotation names kinds of elements that the container does not begin with."""
    if not isinstance(annotated, NamedInstance) or not annotated.args or not value.args:
        return False
    begun = options_of(value.args[-1])
    others = [option for option in options_of(annotated.args[-1]) if option not in begun]
    return len(options_of(annotated.args[-1])) > 1 and any(o != NONE_VALUE for o in others)


def _is_bare(value: Value) -> bool:
    """An empty container says nothing of what it will hold."""
    return isinstance(value, NamedInstance) and all(isinstance(arg, Unknown) for arg in value.args)
