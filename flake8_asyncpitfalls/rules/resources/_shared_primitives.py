"""Which locks, queues and events of asyncio a coroutine uses, as far as this module tells.

A use is named by a *key*: the variable that holds the object, or the attribute of a class or of one
object. What a called coroutine does with its parameters and with ``self`` is told in the words of the
caller.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.passed_arguments import passed, taken_by
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, Instance, options_of
from flake8_asyncpitfalls.semantics.source.node_fields import last_name

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

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


class SharedPrimitives:
    """The answers for one file."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._known: dict[tuple[Scope, int], Uses] = {}

    def of_call(self, call: ast.Call, steps: int = _MAX_STEPS) -> Uses:
        """What *call*, which makes a coroutine of this module, uses, in the words of its caller."""
        function = self._own_coroutine(call)
        if function is None or not steps:
            return {}
        found: Uses = {}
        given = self._given(function, call)
        for key, use in self.of_scope(function.summary.scope, steps - 1).items():
            told = _told(key, function.summary.scope, given)
            if told is not None:
                _add(found, told, use)
        return found

    def of_scope(self, scope: Scope, steps: int = _MAX_STEPS) -> Uses:
        """What the function *scope* and the coroutines that it calls use."""
        if (scope, steps) not in self._known:
            self._known[scope, steps] = self._of_scope(scope, steps)
        return self._known[scope, steps]

    def coroutines_of(self, call: ast.Call, steps: int = _MAX_STEPS) -> set[Scope]:
        """The coroutines of this module that *call* makes, directly and through each other."""
        function = self._own_coroutine(call)
        if function is None or not steps:
            return set()
        scope = function.summary.scope
        inner = (self.coroutines_of(one, steps - 1) for one in scope.of_type(ast.Call))
        return {scope}.union(*inner)

    def key_of(self, expr: ast.expr) -> Key | None:
        """The key of the object that *expr* gives; None where it is no variable or attribute."""
        scope = self._model.scope_of(expr)
        if isinstance(expr, ast.Name):
            return ("name", self._model.uses.owner(expr.id, scope), expr.id)
        if not isinstance(expr, ast.Attribute) or not isinstance(expr.value, ast.Name):
            return None
        owners = list(options_of(self._model.value_of(expr.value)))
        if len(owners) != 1 or not isinstance(owners[0], Instance):
            return None
        cls = owners[0].summary
        if cls.module is not self._model.module:
            return None
        is_shared = _is_of_class(self._model, owners[0], expr.attr)
        on = None if is_shared else self.key_of_object(expr.value)
        return ("attribute", cls, expr.attr, on)

    def key_of_object(self, expr: ast.expr) -> Key | None:
        """The same of an object with attributes; ``self`` is the same for all methods."""
        is_own = isinstance(expr, ast.Name) and expr.id == "self"
        return SELF if is_own else self.key_of(expr)

    def _of_scope(self, scope: Scope, steps: int) -> Uses:
        found: Uses = {}
        for expr, method in _used(scope):
            key = self.key_of(expr)
            kind = _kind(self._model, expr)
            if key is not None and method in _USES:
                _add(found, key, Use(ast.unparse(expr), kind, {method}))
        for call in scope.of_type(ast.Call):
            for key, use in self.of_call(call, steps).items():
                tasks = max(use.tasks, self._tasks_of(call))
                _add(found, key, Use(use.name, use.kind, use.methods, tasks))
        return found

    def _tasks_of(self, call: ast.Call) -> int:
        """How many tasks of the coroutine that *call* makes go on side by side."""
        node: ast.AST = call
        is_many = is_together = is_started = False
        while not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Module)):
            node = self._model.parent(node)
            is_many |= isinstance(node, (ast.ListComp, ast.GeneratorExp)) and not is_together
            is_many |= isinstance(node, _LOOPS) and is_started
            if isinstance(node, ast.Call) and last_name(node.func) in _TOGETHER:
                is_started |= last_name(node.func) in _STARTING
                is_together |= len(node.args) > 1 or is_many
        if is_many and (is_together or is_started):
            return _MANY
        return _SEVERAL if is_together else _ALONE

    def _own_coroutine(self, call: ast.Call) -> FunctionValue | None:
        value = self._model.value_of(call.func)
        if not isinstance(value, FunctionValue) or not value.summary.is_async:
            return None
        return value if value.summary.module is self._model.module else None

    def _given(self, function: FunctionValue, call: ast.Call) -> dict[str, Key | None]:
        """The keys of what the parameters of *function* get, and of its object."""
        given: dict[str, Key | None] = {}
        if function.receiver is not None:
            func = call.func
            on = func.value if isinstance(func, ast.Attribute) else None
            given["self"] = None if on is None else self.key_of_object(on)
        table = self._model.terms.table(function.summary.scope).by_name
        for name, expr in taken_by(function, passed(call)):
            if all(binding.kind == "param" for binding in table.get(name, ())):
                given[name] = self.key_of(expr)
        return given


def _told(key: Key, scope: Scope, given: dict[str, Key | None]) -> Key | None:
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


def _kind(model: SemanticModel, expr: ast.expr) -> str:
    """The class of asyncio that *expr* is an object of; '' where that is not known."""
    kinds = set()
    for option in options_of(model.value_of(expr)):
        name = option.qualified_name if isinstance(option, Instance) else ""
        package, _, rest = name.partition(".")
        kinds.add(rest.rpartition(".")[2] if package == "asyncio" else "")
    kind = kinds.pop() if len(kinds) == 1 else ""
    return kind if kind in _WAITING else ""


def _is_of_class(model: SemanticModel, owner: Instance, name: str) -> bool:
    """Whether the body of the class makes the attribute, so that all of its objects share it."""
    body = model.terms.table(owner.summary.scope).by_name.get(name, ())
    return any(binding.kind in ("assign", "annotated") and binding.value for binding in body)
