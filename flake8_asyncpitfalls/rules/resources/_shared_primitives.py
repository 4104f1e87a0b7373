"""Which locks, queues and events of asyncio a coroutine uses, as far as the project tells.

A use is named by a *key*: the variable that holds the object, or the attribute of a class or of one
object. What a called coroutine does with its parameters and with ``self`` is told in the words of the
caller.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from flake8_asyncpitfalls.analyses.passed_arguments import passed, taken_by
from flake8_asyncpitfalls.rules.resources._session_makers import defined_in
from flake8_asyncpitfalls.semantics.inference.values import (
    FunctionValue,
    Instance,
    ModuleValue,
    Value,
    options_of,
)
from flake8_asyncpitfalls.semantics.scopes.scope import Scope
from flake8_asyncpitfalls.semantics.source.node_fields import last_name
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed
from flake8_asyncpitfalls.semantics.summaries.definitions import ClassSummary, ModuleFacts
from flake8_asyncpitfalls.semantics.terms.variable_uses import VariableUses

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.terms.lowering import ModuleTerms

Key = tuple[object, ...]
"""``("name", scope, name)``, or ``("attribute", class, name, key of the object or None)``."""

SELF: Key = ("self",)
_LOCKS = frozenset({"Lock", "Semaphore", "BoundedSemaphore"})
_WAITING = {
    "Queue": ("get", "join"), "PriorityQueue": ("get", "join"), "LifoQueue": ("get", "join"),
    "Event": ("wait",), "Condition": ("wait", "wait_for"),
    **dict.fromkeys(_LOCKS, ("acquire", "with")),
}  # fmt: skip
_ASKING = frozenset({"empty", "full", "is_set", "locked", "qsize"})
"""Who asks one of these may come to no wait at all."""
_USES = _ASKING | {
    "acquire", "get", "get_nowait", "join", "put", "put_nowait", "set", "wait", "wait_for", "with",
}  # fmt: skip
_TOGETHER = frozenset({
    "as_completed", "create_task", "ensure_future", "gather", "start_soon", "wait",
})  # fmt: skip
"""What lets several coroutines go on side by side, so that they wait for each other's locks."""
_STARTING = frozenset({"create_task", "ensure_future", "start_soon"})
_LOOPS = (ast.For, ast.AsyncFor, ast.While)
_ALONE, _SEVERAL, _MANY = range(3)
_MAX_STEPS = 4


@dataclass
class Use:
    """What is done with one object: the methods that are called, and by how many tasks at once."""

    name: str
    kind: str = ""
    methods: set[str] = field(default_factory=set)
    tasks: int = _ALONE

    def waits(self) -> bool:
        """Whether it certainly comes to a wait, which binds the object to the loop that runs."""
        waiting = self.methods.intersection(_WAITING.get(self.kind, ()))
        if not waiting or self.methods & _ASKING:
            return False
        # A semaphore lets some of them through.
        least = _SEVERAL if self.kind == "Lock" else _MANY if self.kind in _LOCKS else _ALONE
        return self.tasks >= least

    def may_wait(self) -> bool:
        """Whether it may come to a wait, when somebody else uses the object meanwhile."""
        return bool(self.methods.intersection((*_WAITING.get(self.kind, ()), "put")))


Uses = dict[Key, Use]


class Place(NamedTuple):
    """A function, here or in another module of the project, or the module itself."""

    module: ModuleFacts
    scope: Scope


class SharedPrimitives:
    """The answers for one file."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._known: dict[tuple[Scope, int], Uses] = {}
        self._made: dict[tuple[Scope, int], set[Scope]] = {}
        self._stores: dict[Scope, dict[str, set[str]]] = {}
        self._bound_elsewhere: dict[Scope, set[str]] = {}
        self._homes = {model.terms.root: model.module}

    def here(self, node: ast.AST) -> Place:
        """Where a node of the file itself stands."""
        return Place(self._model.module, self._model.scope_of(node))

    def home(self, scope: Scope) -> ModuleFacts:
        """The module that a key's *scope* is of."""
        return self._homes.get(scope, self._model.module)

    def of_call(self, call: ast.Call, place: Place, steps: int = _MAX_STEPS) -> Uses:
        """What *call*, which makes a coroutine of the project, uses, in the words of its caller."""
        function = self._coroutine(call, place)
        if function is None or not steps:
            return {}
        found: Uses = {}
        given = self._given(function, call, place)
        inner = Place(function.summary.module, function.summary.scope)
        for key, use in self.of_place(inner, steps - 1).items():
            known = told(key, inner.scope, given)
            if known is not None:
                _add(found, known, use)
        return found

    def of_place(self, place: Place, steps: int = _MAX_STEPS) -> Uses:
        """What the function of *place* and the coroutines that it calls use."""
        if (place.scope, steps) not in self._known:
            self._known[place.scope, steps] = self._of_place(place, steps)
        return self._known[place.scope, steps]

    def coroutines_of(self, call: ast.Call, place: Place, steps: int = _MAX_STEPS) -> set[Scope]:
        """The coroutines of the project that *call* makes, directly and through each other."""
        function = self._coroutine(call, place)
        if function is None or not steps:
            return set()
        inner = Place(function.summary.module, function.summary.scope)
        if (inner.scope, steps) not in self._made:
            calls = inner.scope.of_type(ast.Call)
            found = {inner.scope}.union(*(self.coroutines_of(c, inner, steps - 1) for c in calls))
            self._made[inner.scope, steps] = found
        return self._made[inner.scope, steps]

    def storing(self, terms: ModuleTerms, name: str) -> set[str]:
        """The names of the functions in a module that bind an attribute *name* of whatever object."""
        if terms.root not in self._stores:
            stores = self._stores[terms.root] = {}
            for scope in terms.root.walk():
                for node in scope.of_type(ast.Attribute):
                    if isinstance(node.ctx, ast.Store):
                        stores.setdefault(node.attr, set()).add(scope.name)
        return self._stores[terms.root].get(name, set())

    def is_bound_elsewhere(self, terms: ModuleTerms, name: str) -> bool:
        """Whether a function of a module binds a variable *name* of another scope: ``global lock``."""
        if terms.root not in self._bound_elsewhere:
            tables = map(terms.table, terms.root.walk())
            names = (table.global_names | table.nonlocal_names for table in tables)
            self._bound_elsewhere[terms.root] = set().union(*names)
        return name in self._bound_elsewhere[terms.root]

    def key_of(self, expr: ast.expr, place: Place) -> Key | None:
        """The key of the object that *expr* gives; None where it is no variable or attribute."""
        if isinstance(expr, ast.Name):
            owner = VariableUses(place.module.terms).owner(expr.id, place.scope)
            is_global = owner is place.module.terms.root
            return self._global(place.module, expr.id) if is_global else ("name", owner, expr.id)
        if not isinstance(expr, ast.Attribute) or not isinstance(expr.value, ast.Name):
            return None
        owners = list(options_of(self._value(expr.value, place)))
        if len(owners) == 1 and isinstance(owners[0], ModuleValue):
            return self._global(owners[0].summary, expr.attr)
        if len(owners) != 1 or not isinstance(owners[0], Instance):
            return None
        cls = owners[0].summary
        if cls.module.is_stub or cls.module.is_foreign:
            return None
        cls.module.hold(self._model)
        on = None if _is_of_class(cls, expr.attr) else self.key_of_object(expr.value, place)
        return ("attribute", cls, expr.attr, on)

    def key_of_object(self, expr: ast.expr, place: Place) -> Key | None:
        """The same of an object with attributes; ``self`` is the same for all methods."""
        is_own = isinstance(expr, ast.Name) and expr.id == "self"
        return SELF if is_own else self.key_of(expr, place)

    def _global(self, module: ModuleFacts, name: str) -> Key | None:
        """The key of a variable of a module, in the module that makes what it holds."""
        found = defined_in(self._model, module, name)
        if found is None or found[0].is_stub or found[0].is_foreign:
            return None
        home, own_name = found
        home.hold(self._model)
        root = home.terms.root
        self._homes[root] = home
        return ("name", root, own_name)

    def _value(self, expr: ast.expr, place: Place) -> Value:
        types = self._model.types
        return types.evaluate(
            place.module.terms.reduce(expr, place.scope), types.frame(place.module)
        )

    def _of_place(self, place: Place, steps: int) -> Uses:
        found: Uses = {}
        for expr, method in _used(place.scope):
            key = self.key_of(expr, place) if method in _USES else None
            if key is not None:
                kind = _kind(self._value(expr, place))
                _add(found, key, Use(unparsed(expr), kind, {method}))
        for call in place.scope.of_type(ast.Call):
            for key, use in self.of_call(call, place, steps).items():
                tasks = max(use.tasks, _tasks_of(call, place.module.terms.parents))
                _add(found, key, Use(use.name, use.kind, use.methods, tasks))
        return found

    def _coroutine(self, call: ast.Call, place: Place) -> FunctionValue | None:
        func = call.func
        if isinstance(func, ast.Attribute) and self.storing(self._model.terms, func.attr):
            return None  # the file under check puts something else in its place: ``s.wait = AsyncMock()``
        value = self._value(func, place)
        if not isinstance(value, FunctionValue) or not value.summary.is_async:
            return None
        module = value.summary.module
        if module.is_stub or module.is_foreign:
            return None
        # Its scopes are kept here, in keys as well, while other modules are read.
        module.hold(self._model)
        return value

    def _given(
        self, function: FunctionValue, call: ast.Call, place: Place
    ) -> dict[str, Key | None]:
        """The keys of what the parameters of *function* get, and of its object."""
        given: dict[str, Key | None] = {}
        if function.receiver is not None:
            func = call.func
            on = func.value if isinstance(func, ast.Attribute) else None
            given["self"] = None if on is None else self.key_of_object(on, place)
        summary = function.summary
        table = summary.module.terms.table(summary.scope).by_name
        for name, expr in taken_by(function, passed(call)):
            if all(binding.kind == "param" for binding in table.get(name, ())):
                given[name] = self.key_of(expr, place)
        return given


def _tasks_of(call: ast.Call, parents: Mapping[ast.AST, ast.AST]) -> int:
    """How many tasks of the coroutine that *call* makes go on side by side."""
    node: ast.AST = call
    is_many = is_together = is_started = False
    while not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Module)):
        node = parents[node]
        is_many |= isinstance(node, (ast.ListComp, ast.GeneratorExp)) and not is_together
        is_many |= isinstance(node, _LOOPS) and is_started
        if isinstance(node, ast.Call) and last_name(node.func) in _TOGETHER:
            is_started |= last_name(node.func) in _STARTING
            is_together |= len(node.args) > 1 or is_many
    if is_many and (is_together or is_started):
        return _MANY
    return _SEVERAL if is_together else _ALONE


def told(key: Key, scope: Scope, given: dict[str, Key | None]) -> Key | None:
    """The *key* of a callee's *scope* in the words of its caller; None for what is its own."""
    if key[0] == "attribute":
        if key[3] != SELF:
            return key if key[3] is None else None
        on = given.get("self")
        return None if on is None else (*key[:3], on)
    if key[1] is not scope:
        return key
    return given.get(str(key[2]))


def _add(found: Uses, key: Key, use: Use) -> None:
    known = found.setdefault(key, Use(use.name))
    known.kind = known.kind or use.kind
    known.methods |= use.methods
    known.tasks = max(known.tasks, use.tasks)


def _used(scope: Scope) -> Iterator[tuple[ast.expr, str]]:
    """The objects in *scope* whose methods are called, with the name of the method."""
    for call in scope.of_type(ast.Call):
        if isinstance(call.func, ast.Attribute):
            yield call.func.value, call.func.attr
    for stmt in scope.of_type(ast.AsyncWith):
        for item in stmt.items:
            yield item.context_expr, "with"


def _kind(value: Value) -> str:
    """The class of asyncio that *value* is an object of; '' where that is not known."""
    kinds = set()
    for option in options_of(value):
        name = option.qualified_name if isinstance(option, Instance) else ""
        package, _, rest = name.partition(".")
        kinds.add(rest.rpartition(".")[2] if package == "asyncio" else "")
    kind = kinds.pop() if len(kinds) == 1 else ""
    return kind if kind in _WAITING else ""


def _is_of_class(cls: ClassSummary, name: str) -> bool:
    """Whether the body of the class makes the attribute, so that all of its objects share it."""
    body = cls.module.terms.table(cls.scope).by_name.get(name, ())
    return any(binding.kind in ("assign", "annotated") and binding.value for binding in body)
