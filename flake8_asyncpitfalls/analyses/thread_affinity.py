"""What must stay on its thread: code for the event loop's thread, objects of one thread."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.loop_needs import is_loop_bound
from flake8_asyncpitfalls.analyses.streams import is_streaming
from flake8_asyncpitfalls.analyses.thread_marks import SAFE_ENDINGS, names_lock
from flake8_asyncpitfalls.semantics.inference.values import (
    ClassValue,
    FunctionValue,
    Instance,
    NamedInstance,
    Unknown,
    UnresolvedName,
    options_of,
)
from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES
from flake8_asyncpitfalls.semantics.source.node_fields import arguments_of, first_name
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope
    from flake8_asyncpitfalls.semantics.summaries.definitions import ClassSummary

_LOOP_OBJECTS = frozenset(
    f"asyncio.{name}"
    for name in ("AbstractEventLoop", "Condition", "Event", "Future", "Queue", "StreamWriter")
)


def is_construction(model: SemanticModel, call: ast.Call) -> bool:
    """Whether *call* makes an object by its class, a classmethod, or one with coroutines."""
    return model.analysis(_Affinity).is_construction(call)


def gives_asynchronous_object(model: SemanticModel, expr: ast.expr) -> bool:
    """Whether *expr* gives an object with coroutines: it may live with the loop that made it."""
    return model.analysis(_Affinity).gives_asynchronous_object(expr)


def is_under_lock(model: SemanticModel, node: ast.AST) -> bool:
    """Whether a ``with`` around *node* in its function holds what is named like a lock."""
    return model.analysis(_Affinity).is_under_lock(node)


def is_under_async_lock(model: SemanticModel, node: ast.AST) -> bool:
    """Whether an ``async with`` around *node* in its function holds what is named like a lock."""
    return model.analysis(_Affinity).is_under_lock(node, ast.AsyncWith)


def belongs_to_thread(model: SemanticModel, expr: ast.expr) -> bool:
    """Whether *expr* is an object that only the thread that made it may use."""
    return model.analysis(_Affinity).is_bound_object(expr)


def is_for_loop_work(model: SemanticModel, expr: ast.expr) -> bool:
    """Whether *expr* is the event loop, or an object that wakes tasks in it: a queue, an event."""
    return model.analysis(_Affinity).is_of_loop(expr)


def must_stay(
    model: SemanticModel, call: ast.Call, *, own: frozenset[ast.expr] = frozenset()
) -> bool:
    """Whether it gives or is given what belongs to this thread, or enters it as a context.

    *own* are arguments of which it is known that they do not.
    """
    return model.analysis(_Affinity).must_stay(call, own)


def gives_thread_resource(model: SemanticModel, call: ast.Call) -> bool:
    """Whether *call* gives an open object that another thread may not make: no stub says otherwise."""
    is_live = model.is_live_resource(call)
    return is_live and not model.types.members.is_marked(model.value_of(call), "any_thread")


def is_awaited_upon(names: Iterable[str], scope: Scope) -> bool:
    """Whether *scope* awaits what a method of one of the variables *names* gives, or enters it so.

    Such an object lives with the event loop.
    """
    return not _awaited_roots(scope).isdisjoint(names)


def _awaited_roots(scope: Scope) -> set[str]:
    """The first names of what *scope* awaits, enters or goes over asynchronously."""
    awaited = [node.value for node in scope.of_type(ast.Await)]
    for stmt in scope.of_type(ast.AsyncWith):
        awaited += [item.context_expr for item in stmt.items]
    awaited += [loop.iter for loop in scope.of_type(ast.AsyncFor)]
    names = (first_name(expr.func if isinstance(expr, ast.Call) else expr) for expr in awaited)
    return {name for name in names if name}


class _Affinity:
    """Answers for one file what a thread must not run or be given."""

    def __init__(self, model: SemanticModel) -> None:
        self.model = model
        self._awaited_roots: dict[Scope, set[str]] = {}

    def is_given_bound_object(self, call: ast.Call, own: frozenset[ast.expr]) -> bool:
        """Whether the object or an argument of *call*, but *own*, certainly belongs to one thread."""
        values = [expr for expr in arguments_of(call) if expr not in own]
        if not self._is_for_threads(call) and any(map(self.is_of_loop, values)):
            return True
        if any(map(self._is_made_by_loop_work, values)):
            return True
        if any(map(self._is_of_coroutine, values)):
            return True
        if isinstance(call.func, ast.Attribute):
            values.append(call.func.value)
        return any(self.is_bound_object(expr) for expr in values)

    def _is_for_threads(self, call: ast.Call) -> bool:
        """Whether what *call* calls hands work to a loop as threads must do it."""
        return any(
            isinstance(option, FunctionValue)
            and any(site.name.endswith(SAFE_ENDINGS) for site in option.summary.sites)
            for option in options_of(self.model.value_of(call.func))
        )

    def _is_made_by_loop_work(self, expr: ast.expr) -> bool:
        """Whether *expr* is a variable that holds what a function gives that needs the loop."""
        if not isinstance(expr, ast.Name):
            return False
        bindings = self.model.terms.bindings_read(expr, self.model.scope_of(expr))
        return any(
            isinstance(one.value, ast.Call)
            and is_loop_bound(self.model, self.model.value_of(one.value.func))
            for one in bindings
        )

    def _is_of_coroutine(self, expr: ast.expr) -> bool:
        """Whether *expr* is a variable, no object of the project's, that this coroutine itself awaits upon.

        An asynchronous session, say: its methods that are not awaited are not for threads either.
        """
        if not isinstance(expr, ast.Name):
            return False
        scope = self.model.scope_of(expr)
        if scope not in self._awaited_roots:
            self._awaited_roots[scope] = _awaited_roots(scope)
        return expr.id in self._awaited_roots[scope] and any(
            isinstance(option, (Unknown, UnresolvedName, NamedInstance))
            or (
                isinstance(option, Instance)
                and option.summary.module.is_stub
                and self._has_coroutines(option.summary)
            )
            for option in options_of(self.model.value_of(expr))
        )

    def is_of_loop(self, expr: ast.expr) -> bool:
        """Whether *expr* is the event loop, or an object that wakes tasks in it: a queue, an event."""
        return any(
            isinstance(option, Instance) and option.qualified_name in _LOOP_OBJECTS
            for option in options_of(self.model.value_of(expr))
        )

    def is_bound_object(self, expr: ast.expr) -> bool:
        """Whether *expr* is an object that only the thread that made it may use."""
        members = self.model.types.members
        return any(
            isinstance(option, Instance)
            and any(
                base is not None and "thread_bound" in base.markers
                for base in members.mro(option.summary)
            )
            for option in options_of(self.model.value_of(expr))
        )

    def is_construction(self, call: ast.Call) -> bool:
        """Whether *call* makes an object by its class, a classmethod, or one with coroutines."""
        made = self._classes_of(call)
        if any(self._has_coroutines(one) and not self._has_two_sides(one) for one in made):
            return True
        for option in options_of(self.model.value_of(call.func)):
            owner = option.receiver if isinstance(option, FunctionValue) else option
            if isinstance(owner, ClassValue) and (owner is option or owner.summary in made):
                return True
        return False

    def gives_asynchronous_object(self, expr: ast.expr) -> bool:
        """Whether *expr* gives an object with coroutines: it may live with the loop that made it."""
        return any(map(self._has_coroutines, self._classes_of(expr)))

    def _classes_of(self, expr: ast.expr) -> set[ClassSummary]:
        options = options_of(self.model.value_of(expr))
        return {option.summary for option in options if isinstance(option, Instance)}

    def _has_coroutines(self, summary: ClassSummary) -> bool:
        return any(
            base.module.function(identity).is_async
            for base in self.model.types.members.mro(summary)
            if base is not None
            for identity in base.methods
        )

    def _has_two_sides(self, summary: ClassSummary) -> bool:
        """Whether a library's class has for each coroutine a plain method that does the same.

        ``read`` beside ``aread``: what a plain function gives, such as an answer, was got without a loop.
        """
        bases = [base for base in self.model.types.members.mro(summary) if base is not None]
        names = {base.module.function(identity).name for base in bases for identity in base.methods}
        return summary.module.is_stub and all(
            method.name.replace("__a", "__", 1).removeprefix("a") in names
            for base in bases
            for method in map(base.module.function, base.methods)
            if method.is_async
        )

    def is_under_lock(self, node: ast.AST, kind: type[ast.With | ast.AsyncWith] = ast.With) -> bool:
        """Whether a ``with`` of that *kind* around *node* holds what is named like a lock."""
        child, parent = node, self.model.parent(node)
        while not isinstance(parent, (*FUNCTION_TYPES, ast.Lambda, ast.Module)):
            is_body = isinstance(parent, kind) and child in parent.body
            if is_body and is_named_lock(parent):
                return True
            child, parent = parent, self.model.parent(parent)
        return False

    def must_stay(self, call: ast.Call, own: frozenset[ast.expr]) -> bool:
        """Whether it gives or is given what belongs to this thread, or enters it as a context."""
        parent = self.model.parent(call)
        if isinstance(parent, ast.withitem) or is_streaming(self.model, call):
            return True
        is_dropped = self.model.is_dropped(call) and self._is_of_project(call)
        if not is_dropped and gives_thread_resource(self.model, call):
            return True
        return self.is_given_bound_object(call, own) or self.is_given_open_file(call)

    def _is_of_project(self, call: ast.Call) -> bool:
        """Whether *call* certainly calls functions of the project."""
        return all(
            isinstance(option, FunctionValue) and not option.summary.module.is_stub
            for option in options_of(self.model.value_of(call.func))
        )

    def is_given_open_file(self, call: ast.Call) -> bool:
        """Whether an argument of *call* is what a ``with`` of this function has opened."""
        given = arguments_of(call)
        return any(
            isinstance(arg, ast.Name)
            and any(
                binding.kind == "with" and not binding.is_async
                for binding in self.model.terms.bindings_read(arg, self.model.scope_of(arg))
            )
            for arg in given
        )


def is_named_lock(stmt: ast.AST) -> bool:
    """Whether the ``with`` that *stmt* is enters what is named like a lock."""
    assert isinstance(stmt, (ast.With, ast.AsyncWith))
    return any(names_lock(unparsed(item.context_expr)) for item in stmt.items)


def locks_around(node: ast.AST, parents: Mapping[ast.AST, ast.AST]) -> set[ast.With]:
    """The blocks around *node* in its function that hold what is named like a lock."""
    found = set()
    while not isinstance(node, (*FUNCTION_TYPES, ast.Module)):
        node = parents[node]
        if isinstance(node, ast.With) and is_named_lock(node):
            found.add(node)
    return found
