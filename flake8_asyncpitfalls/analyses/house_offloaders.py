"""What a file itself runs functions in threads with: ``run_in_threadpool``, a helper of the project.

Fixes write what stands there already. Only what certainly does the same as ``asyncio.to_thread``
counts: a library's function that a stub marks, or a coroutine of the project that hands its first
parameter and all the others to a thread of the loop's own executor.
"""

from __future__ import annotations

import ast
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, Instance
from flake8_asyncpitfalls.semantics.source.node_fields import last_name, start_name
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_RUNNER = "asyncio.to_thread"
_TO_THREADS = ("run_in_executor", "run_sync", "to_thread")


class HouseRunner(NamedTuple):
    """The qualified name of what the file uses, and whether it passes keyword arguments on."""

    name: str
    takes_keywords: bool


def house_runner(model: SemanticModel) -> HouseRunner | None:
    """What most of the file's awaits of threads call; None for ``asyncio.to_thread`` or without any."""
    return model.analysis(_HouseRunner).found


def runner_of_object(model: SemanticModel, node: ast.AST) -> str:
    """The code of the method that runs functions in threads, of an object that is at hand at *node*.

    That is what stubs mark so: ``hass.async_add_executor_job``, of a parameter or of an attribute of
    ``self`` that the function or its class uses anyway; empty without one.
    """
    return model.analysis(_RunnersOfObjects).at(node)


def has_own_way(model: SemanticModel) -> bool:
    """Whether the file awaits methods of the project that run in a thread what they are given.

    ``await self.eventloop.run_in_thread(f)``: whether such an object is at hand elsewhere, nobody knows.
    """
    return model.analysis(_OwnWays).is_there


class _OwnWays:
    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self.is_there = any(map(self._is_one, self._calls()))

    def _calls(self) -> Iterator[ast.Call]:
        for scope in self._model.scopes:
            for node in scope.of_type(ast.Await) if scope.is_coroutine else ():
                call = node.value
                if (
                    isinstance(call, ast.Call)
                    and isinstance(call.func, ast.Attribute)
                    and call.args
                ):
                    yield call

    def _is_one(self, call: ast.Call) -> bool:
        function = self._model.value_of(call.func)
        if not isinstance(function, FunctionValue) or function.summary.module.is_stub:
            return False
        scope = function.summary.scope
        names = [parameter.name for parameter in function.summary.parameters]
        first = next((name for name in names if name not in ("self", "cls")), "")
        return any(
            last_name(inner.func) in _TO_THREADS
            and any(isinstance(given, ast.Name) and given.id == first for given in inner.args)
            for inner in scope.of_type(ast.Call)
        )


class _RunnersOfObjects:
    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._known: dict[Scope, str] = {}
        self._of_classes: dict[Scope, str] = {}

    def at(self, node: ast.AST) -> str:
        """The code for the function around *node*."""
        scope = self._model.scope_of(node)
        if scope not in self._known:
            found = self._of(scope) if self._model.imported_names else ()
            self._known[scope] = next(iter(found), "")
        return self._known[scope]

    def _of(self, scope: Scope) -> Iterator[str]:
        args = getattr(scope.node, "args", None)
        owner = scope.parent
        if not isinstance(args, ast.arguments) or owner is None:
            return
        names = {arg.arg for arg in (*args.posonlyargs, *args.args, *args.kwonlyargs)}
        kept = {name for name in names if _is_only_read(scope, name)}
        for name in scope.of_type(ast.Name):
            if name.id in kept:
                yield from self._method_of(name)
        if isinstance(owner.node, ast.ClassDef) and "self" in names:
            if owner not in self._of_classes:
                self._of_classes[owner] = next(self._of_attributes(owner), "")
            if code := self._of_classes[owner]:
                yield code

    def _of_attributes(self, owner: Scope) -> Iterator[str]:
        """The code for what the methods of the class *owner* find in their objects."""
        for method in owner.children.values():
            for attribute in method.of_type(ast.Attribute):
                if isinstance(attribute.value, ast.Name) and attribute.value.id == "self":
                    yield from self._method_of(attribute)

    def _method_of(self, expr: ast.expr) -> Iterator[str]:
        value = self._model.value_of(expr)
        if not isinstance(value, Instance) or not value.summary.module.is_stub:
            return
        for identity in value.summary.methods:
            method = value.summary.module.function(identity)
            marker = method.markers.get("offloads")
            if marker is not None and marker.keywords.get("house"):
                yield f"{unparsed(expr)}.{method.name}"


def _is_only_read(scope: Scope, name: str) -> bool:
    return all(isinstance(node.ctx, ast.Load) for node in scope.names(name))


class _HouseRunner:
    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._imported = dict(_imports(model.source.tree))
        counts = Counter(self._runners())
        best = max(counts, key=counts.__getitem__, default=None)
        self.found = best if best is not None and best.name != _RUNNER else None

    def _runners(self) -> Iterator[HouseRunner]:
        for scope in self._model.scopes:
            for node in scope.of_type(ast.Await) if scope.is_coroutine else ():
                call = node.value
                if isinstance(call, ast.Call) and call.args:
                    found = self._runner(call)
                    if found is not None:
                        yield found

    def _runner(self, call: ast.Call) -> HouseRunner | None:
        """What *call* runs its first argument in a thread with, as the file's imports name it."""
        root = start_name(call.func)
        if root not in self._imported or not isinstance(call.func, (ast.Name, ast.Attribute)):
            return None
        code = self._model.source.code_of(call.func)
        name = self._imported[root] + code.removeprefix(root)
        if name == _RUNNER:
            return HouseRunner(_RUNNER, takes_keywords=True)
        function = self._model.value_of(call.func)
        if not isinstance(function, FunctionValue) or not function.summary.is_async:
            return None
        node = function.summary.scope.node
        if not isinstance(node, ast.AsyncFunctionDef) or not _takes_function_and_rest(node):
            return None
        if function.summary.module.is_stub:
            if call.args[0] not in self._model.arguments_marked(call, "offloads"):
                return None
        elif not _hands_to_thread(node):
            return None
        return HouseRunner(name, takes_keywords=node.args.kwarg is not None)


def _imports(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """The names that imports of the module's level bind, and what they mean."""
    for stmt in tree.body:
        if isinstance(stmt, ast.ImportFrom) and stmt.module and not stmt.level:
            yield from ((a.asname or a.name, f"{stmt.module}.{a.name}") for a in stmt.names)
        elif isinstance(stmt, ast.Import):
            for alias in stmt.names:
                root = alias.name.partition(".")[0]
                yield alias.asname or root, alias.name if alias.asname else root


def _takes_function_and_rest(node: ast.AsyncFunctionDef) -> bool:
    """Whether it takes ``func, *args`` and nothing else that must be given."""
    args = node.args
    is_method = bool(args.args) and args.args[0].arg in ("self", "cls")
    return (
        len(args.posonlyargs + args.args) == 1
        and args.vararg is not None
        and not is_method
        and None not in args.kw_defaults
    )


def _hands_to_thread(node: ast.AsyncFunctionDef) -> bool:
    """Whether all that it gives comes from its first parameter, run in a thread."""
    first = (node.args.posonlyargs + node.args.args)[0].arg
    returns = [stmt for stmt in ast.walk(node) if isinstance(stmt, ast.Return)]
    last = node.body[-1]
    if len(returns) != 1 or returns[0] is not last or not isinstance(last, ast.Return):
        return False
    match last.value:
        case ast.Await(value=ast.Call(func=ast.Attribute() as func, args=[given, *_])) if (
            last_name(func) == "to_thread"
        ):
            return isinstance(given, ast.Name) and given.id == first
        case ast.Await(
            value=ast.Call(func=ast.Attribute() as func, args=[ast.Constant(value=None), given, *_])
        ) if last_name(func) == "run_in_executor":
            return _mentions(_bound_to(given, node), first)
    return False


def _bound_to(given: ast.expr, node: ast.AsyncFunctionDef) -> ast.expr:
    """What the variable *given* is bound to in the statements of *node*, or *given* itself."""
    for stmt in node.body:
        match stmt, given:
            case ast.Assign(targets=[ast.Name(id=name)], value=value), ast.Name(id=wanted) if (
                name == wanted
            ):
                return value
    return given


def _mentions(expr: ast.expr, name: str) -> bool:
    return any(isinstance(node, ast.Name) and node.id == name for node in ast.walk(expr))
