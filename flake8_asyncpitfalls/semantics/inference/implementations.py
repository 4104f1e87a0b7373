"""What stands in for a method without a body: the methods of the project's classes that derive from its own.

A class that cannot be made, or whose method does nothing but raise, is never what a call meets; one of
its subclasses is. They may stand in any module of the project, so they are searched for by words
(``project/word_index.py``), which costs nothing where nobody calls such a method.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.cycle_guard import Memo
from flake8_asyncpitfalls.semantics.inference.values import (
    FunctionValue,
    Instance,
    PropertyValue,
    Value,
    name_of,
    union_of,
)
from flake8_asyncpitfalls.semantics.project.word_index import DERIVING, DerivingNames
from flake8_asyncpitfalls.semantics.terms.term import Term
from flake8_asyncpitfalls.stubs.marked import names_by_marker

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.inference.evaluator import Evaluator
    from flake8_asyncpitfalls.semantics.summaries.definitions import (
        ClassSummary,
        FunctionSummary,
        ModuleFacts,
    )

_ONE = "one_in_project"
_ABSTRACT = frozenset({"abc.abstractmethod", "abc.abstractproperty"})
_PROTOCOLS = frozenset({"typing.Protocol", "typing_extensions.Protocol"})


class Derivations:
    """Which classes of one module may derive from which, by the names in its text."""

    def __init__(self, module: ModuleFacts) -> None:
        self._module = module
        self._names = DerivingNames(module.data)
        self._classes: defaultdict[str, list[ClassSummary]] | None = None

    def of(self, base: str) -> list[ClassSummary]:
        """The classes with the name *base* among their bases, in the order of the module."""
        names = self._names.of(base)
        if not names:
            return []
        if self._classes is None:
            self._classes = defaultdict(list)
            for cls in self._module.classes():
                self._classes[cls.name].append(cls)
        found = [cls for name in names for cls in self._classes.get(name, ())]
        return sorted(found, key=lambda cls: cls.line) if len(found) > 1 else found


class Implementations:
    """Answers for all classes of a run."""

    def __init__(self, types: Evaluator) -> None:
        self.types = types
        self._derivations: dict[ModuleFacts, Derivations] = {}
        self._direct: Memo[ClassSummary, tuple[ClassSummary, ...]] = Memo(
            types.guard, self._find_direct, ()
        )
        self._subclasses: Memo[ClassSummary, tuple[ClassSummary, ...]] = Memo(
            types.guard, self._find_subclasses, ()
        )
        self._of_project: Memo[tuple[ClassSummary, ModuleFacts], list[ClassSummary]] = Memo(
            types.guard, self._derived, []
        )
        self._is_left_open: Memo[FunctionSummary, bool] = Memo(
            types.guard, self._find_left_open, False
        )

    def let_go(self, module: ModuleFacts) -> None:
        """Forget the names of the bases in the text of *module*."""
        self._derivations.pop(module, None)

    def subclasses(self, summary: ClassSummary) -> tuple[ClassSummary, ...]:
        """The classes of its project that derive from the class; those of tests only for a test."""
        return self._subclasses[summary]

    def _find_subclasses(self, summary: ClassSummary) -> tuple[ClassSummary, ...]:
        found: dict[ClassSummary, None] = {}
        todo = [summary]
        while todo:
            base = todo.pop()
            for cls in self._direct[base]:
                if cls not in found and summary in self.types.members.mro(cls):
                    found[cls] = None
                    todo.append(cls)
        return tuple(sorted(found, key=_place))

    def _find_direct(self, base: ClassSummary) -> tuple[ClassSummary, ...]:
        """The classes that name *base* among their bases, in its project."""
        asker = base.module
        if asker.is_stub or asker.is_foreign:
            return ()
        elsewhere = self.types.loader.search(DERIVING + base.name, asker) or []
        modules = dict.fromkeys([asker, *elsewhere])
        return tuple(
            cls for module in modules for cls in self._named(base.name, module) if cls is not base
        )

    def _named(self, name: str, module: ModuleFacts) -> list[ClassSummary]:
        """The classes of *module* that have *name* among their bases; the text tells where to look."""
        derivations = self._derivations.get(module)
        if derivations is None:
            derivations = self._derivations[module] = Derivations(module)
        found = derivations.of(name)
        return [cls for cls in found if any(_names(base, name, module) for base in cls.bases)]

    def of_project(self, value: Value, user: ModuleFacts) -> Value:
        """*value* as *user*'s project means it: of the one class that it derives for it, if it does."""
        if not isinstance(value, Instance) or not value.summary.module.is_stub or user.is_stub:
            return value
        if not self.types.members.is_marked(value, _ONE):
            return value
        # Each user asks for itself: what it learns so is noted as what its findings rest on.
        found = self._of_project[value.summary, user]
        return value if len(found) != 1 else Instance(found[0])

    def _derived(self, key: tuple[ClassSummary, ModuleFacts]) -> list[ClassSummary]:
        """The classes of a project that derive from the class of a stub, and no others from them."""
        base, user = key
        names = names_by_marker(self.types.settings.stubs).get(_ONE, frozenset())
        found: dict[ClassSummary, None] = {}
        for name in sorted(names):
            for module in self.types.loader.search(DERIVING + name, user) or ():
                for cls in self._named(name, module):
                    if base in self.types.members.mro(cls):
                        found.update(dict.fromkeys(self.subclasses(cls) or (cls,)))
        order = [self.types.members.mro(cls)[1:] for cls in found]
        return [cls for cls in found if not any(cls in bases for bases in order)]

    def of_method(self, name: str, receiver: Instance) -> list[FunctionValue]:
        """The methods with a body that stand in for *name* in the subclasses of *receiver*'s class."""
        members = self.types.members
        found: dict[FunctionValue, None] = {}
        for cls in self.subclasses(receiver.summary):
            raw = members.own(cls, name)
            function = raw.getter if isinstance(raw, PropertyValue) else raw
            if isinstance(function, FunctionValue) and not self.is_left_open(function.summary):
                bound = members.bound(function, Instance(cls))
                if isinstance(bound, FunctionValue):
                    found[bound] = None
        return list(found)

    def instead_of(self, function: FunctionValue) -> list[FunctionValue]:
        """What may run instead of *function*, a method that its class leaves open."""
        receiver = function.receiver
        if not isinstance(receiver, Instance) or not self.is_left_open(function.summary):
            return []
        return self.of_method(function.summary.name, receiver)

    def implemented(self, raw: Value, name: str, receiver: Instance) -> Value | None:
        """What the method or property *raw*, found on *receiver*'s class, is where a call meets it.

        None where *raw* says it all: it has a body, or an annotation that its implementations keep to.
        """
        function = raw.getter if isinstance(raw, PropertyValue) else raw
        if not isinstance(function, FunctionValue) or not self.is_left_open(function.summary):
            return None
        if function.summary.is_async or function.call_kind:
            return None
        found = self.of_method(name, receiver)
        is_told = function.summary.returns is not None
        if not found or (is_told and not all(map(_makes_coroutine, found))):
            return None
        if isinstance(raw, PropertyValue):
            return union_of([self.types.calls.plain_result(getter) for getter in found])
        return union_of(list(found))

    def is_left_open(self, function: FunctionSummary) -> bool:
        """Whether no call ever runs the method itself: it is abstract, or does nothing but raise."""
        return self._is_left_open[function]

    def _find_left_open(self, function: FunctionSummary) -> bool:
        if function.module.is_stub or function.class_identity is None or not function.is_empty:
            return False
        if not function.results and not function.is_generator:
            return True
        frame = self.types.frame(function.module)
        decorators = [self.types.evaluate(term, frame) for term in function.decorators]
        if any(name_of(value) in _ABSTRACT for value in decorators):
            return True
        bases = function.module.class_(function.class_identity).bases
        named = (base[1] if base[0] == "item" else base for base in bases)
        return any(name_of(self.types.evaluate(base, frame)) in _PROTOCOLS for base in named)


def _makes_coroutine(function: FunctionValue) -> bool:
    is_plain = not function.call_kind and not function.is_cached
    return is_plain and function.summary.is_async and not function.summary.is_generator


def _names(base: Term, name: str, module: ModuleFacts) -> bool:
    """Whether the term of a base may be the class *name*, whatever it is called here."""
    if base[0] == "item":
        base = base[1]
    if base[0] == "global":
        base = module.global_term(base[1]) or base
    if base[0] == "class":
        return bool(base[1].partition(":")[0].rpartition(".")[2] == name)
    return base[0] in ("global", "from", "attr") and base[-1] == name


def _place(cls: ClassSummary) -> tuple[str, int]:
    return cls.module.path, cls.line
