"""Light types: what a term can be known to be, with the modules it mentions at hand.

A term is evaluated in a frame: a module and what is known of the parameters around. What is found is
kept in the frame's *memo*. Definitions may depend on themselves (two functions that call each other,
``self.x = self.x.next``), so terms, results of calls, orders of classes and whatever else is made of
values and asks for values goes through one guard of circles (``cycle_guard.py``). Depth cuts nothing:
what is nested deeper than Python's stack is done on a larger one (``deep_stack.py``).
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Any, TypeVar

from flake8_asyncpitfalls.semantics.cycle_guard import CycleGuard, Kind, Settled
from flake8_asyncpitfalls.semantics.inference import records
from flake8_asyncpitfalls.semantics.inference.annotations import Annotations
from flake8_asyncpitfalls.semantics.inference.callers import Callers
from flake8_asyncpitfalls.semantics.inference.calls import Calls
from flake8_asyncpitfalls.semantics.inference.constructions import Constructions
from flake8_asyncpitfalls.semantics.inference.containers import with_added
from flake8_asyncpitfalls.semantics.inference.decorators import Decorators
from flake8_asyncpitfalls.semantics.inference.fixtures import Fixtures
from flake8_asyncpitfalls.semantics.inference.frame import Frame, Loader
from flake8_asyncpitfalls.semantics.inference.handler_parameters import HandlerParameters
from flake8_asyncpitfalls.semantics.inference.implementations import Implementations
from flake8_asyncpitfalls.semantics.inference.members import Members
from flake8_asyncpitfalls.semantics.inference.protocols import ASYNC_GENERATOR, Protocols
from flake8_asyncpitfalls.semantics.inference.set_elsewhere import SetElsewhere
from flake8_asyncpitfalls.semantics.inference.star_imports import StarImports
from flake8_asyncpitfalls.semantics.inference.type_variables import TypeVariables
from flake8_asyncpitfalls.semantics.inference.values import (
    NONE_VALUE,
    UNKNOWN_VALUE,
    ClassValue,
    FunctionValue,
    Instance,
    ModuleValue,
    NamedInstance,
    SuperValue,
    TupleValue,
    UnionValue,
    Unknown,
    UnresolvedName,
    Value,
    builtin_class,
    options_of,
    union_of,
)
from flake8_asyncpitfalls.semantics.summaries.definitions import ModuleFacts
from flake8_asyncpitfalls.semantics.terms.term import NONE, UNKNOWN, Term
from flake8_asyncpitfalls.settings import Settings

if TYPE_CHECKING:
    import ast

    from flake8_asyncpitfalls.semantics.scopes.scope import Scope
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary

_MOST_CHANGES = 4
"""How often a value that is made of itself may become another: ``x = [x]`` has no end."""
_Place = tuple[Frame, Term]
KeptT = TypeVar("KeptT")


class Evaluator:
    """Evaluates terms; memoises per frame. One object serves all modules of a run."""

    def __init__(self, loader: Loader, settings: Settings) -> None:
        self.loader = loader
        self.settings = settings
        self.guard = CycleGuard(_MOST_CHANGES)
        self.star_imports = StarImports(self)
        self._resolved = Settled(self.guard, self._find)
        self.members = Members(self)
        self.implementations = Implementations(self)
        self.callers = Callers(self)
        self.set_elsewhere = SetElsewhere(self)
        self.fixtures = Fixtures(self)
        self.calls = Calls(self)
        self.constructions = Constructions(self)
        self.protocols = Protocols(self)
        self.decorators: Decorators = Decorators(self)
        self.annotations = Annotations(self)
        self.type_variables = TypeVariables(self)
        self.handler_parameters = HandlerParameters(self)
        self._frames: dict[ModuleFacts, Frame] = {}
        self._kept: dict[Any, Any] = {}
        self._terms: Kind[_Place, Value] = Kind(self._worked_out, _keep, UNKNOWN_VALUE)

    def frame(self, module: ModuleFacts) -> Frame:
        """The frame of *module*'s code as it stands, without a known caller."""
        found = self._frames.get(module)
        if found is None:
            found = self._frames[module] = Frame(module)
        return found

    def kept(self, kind: Callable[[Evaluator], KeptT]) -> KeptT:
        """The one object of *kind*, for answers that are the same for every file that asks.

        They go when what is known of values goes. It must hold no syntax trees.
        """
        found: KeptT | None = self._kept.get(kind)
        if found is None:
            found = self._kept[kind] = kind(self)
        return found

    def __len__(self) -> int:
        """How many results of calls are known: what grows with the code that is looked at."""
        return len(self.calls)

    def let_go(self, modules: Collection[ModuleFacts]) -> None:
        """Forget what the terms of *modules* are, and where they mention what."""
        self.type_variables.let_go(modules)
        for module in modules:
            self._frames.pop(module, None)
            self.callers.let_go(module)
            self.implementations.let_go(module)

    def evaluate(self, term: Term, frame: Frame) -> Value:
        """What *term* is in *frame*; Unknown when nothing certain can be said."""
        if term is UNKNOWN:
            return UNKNOWN_VALUE
        if term is NONE:
            return NONE_VALUE
        known = frame.memo.get(term)
        if known is not None:
            return known
        # As ``guard.answer``, but with fewer calls on the stack, which chains of terms fill.
        guard, place = self.guard, (frame, term)
        if place in guard.open:
            return guard.draft(place, self._terms)
        guard.enter(place, self._terms)
        try:
            return guard.leave(place, self._terms, _FORMS[term[0]](self, term, frame))
        except BaseException:
            guard.forget()
            raise

    def value_in(self, expr: ast.expr, function: FunctionSummary, scope: Scope) -> Value:
        """What *expr* certainly is in *scope*, of or inside *function*."""
        module = function.module
        return self.evaluate(module.terms.reduce(expr, scope), self.frame(module))

    def _worked_out(self, place: _Place) -> Value:
        frame, term = place
        return _FORMS[term[0]](self, term, frame)

    def resolve(self, dotted: str) -> Value:
        """What the qualified name *dotted* (``asyncio.sleep``, ``redis.Redis.get``) refers to."""
        return self._resolved[dotted]

    def _find(self, dotted: str) -> Value:
        parts = dotted.split(".")
        for split in range(len(parts), 0, -1):
            module = self.loader.load(".".join(parts[:split]), None)
            if module is not None:
                value: Value = ModuleValue(module)
                for name in parts[split:]:
                    value = self.members.get(value, name)
                return value
        return UnresolvedName(dotted)

    def module(self, dotted: str, importer: ModuleFacts | None) -> Value:
        """The module of that name; UnresolvedName when nothing describes it."""
        summary = self.loader.load(dotted, importer)
        return UnresolvedName(dotted) if summary is None else ModuleValue(summary)

    def global_value(self, name: str, module: ModuleFacts) -> Value:
        """What *name* is at the end of *module*, star imports and builtins included."""
        for binder in self.star_imports.binder(module, name):
            term = None if binder is None else binder.global_term(name)
            if binder is None or term is None:
                return UNKNOWN_VALUE
            return self.evaluate(term, self.frame(binder))
        builtins = self.loader.load("builtins", None)
        if builtins is None or builtins is module:
            return UnresolvedName(f"builtins.{name}")
        term = builtins.global_term(name)
        if term is None:
            return UnresolvedName(f"builtins.{name}")
        return self.evaluate(term, self.frame(builtins))

    def builtin_instance(self, name: str) -> Value:
        """An instance of the builtin class *name*."""
        value = self.resolve(f"builtins.{name}")
        return Instance(value.summary) if isinstance(value, ClassValue) else NamedInstance(name)

    def _global(self, term: Term, frame: Frame) -> Value:
        return self.global_value(term[1], frame.module)

    def _module(self, term: Term, frame: Frame) -> Value:
        return self.module(term[1], frame.module)

    def _from(self, term: Term, frame: Frame) -> Value:
        source = self.module(term[1], frame.module)
        if isinstance(source, UnresolvedName):
            # A folder without ``__init__.py`` is no module, and has modules all the same.
            return self.module(f"{term[1]}.{term[2]}", frame.module)
        if isinstance(source, ModuleValue) and source.summary is frame.module:
            # ``from . import name`` in a package's own file: the submodule of that name.
            submodule = self.loader.load(f"{term[1]}.{term[2]}", frame.module)
            if submodule is not None:
                return ModuleValue(submodule)
        return self.members.get(source, term[2])

    def _function(self, term: Term, frame: Frame) -> Value:
        summary = frame.module.function(term[1])
        closure = tuple(frame.parameters.items())
        value = FunctionValue(summary, closure=closure)
        return self.decorators.decorated(value, frame)

    def _class(self, term: Term, frame: Frame) -> Value:
        return ClassValue(frame.module.class_(term[1]))

    def _self(self, term: Term, frame: Frame) -> Value:
        summary = frame.module.class_(term[1])
        receiver = frame.receiver
        if isinstance(receiver, Instance) and summary in self.members.mro(receiver.summary):
            return receiver
        return Instance(summary)

    def _cls(self, term: Term, frame: Frame) -> Value:
        summary = frame.module.class_(term[1])
        receiver = frame.receiver
        if isinstance(receiver, ClassValue) and summary in self.members.mro(receiver.summary):
            return receiver
        if isinstance(receiver, Instance) and summary in self.members.mro(receiver.summary):
            return ClassValue(receiver.summary)
        return ClassValue(summary)

    def _super(self, term: Term, frame: Frame) -> Value:
        receiver = self._self(term, frame)
        return SuperValue(frame.module.class_(term[1]), receiver)

    def _parameter(self, term: Term, frame: Frame) -> Value:
        known = frame.parameters.get((term[1], term[2]))
        if known is not None:
            return known
        value = self.handler_parameters.value(frame.module, term[1], term[2])
        if isinstance(value, Unknown) and not frame.module.is_stub:
            function = frame.module.function(term[1])
            passed = self.fixtures.value(function, term[2])
            return self.callers.value(function, term[2]) if isinstance(passed, Unknown) else passed
        return value

    def _provided(self, term: Term, frame: Frame) -> Value:
        value = self.evaluate(term[1], frame)
        if not isinstance(value, Unknown) or term[2][0] != "call":
            return value
        return self.calls.provided(self.evaluate(term[2][1], frame), term[2], frame)

    def _attribute(self, term: Term, frame: Frame) -> Value:
        value = self.evaluate(term[1], frame)
        if value.__class__ is Unknown:  # as most are
            return UNKNOWN_VALUE
        value = self.implementations.of_project(value, frame.module)
        found = self.members.get(value, term[2])
        is_vague = isinstance(found, Unknown)
        return self.set_elsewhere.attribute(value, term[2], frame.module) if is_vague else found

    def _call(self, term: Term, frame: Frame) -> Value:
        function = self.evaluate(term[1], frame)
        if term[1][0] == "item" and isinstance(function, (Unknown, UnresolvedName)):
            made = self._made_by_alias(term[1], frame)
            if made is not None:
                return made
        if isinstance(function, Unknown):
            return self._decorated_by_call(term, frame)
        return self.calls.result(function, term, frame)

    def _made_by_alias(self, alias: Term, frame: Frame) -> Value | None:
        """``list[Client]()``: a new container of which the brackets tell what it will hold."""
        made = self.annotations.instance(alias, frame)
        is_container = isinstance(made, NamedInstance) and self.calls.is_container(made)
        return made if is_container else None

    def _decorated_by_call(self, term: Term, frame: Frame) -> Value:
        """``wraps(f)(wrapper)``, where what is called leaves a function what it is."""
        factory, given = term[1], term[2]
        if factory[0] != "call" or len(given) != 1:
            return UNKNOWN_VALUE
        value = self.evaluate(given[0], frame)
        is_function = isinstance(value, FunctionValue)
        is_left = is_function and self.decorators.is_transparent(self.evaluate(factory[1], frame))
        return value if is_left else UNKNOWN_VALUE

    def _await(self, term: Term, frame: Frame) -> Value:
        return self.protocols.awaited(self.evaluate(term[1], frame))

    def _enter(self, term: Term, frame: Frame) -> Value:
        return self.protocols.entered(self.evaluate(term[1], frame), is_async=False)

    def _async_enter(self, term: Term, frame: Frame) -> Value:
        return self.protocols.entered(self.evaluate(term[1], frame), is_async=True)

    def _iterate(self, term: Term, frame: Frame) -> Value:
        return self.protocols.iterated(self.evaluate(term[1], frame), is_async=False)

    def _async_iterate(self, term: Term, frame: Frame) -> Value:
        return self.protocols.iterated(self.evaluate(term[1], frame), is_async=True)

    def _item(self, term: Term, frame: Frame) -> Value:
        value = self.evaluate(term[1], frame)
        found = self.protocols.item(value, term[2], frame)
        is_vague = isinstance(found, Unknown)
        return self.set_elsewhere.item(value, term[2], frame.module) if is_vague else found

    def _operator(self, term: Term, frame: Frame) -> Value:
        return self.protocols.operator(term[1], term[2], term[3], frame)

    def _part(self, term: Term, frame: Frame) -> Value:
        value = self.evaluate(term[1], frame)
        if isinstance(value, TupleValue) and 0 <= term[2] < len(value.items):
            item: Value = value.items[term[2]]
            return item
        if isinstance(value, NamedInstance) and term[2] >= 0:
            return self.protocols.iterated(value, is_async=False)
        if isinstance(value, Instance) and term[2] >= 0:
            return records.part(self, value, term[2])
        return UNKNOWN_VALUE

    def _tuple(self, term: Term, frame: Frame) -> Value:
        return TupleValue(tuple(self.evaluate(part, frame) for part in term[1]))

    def _list(self, term: Term, frame: Frame) -> Value:
        return NamedInstance(f"builtins.{term[0]}", (self.evaluate(term[1], frame),))

    def _empty(self, term: Term, frame: Frame) -> Value:
        return NamedInstance(f"builtins.{term[1]}")

    def _mapping(self, term: Term, frame: Frame) -> Value:
        """A mapping of values of one kind, or a table of functions, classes or objects to choose from."""
        value = self.evaluate(term[2], frame)
        is_table = all(map(_is_choice, options_of(value)))
        if isinstance(value, (Unknown, UnionValue)) and not is_table:
            return self.builtin_instance("dict")
        return NamedInstance("builtins.dict", (self.evaluate(term[1], frame), value))

    def _filled(self, term: Term, frame: Frame) -> Value:
        added = [self.evaluate(part, frame) for part in term[2]]
        return with_added([self.evaluate(term[1], frame)], added)

    def _async_generator(self, term: Term, frame: Frame) -> Value:
        return NamedInstance(ASYNC_GENERATOR, (self.evaluate(term[1], frame),))

    def _union(self, term: Term, frame: Frame) -> Value:
        parts = [part for part in term[1] if not self._is_missing(part, frame)] or term[1]
        value = union_of([self.evaluate(part, frame) for part in parts])
        if isinstance(value, Unknown):
            return self.annotations.declared(term[1], frame)
        return value

    def _is_missing(self, term: Term, frame: Frame) -> bool:
        """Whether *term* is an import from a module of the project's own package that is not there."""
        if term[0] != "from":
            return False
        own = frame.module.name.dotted.partition(".")[0]
        is_own = term[1].startswith(f"{own}.") and not frame.module.is_stub
        return is_own and self.loader.load(term[1], frame.module) is None

    def _stable(self, term: Term, frame: Frame) -> Value:
        """What a loop makes of a variable; unknown where one more round would give something else."""
        once = self.evaluate(term[1], frame)
        if isinstance(once, Unknown):
            return once
        twice = self.evaluate(term[2], frame)
        return once if set(options_of(twice)) <= set(options_of(once)) else UNKNOWN_VALUE

    def _annotated(self, term: Term, frame: Frame) -> Value:
        return self.annotations.instance(term[1], frame)

    def _declared(self, term: Term, frame: Frame) -> Value:
        return self.annotations.variable(term, frame)

    def _tested(self, term: Term, frame: Frame) -> Value:
        tests = self.calls.call_constants.class_tests
        return tests.narrowed(self.evaluate(term[1], frame), term[2], frame)

    def _constant(self, term: Term, frame: Frame) -> Value:
        return self.builtin_instance(term[1])

    def _true(self, term: Term, frame: Frame) -> Value:
        return self.evaluate(term[1], frame)

    def _text(self, term: Term, frame: Frame) -> Value:
        return self.builtin_instance("str")

    def _unknown(self, term: Term, frame: Frame) -> Value:
        return UNKNOWN_VALUE


def _is_choice(value: Value) -> bool:
    """Whether a table may hold *value* beside others of its like: it is no plain datum."""
    if isinstance(value, Instance):
        return builtin_class(value) is None
    return isinstance(value, (FunctionValue, ClassValue))


def _keep(place: _Place, value: Value) -> None:
    frame, term = place
    frame.memo[term] = value


_FORMS: dict[str, Callable[[Evaluator, Any, Frame], Value]] = {
    "global": Evaluator._global,
    "module": Evaluator._module,
    "from": Evaluator._from,
    "function": Evaluator._function,
    "class": Evaluator._class,
    "self": Evaluator._self,
    "cls": Evaluator._cls,
    "super": Evaluator._super,
    "param": Evaluator._parameter,
    "provided": Evaluator._provided,
    "attr": Evaluator._attribute,
    "call": Evaluator._call,
    "await": Evaluator._await,
    "enter": Evaluator._enter,
    "aenter": Evaluator._async_enter,
    "iter": Evaluator._iterate,
    "aiter": Evaluator._async_iterate,
    "item": Evaluator._item,
    "binop": Evaluator._operator,
    "part": Evaluator._part,
    "tuple": Evaluator._tuple,
    "list": Evaluator._list,
    "set": Evaluator._list,
    "empty": Evaluator._empty,
    "dict": Evaluator._mapping,
    "filled": Evaluator._filled,
    "agen": Evaluator._async_generator,
    "union": Evaluator._union,
    "stable": Evaluator._stable,
    "never": Evaluator._unknown,
    "annotated": Evaluator._annotated,
    "declared": Evaluator._declared,
    "tested": Evaluator._tested,
    "const": Evaluator._constant,
    "text": Evaluator._text,
    "true": Evaluator._true,
    "star": Evaluator._unknown,
}
