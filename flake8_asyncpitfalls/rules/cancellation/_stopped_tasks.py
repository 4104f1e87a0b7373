"""Tasks that their file keeps, cancels and then awaits as they are: what they raise comes out there.

``self.task = create_task(self.run())``, and in another method ``self.task.cancel(); await self.task``
with no handler around it. As long as ``run`` keeps the cancellation to itself the method goes on. A
task is known again by the attribute or the variable that it, or what holds it, is kept in.
"""

from __future__ import annotations

import ast
from contextlib import suppress
from typing import TYPE_CHECKING, TypeAlias

from flake8_asyncpitfalls.analyses.endpoints import mentions
from flake8_asyncpitfalls.analyses.method_bases import bases_of_method
from flake8_asyncpitfalls.errors import SourceError
from flake8_asyncpitfalls.rules.cancellation._handlers import called_method, catches_cancellation
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, options_of
from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES
from flake8_asyncpitfalls.semantics.source.node_fields import last_name
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary

Key: TypeAlias = "tuple[Scope | None, str]"
"""An attribute, of whichever object, or a variable of a scope."""
_CATCHING = (ast.Try, ast.TryStar, ast.With, ast.AsyncWith)
_MOST = 9
"""Functions that await one another down to the one in question."""
_TASK = "asyncio.Task"
_FIRST_ONLY = frozenset({"shield", "wait_for"})
_ADDING = frozenset({"add", "append", "extend", "insert", "put_nowait", "update"})
_HOLDING = (ast.List, ast.Set, ast.Tuple, ast.Dict, ast.ListComp, ast.SetComp, ast.DictComp)
_FOLLOWED = frozenset({"assign", "for", "walrus"})


def is_awaited_when_stopped(node: ast.AST, model: SemanticModel) -> bool:
    """Whether a task that runs the function around *node* is cancelled and awaited with no handler."""
    return any(
        not stopped.isdisjoint(places_of(task, file))
        for file, task in running_tasks(model.scope_of(node), model)
        if (stopped := file.analysis(Stopped).keys)
    )


def running_tasks(scope: Scope, model: SemanticModel) -> Iterator[tuple[SemanticModel, ast.Call]]:
    """The calls that make tasks of the function *scope*, each with the file that it stands in.

    That is the function's own file, or one with a base class, which calls ``self.run()``.
    """
    if not isinstance(scope.node, ast.AsyncFunctionDef):
        return
    functions = functions_at(scope, model)
    for file in _files_of(functions, model):
        if file.analysis(Stopped).cancelled:
            yield from ((file, task) for task in _tasks_of(scope, functions, file, set()))


def functions_at(scope: Scope, model: SemanticModel) -> set[FunctionSummary]:
    """The function *scope* itself, and the methods of base classes that it stands in for."""
    found = {model.module.function(scope.identity)}
    for base in bases_of_method(scope, model):
        if base is not None and not base.module.is_stub and b".cancel" in base.module.data:
            for child in base.scope.children.values():
                if child.is_function and child.name == scope.name:
                    found.add(base.module.function(child.identity))
    return found


def _files_of(functions: set[FunctionSummary], model: SemanticModel) -> Iterator[SemanticModel]:
    modules = {function.module for function in functions}
    yield model
    for module in sorted(modules - {model.module}, key=lambda one: str(one.path)):
        with suppress(SourceError):
            yield model.beside(module)


def _tasks_of(
    scope: Scope, functions: set[FunctionSummary], model: SemanticModel, seen: set[Scope]
) -> Iterator[ast.Call]:
    """The calls that make tasks of the function *scope*, or of one that awaits it with no handler.

    *functions* are those that may be meant where it is called; *scope* may be of another file than *model*.
    """
    seen.add(scope)
    is_own = any(one.module is model.module and one.identity == scope.identity for one in functions)
    for name in mentions(scope, model):
        call = model.parent(name)
        if not isinstance(call, ast.Call) or call.func is not name:
            continue
        around = model.parent(call)
        if not isinstance(around, (ast.Await, ast.Call)):
            continue
        if not _may_be(name, functions, model, is_own):
            continue
        caller = model.scope_of(call)
        if isinstance(around, ast.Call):
            if makes_task(around, model):
                yield around
        elif caller not in seen and len(seen) < _MOST and not _is_expected(around, model):
            yield from _tasks_of(caller, functions_at(caller, model), model, seen)


def _may_be(
    name: ast.expr, functions: set[FunctionSummary], model: SemanticModel, is_own: bool
) -> bool:
    """Whether *name* may be one of *functions*: it is, or nobody in their own file knows what it is."""
    options = options_of(model.value_of(name))
    known = {option.summary for option in options if isinstance(option, FunctionValue)}
    return is_own if not known else not functions.isdisjoint(known)


def makes_task(call: ast.Call, model: SemanticModel) -> bool:
    """Whether *call* makes a task of its argument, itself or as a function of the project."""
    is_marked = model.marker(call.func, "schedules") is not None
    return is_marked or called_method(call) == "create_task" or model.is_instance(call, _TASK)


def places_of(task: ast.expr, model: SemanticModel) -> set[Key]:
    """The variables and attributes that *task* comes into, also by way of a variable."""
    found: set[Key] = set()
    waiting = [task]
    while waiting:
        for target in _targets(waiting.pop(), model):
            if isinstance(target, ast.Attribute):
                found.add((None, target.attr))
            elif isinstance(target, ast.Name):
                owner = model.uses.owner(target.id, model.scope_of(target))
                if (owner, target.id) not in found:
                    found.add((owner, target.id))
                    waiting += model.uses.reads(target.id, owner)
    return found


def _targets(expr: ast.expr, model: SemanticModel) -> list[ast.expr]:
    """What *expr*, or a container that is made of it, is bound to or added to."""
    node, parent = expr, model.parent(expr)
    while isinstance(parent, _HOLDING):
        node, parent = parent, model.parent(parent)
    targets: list[ast.expr] = []
    match parent:
        case ast.Assign(targets=assigned):
            targets = assigned
        case ast.AnnAssign(target=target) | ast.NamedExpr(target=target):
            targets = [target]
        case ast.Call(func=ast.Attribute(value=holder, attr=attr) as func) if attr in _ADDING:
            targets = [holder] if func is not node else []
    return [*map(_container, targets)]


def _container(target: ast.expr) -> ast.expr:
    return _container(target.value) if isinstance(target, ast.Subscript) else target


class Stopped:
    """What a file both cancels and awaits with no handler of the cancellation around it."""

    def __init__(self, model: SemanticModel) -> None:
        cancelled = self.cancelled = [
            method.value
            for method in model.uses.attributes("cancel")
            if isinstance(model.parent(method), ast.Call)
        ]
        awaited = [
            expr
            for scope in (model.scopes if cancelled else ())
            for wait in scope.of_type(ast.Await)
            for expr in raising(wait.value)
            if not _is_expected(wait, model)
        ]
        self.keys = named(cancelled, model) & named(awaited, model)


def named(exprs: list[ast.expr], model: SemanticModel) -> set[Key]:
    """What *exprs* name, and what their variables were taken out of."""
    found: set[Key] = set()
    waiting, seen = list(exprs), set(exprs)
    while waiting:
        for node in ast.walk(waiting.pop()):
            if isinstance(node, ast.Attribute):
                found.add((None, node.attr))
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                scope = model.scope_of(node)
                found.add((model.uses.owner(node.id, scope), node.id))
                for one in model.terms.bindings_read(node, scope):
                    value = one.value if one.kind in _FOLLOWED else None
                    if isinstance(value, ast.Call) and makes_task(value, model):
                        continue
                    if isinstance(value, ast.expr) and value not in seen:
                        seen.add(value)
                        waiting.append(value)
    return found


def raising(awaited: ast.expr) -> list[ast.expr]:
    """The tasks whose cancellation comes out of ``await awaited``: not out of ``asyncio.wait``."""
    if not isinstance(awaited, ast.Call):
        return [awaited]
    name = last_name(awaited.func)
    if name in _FIRST_ONLY:
        return awaited.args[:1]
    collected = [word.value for word in awaited.keywords if word.arg == "return_exceptions"]
    is_raising = not collected or unparsed(collected[0]) == "False"
    return awaited.args if name == "gather" and is_raising else []


def _is_expected(wait: ast.AST, model: SemanticModel) -> bool:
    """Whether a handler or ``suppress`` around *wait* in its function catches a cancellation."""
    child, parent = wait, model.parent(wait)
    while not isinstance(parent, (*FUNCTION_TYPES, ast.Lambda, ast.Module)):
        if (
            isinstance(parent, _CATCHING)
            and child in parent.body
            and any(catches_cancellation(kind, model) for kind in _caught(parent))
        ):
            return True
        child, parent = parent, model.parent(parent)
    return False


def _caught(stmt: ast.AST) -> Iterator[ast.expr | None]:
    """What the handlers of a ``try``, or the ``suppress`` of a ``with``, are for."""
    if isinstance(stmt, (ast.Try, ast.TryStar)):
        yield from (handler.type for handler in stmt.handlers)
    elif isinstance(stmt, (ast.With, ast.AsyncWith)):
        for item in stmt.items:
            call = item.context_expr
            if isinstance(call, ast.Call) and last_name(call.func) == "suppress":
                yield from call.args
