"""What every caller in the project passes for a parameter that says nothing of itself.

It counts for constructors, for functions of a module or inside others, and for methods that are not meant
for others (``_drop``), which a search by words can find; and only where all their mentions can be seen: each
is a call, none is handed on, nothing decorates them, and all calls pass an object of one class. Which modules
mention them is a search by words (``project/word_index.py``); tests do not count, which pass what stands in
for the real thing.

What a caller passes may be a parameter of its own, whose callers are asked in turn.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from flake8_asyncpitfalls.semantics.cycle_guard import Memo
from flake8_asyncpitfalls.semantics.inference import records
from flake8_asyncpitfalls.semantics.inference.mentions import (
    OWN_CLASS,
    ModuleMentions,
    calls_of_nested,
    is_nested,
)
from flake8_asyncpitfalls.semantics.inference.method_accesses import accesses, is_private_method
from flake8_asyncpitfalls.semantics.inference.values import (
    NONE_VALUE,
    UNKNOWN_VALUE,
    ClassValue,
    FunctionValue,
    Instance,
    NamedInstance,
    Unknown,
    UnresolvedName,
    Value,
    bound_arguments,
    builtin_class,
    options_of,
)
from flake8_asyncpitfalls.semantics.project.word_index import IMPORTING, NAMING, READING
from flake8_asyncpitfalls.semantics.terms.term import NONE, UNKNOWN, Term

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.inference.evaluator import Evaluator
    from flake8_asyncpitfalls.semantics.inference.frame import Loader
    from flake8_asyncpitfalls.semantics.summaries.definitions import (
        ClassSummary,
        FunctionSummary,
        ModuleFacts,
    )
    from flake8_asyncpitfalls.semantics.summaries.parameters import Parameter

KeyT = TypeVar("KeyT")
_MAX_CALLS = 24
_TAKING = frozenset({"positional", "plain", "keyword"})


class _Call(NamedTuple):
    """A call of the function in *module*: the arguments by parameter; None where that cannot be said."""

    module: ModuleFacts
    arguments: dict[str, Term]


def modules_naming(name: str, own: ModuleFacts, loader: Loader) -> list[ModuleFacts] | None:
    """*own* and the modules that import it or *name*, those whose text has *name*; None if too many."""
    found: dict[ModuleFacts, None] = {own: None}
    for word in (name, own.name.dotted.rpartition(".")[2]):
        modules = loader.search(IMPORTING + word, own, having=name)
        if modules is None:
            return None
        found.update(dict.fromkeys(modules))
    return list(found)


def _growing(todo: dict[KeyT, None]) -> Iterator[KeyT]:
    """The keys of *todo*, and those that are added meanwhile."""
    done = 0
    while done < len(todo):
        yield list(todo)[done]
        done += 1


class Callers:
    """Answers for all functions of a run."""

    def __init__(self, types: Evaluator) -> None:
        self.types = types
        self._mentions: dict[ModuleFacts, ModuleMentions] = {}
        self._calls: Memo[FunctionSummary, tuple[_Call, ...]] = Memo(
            types.guard, self._find_calls, ()
        )
        self._in_coroutines: Memo[FunctionSummary, tuple[tuple[ModuleFacts, int], ...]] = Memo(
            types.guard, self._count, ()
        )
        self._values: Memo[tuple[FunctionSummary, str, bool], Value] = Memo(
            types.guard, self._agreed, UNKNOWN_VALUE
        )

    def value(self, function: FunctionSummary, name: str) -> Value:
        """What all callers of *function* pass for its parameter *name*; Unknown if that is not one thing."""
        return self._values[function, name, False]

    def agree_on(self, function: FunctionSummary, name: str, declared: Value) -> bool:
        """Whether all callers pass for *name* what its annotation says, *declared*."""
        is_object = isinstance(declared, Instance)
        return is_object and self._values[function, name, True] == declared

    def passed(self, function: FunctionSummary, name: str) -> Iterator[tuple[Term, ModuleFacts]]:
        """What each call of *function* gives for its parameter *name*, with the module of the call."""
        for call in self._calls[function]:
            if name in call.arguments:
                yield call.arguments[name], call.module

    def in_coroutines(self, function: FunctionSummary, apart_from: ModuleFacts) -> int:
        """How many calls of a module's *function* stand in coroutines, in all modules but one.

        As far as a search by words finds them.
        """
        counts = self._in_coroutines[function]
        return sum(count for module, count in counts if module is not apart_from)

    def _count(self, function: FunctionSummary) -> tuple[tuple[ModuleFacts, int], ...]:
        is_of_module = function.class_identity is None and not is_nested(function)
        loader = self.types.loader
        modules = modules_naming(function.name, function.module, loader) if is_of_module else None
        return tuple((module, self._count_in(module, function)) for module in modules or ())

    def _count_in(self, module: ModuleFacts, function: FunctionSummary) -> int:
        mentions = self._mentions_in(module)
        return sum(
            bool(self._leads_to(function, self._passed(term[1], module)))
            for spelling in mentions.spellings(function.name)
            for term in mentions.coroutine_calls(spelling)
            if term[0] == "call"
        )

    def let_go(self, module: ModuleFacts) -> None:
        """Forget where *module* mentions what."""
        self._mentions.pop(module, None)

    def _agreed(self, key: tuple[FunctionSummary, str, bool]) -> Value:
        """Parameters that callers only hand on are gone through here: they may do so in a circle."""
        found: set[Value] = set()
        todo = {(key[0], key[1]): None}
        for function, name in _growing(todo):
            parameter = self._open_parameter(function, name, is_confirmed=key[2])
            passed = [] if parameter is None else self._all_passed(function, parameter)
            if not passed or len(todo) > _MAX_CALLS:
                return UNKNOWN_VALUE
            for term, module in passed:
                handed_on = None if term is None else self._handed_on(term, module)
                if handed_on:
                    todo.setdefault(handed_on)
                    continue
                value = UNKNOWN_VALUE if term is None else self._passed(term, module)
                found.update(option for option in options_of(value) if option != NONE_VALUE)
                if len(found) > 1 or any(not _is_object(option) for option in found):
                    return UNKNOWN_VALUE
        return found.pop() if found else UNKNOWN_VALUE

    def _all_passed(
        self, function: FunctionSummary, parameter: Parameter
    ) -> list[tuple[Term | None, ModuleFacts]]:
        """What all callers pass for *parameter*, with the module that it is to be read in."""
        name = parameter.name
        passed = [(call.arguments.get(name), call.module) for call in self._calls[function]]
        if passed and parameter.has_default:
            # Without an argument the default is what is passed, from wherever it is called.
            passed = [one for one in passed if one[0] is not None]
            passed.append((_default(function, name), function.module))
        return passed

    def _open_parameter(
        self, function: FunctionSummary, name: str, *, is_confirmed: bool
    ) -> Parameter | None:
        """The parameter *name*, if only its callers can say what it is."""
        parameter = next((part for part in function.parameters if part.name == name), None)
        if parameter is None or parameter.kind not in _TAKING or not self._can_be_asked(function):
            return None
        is_annotated = name in function.annotations and not is_confirmed
        if is_annotated and not self._is_left_open(function, name):
            return None
        return None if function.defaults.get(name) is not None else parameter

    def _handed_on(self, term: Term, module: ModuleFacts) -> tuple[FunctionSummary, str] | None:
        """The parameter of another function that *term* is, where nothing but its callers tells of it."""
        if term[0] != "param":
            return None
        function = module.function(term[1])
        is_open = self._open_parameter(function, term[2], is_confirmed=False) is not None
        return (function, term[2]) if is_open else None

    def _is_left_open(self, function: FunctionSummary, name: str) -> bool:
        """Whether the annotation names a Protocol, whose objects are of a class that says nothing of it."""
        frame = self.types.frame(function.module)
        declared = self.types.annotations.instance(function.annotations[name], frame)
        objects = [option for option in options_of(declared) if option != NONE_VALUE]
        return bool(objects) and all(
            isinstance(option, Instance) and records.is_protocol(self.types, option.summary)
            for option in objects
        )

    def _passed(self, term: Term, module: ModuleFacts) -> Value:
        return self.types.evaluate(term, self.types.frame(module))

    def _can_be_asked(self, function: FunctionSummary) -> bool:
        is_ours = not function.module.is_stub and not function.module.is_foreign
        if not is_ours or function.decorators or "<" in function.name:
            return False
        is_constructor = function.name == "__init__" and function.class_identity is not None
        is_function = "." not in function.local_name or is_nested(function)
        return is_constructor or is_function or is_private_method(function)

    def _find_calls(self, function: FunctionSummary) -> tuple[_Call, ...]:
        """All calls of *function*; none where some of them may be out of sight."""
        found = self._all_calls(function)
        return tuple(found) if found is not None and len(found) <= _MAX_CALLS else ()

    def _all_calls(self, function: FunctionSummary) -> list[_Call] | None:
        if is_nested(function):
            calls = calls_of_nested(function)
            if calls is None:
                return None
            callee = FunctionValue(function)
            return [_Call(function.module, self._bound(function, callee, call)) for call in calls]
        if function.class_identity is None:
            return self._of_function(function)
        is_private = is_private_method(function)
        return self._of_method(function) if is_private else self._of_constructor(function)

    def _of_method(self, function: FunctionSummary) -> list[_Call] | None:
        """All calls of a method; None where one is handed on, or called on an object nobody knows."""
        found = self.types.loader.search(READING + function.name, function.module)
        calls: list[_Call] = []
        for module in dict.fromkeys((function.module, *found)) if found is not None else ():
            for read, call in accesses(module, function.name):
                callee = self._passed(read, module)
                leads = self._leads_to(function, callee)
                if leads is None or (leads and (call is None or call[0] != "call")):
                    return None
                if leads and call is not None:
                    calls.append(_Call(module, self._bound(function, callee, call)))
        return None if found is None else calls

    def _of_function(self, function: FunctionSummary) -> list[_Call] | None:
        modules = modules_naming(function.name, function.module, self.types.loader)
        calls: list[_Call] = []
        for module in modules or ():
            if not self._add_calls(function, function.name, module, calls):
                return None
        return None if modules is None else calls

    def _of_constructor(self, function: FunctionSummary) -> list[_Call] | None:
        assert function.class_identity is not None
        owner = function.module.class_(function.class_identity)
        classes = (owner, *self.types.implementations.subclasses(owner))
        calls: list[_Call] = []
        for cls in classes:
            found = self.types.loader.search(NAMING + cls.name, cls.module)
            if found is None:
                return None
            for module in dict.fromkeys((cls.module, *found)):
                if not self._add_calls(function, cls.name, module, calls):
                    return None
        for module in dict.fromkeys(cls.module for cls in classes):
            for name in (OWN_CLASS, "__init__"):
                if not self._made_in(function, module, name, calls):
                    return None
        return calls

    def _add_calls(
        self, function: FunctionSummary, name: str, module: ModuleFacts, calls: list[_Call]
    ) -> bool:
        """Add the calls in *module* of what is called *name*; False where a mention hands it on."""
        mentions = self._mentions_in(module)
        for spelling in mentions.spellings(name):
            for term in mentions.others(spelling):
                if self._leads_to(function, self._passed(term, module)) is not False:
                    return False
            if not self._made_in(function, module, spelling, calls):
                return False
        return True

    def _made_in(
        self, function: FunctionSummary, module: ModuleFacts, spelling: str, calls: list[_Call]
    ) -> bool:
        """Add the calls in *module* spelled like that; False for too many, or one that may be anything."""
        for term in self._mentions_in(module).calls(spelling):
            if term[0] != "call":
                return False
            callee = self._passed(term[1], module)
            if self._leads_to(function, callee):
                calls.append(_Call(module, self._bound(function, callee, term)))
                if len(calls) > _MAX_CALLS:
                    return False
        return True

    def _bound(self, function: FunctionSummary, callee: Value, call: Term) -> dict[str, Term]:
        option = next(option for option in options_of(callee) if self._leads_to(function, option))
        receiver: Value | None = None
        if isinstance(option, ClassValue):
            receiver = Instance(option.summary)
        elif isinstance(option, FunctionValue):
            receiver = option.receiver
        bound = bound_arguments(FunctionValue(function, receiver), call)
        if not {"*", "**"} & bound.keys():
            return bound
        # What stands behind the stars may be any of the others.
        names = [part.name for part in function.parameters]
        return {name: bound.get(name, UNKNOWN) for name in names}

    def _leads_to(self, function: FunctionSummary, value: Value) -> bool | None:
        """Whether calling *value* runs *function*; None where nobody can tell."""
        options = options_of(value)
        if any(self._runs(function, option) for option in options):
            return True
        return None if any(isinstance(option, Unknown) for option in options) else False

    def _runs(self, function: FunctionSummary, value: Value) -> bool:
        if isinstance(value, FunctionValue):
            return value.summary is function
        return isinstance(value, ClassValue) and self._constructor(value.summary) is function

    def _constructor(self, cls: ClassSummary) -> FunctionSummary | None:
        method = self.types.members.method(Instance(cls), "__init__")
        return method.summary if isinstance(method, FunctionValue) else None

    def _mentions_in(self, module: ModuleFacts) -> ModuleMentions:
        found = self._mentions.get(module)
        if found is None:
            found = self._mentions[module] = ModuleMentions(module)
        return found


def _is_object(value: Value) -> bool:
    """Whether *value* is an object whose class says what its methods do, or something to be called."""
    if isinstance(value, (Unknown, UnresolvedName)) or builtin_class(value) is not None:
        return isinstance(value, NamedInstance) and bool(value.args)
    return isinstance(value, (Instance, ClassValue, FunctionValue, NamedInstance))


def _default(function: FunctionSummary, name: str) -> Term | None:
    """The default of the parameter *name*: None itself or what a name stands for; else nothing."""
    return NONE if name in function.defaults else function.named_default(name)
