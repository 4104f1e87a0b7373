"""Objects that a framework makes for one request in a thread, and whose requests nobody shares: sessions.

``db: Session = Depends(get_db)``, where ``get_db`` is a plain generator of the project: the framework runs
it in threads, makes the session in one and closes it in another, and the endpoint uses it on the loop. So
it is of no thread, and only of this request; while the endpoint waits for a thread that works with it,
nobody else does. Where the endpoint gives it to what may run beside, that does not hold.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.coroutines import coroutine_of
from flake8_asyncpitfalls.analyses.endpoints import MARKER
from flake8_asyncpitfalls.analyses.thread_ownership import hands_out_new
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, options_of
from flake8_asyncpitfalls.semantics.source.node_fields import arguments_of, defaults_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_PROVIDING, _IN_THREADS = "provides", "threads"


def is_of_request(model: SemanticModel, name: ast.Name) -> bool:
    """Whether the variable *name* of a coroutine is such an object, which nothing beside it uses."""
    scope = model.scope_of(name)
    return scope.is_coroutine and model.analysis(_OfRequests).has(name.id, scope)


class _OfRequests:
    """Answers for one file: many calls use one session."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._known: dict[tuple[str, Scope], bool] = {}

    def has(self, name: str, scope: Scope) -> bool:
        """Whether the variable *name* of *scope* is one."""
        key = name, scope
        if key not in self._known:
            self._known[key] = self._is_made_for(name, scope) and all(
                self._is_used_in_turn(read, scope) for read in self._model.uses.reads(name, scope)
            )
        return self._known[key]

    def _is_made_for(self, name: str, scope: Scope) -> bool:
        """Whether it is a parameter that a plain generator of the project fills, which runs in threads."""
        model = self._model
        bindings = model.terms.table(scope).by_name.get(name, ())
        if [one.kind for one in bindings] != ["param"] or not model.uses.is_private(name, scope):
            return False
        asking = _asking(name, scope, self._annotation)
        given = [one for call in asking for one in self._dependencies(call)]
        return bool(given) and all(
            isinstance(one, FunctionValue)
            and one.summary.is_generator
            and not one.summary.is_async
            and not one.summary.module.is_stub
            and hands_out_new(model, one)
            for one in given
        )

    def _annotation(self, expr: ast.expr | None) -> ast.AST | None:
        """*expr*, or what the one variable of the module holds that it names."""
        table = self._model.terms.table(self._model.terms.root)
        named = table.by_name.get(expr.id, ()) if isinstance(expr, ast.Name) else ()
        return named[0].value if len(named) == 1 and named[0].value is not None else expr

    def _dependencies(self, call: ast.Call) -> Iterator[object]:
        """What *call* says that the framework is to call, if it calls it in threads."""
        model = self._model
        marker = model.marker(call.func, MARKER)
        if marker is None or not marker.keywords.get(_IN_THREADS):
            return
        if model.marker(call.func, _PROVIDING) is not None:
            for expr in arguments_of(call)[:1]:
                yield from options_of(model.value_of(expr))

    def _is_used_in_turn(self, read: ast.Name, scope: Scope) -> bool:
        """Whether *read* works with it at once, and leaves it to nobody who may run beside."""
        model = self._model
        if model.scope_of(read) is not scope:
            return False
        parent = model.parent(read)
        if isinstance(parent, ast.keyword):
            parent = model.parent(parent)
        if isinstance(parent, ast.Call) and parent.func is not read:
            return self._is_done_at_once(parent)
        return isinstance(parent, (ast.Attribute, ast.UnaryOp, ast.If, ast.Compare, ast.BoolOp))

    def _is_done_at_once(self, call: ast.Call) -> bool:
        """Whether *call* is of functions of the project, and awaited if it gives a coroutine."""
        model = self._model
        options = options_of(model.value_of(call.func))
        if not all(
            isinstance(one, FunctionValue) and not one.summary.module.is_stub for one in options
        ):
            return False
        return coroutine_of(model, call) is None or isinstance(model.parent(call), ast.Await)


def _asking(
    name: str, scope: Scope, annotation: Callable[[ast.expr | None], ast.AST | None]
) -> Iterator[ast.Call]:
    """The calls beside the parameter *name* that say where a framework gets it from."""
    node = scope.node
    assert isinstance(node, ast.AsyncFunctionDef)
    for arg, default in defaults_of(node.args):
        if arg.arg == name and isinstance(default, ast.Call):
            yield default
    for arg in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs):
        match annotation(arg.annotation) if arg.arg == name else None:
            case ast.Subscript(slice=ast.Tuple(elts=[_, *said])):
                yield from (one for one in said if isinstance(one, ast.Call))
