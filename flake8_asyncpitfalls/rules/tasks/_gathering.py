"""What a program makes of the results of ``gather``."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.coroutines import coroutine_of
from flake8_asyncpitfalls.analyses.expected_failures import catches_all
from flake8_asyncpitfalls.semantics.inference.capabilities import is_builtin
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, NoneValue, options_of
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.inference.values import Coroutine
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary

_EXCEPTIONS = frozenset({"Exception", "BaseException"})
_MOST_NAMES = 2
_PAIRING = ("zip", "enumerate", "reversed", "list", "sorted")


def keeps_exceptions(call: ast.Call) -> bool | None:
    """Whether *call* has ``return_exceptions=True``; None where that is not certain."""
    for keyword in call.keywords:
        if keyword.arg is None:
            return None
        if keyword.arg == "return_exceptions":
            value = keyword.value
            return bool(value.value) if isinstance(value, ast.Constant) else None
    return False


class GatheredResults:
    """What one ``gather`` awaits, and who reads what it gives."""

    def __init__(self, call: ast.Call, model: SemanticModel) -> None:
        self.call = call
        self.model = model
        self.elements = [self._work(one) for one in _elements(call.args)]

    def _work(self, element: ast.expr) -> ast.expr:
        """The call that a task is made of, where *element* makes one."""
        given = (
            self.model.arguments_marked(element, "schedules")
            if isinstance(element, ast.Call)
            else []
        )
        return given[0] if len(given) == 1 else element

    def are_calls(self) -> bool:
        """Whether all that is gathered is made on the spot."""
        return all(isinstance(one, ast.Call) and self._is_coroutine(one) for one in self.elements)

    def _is_coroutine(self, call: ast.Call) -> bool:
        return coroutine_of(self.model, call) is not None

    def _functions(self) -> Iterator[FunctionSummary | None]:
        for one in self.elements:
            callee = self.model.value_of(one.func) if isinstance(one, ast.Call) else None
            for option in () if callee is None else options_of(callee):
                yield option.summary if isinstance(option, FunctionValue) else None
            if callee is None:
                yield None

    def are_known_plain(self) -> bool:
        """Whether all functions that are awaited are known, and none returns an exception."""
        functions = list(self._functions())
        return (
            bool(functions)
            and self.are_calls()
            and not any(
                function is None or _may_return_exception(function) for function in functions
            )
        )

    def cannot_fail(self) -> bool:
        """Whether every function catches all its errors itself, or a stub says that it has none."""
        return all(
            function is not None
            and (
                "never_fails" in function.markers
                if function.module.is_stub
                else catches_all(function)
            )
            for function in self._functions()
        )

    def names(self) -> list[str]:
        """What is gathered, as the source calls it, each once; nothing where that would be long."""
        found = [self.model.spelled(one) for one in self.elements if isinstance(one, ast.Call)]
        names = list(dict.fromkeys(name for name in found if name.isidentifier()))
        return names if len(names) <= _MOST_NAMES else []

    def are_unread(self) -> bool:
        """Whether the results are dropped, or go into a variable that nothing reads."""
        parent = self.model.parent(self.model.parent(self.call))
        if isinstance(parent, ast.Expr):
            return True
        match parent:
            case ast.Assign(targets=[ast.Name(id=name)]):
                scope = self.model.scope_of(parent)
                is_own = self.model.uses.is_private(name, scope)
                return is_own and not self.model.uses.reads(name, scope)
        return False


def _elements(args: list[ast.expr]) -> Iterator[ast.expr]:
    for arg in args:
        inner = arg.value if isinstance(arg, ast.Starred) else arg
        if isinstance(inner, (ast.ListComp, ast.GeneratorExp, ast.SetComp)):
            yield inner.elt
        elif isinstance(inner, (ast.List, ast.Tuple)):
            yield from _elements(inner.elts)
        else:
            yield inner


def _may_return_exception(function: FunctionSummary) -> bool:
    """Whether a result of the function may be an exception that it caught or made."""
    if function.module.is_stub:
        return function.name in ("gather", "wait_for", "shield")
    scope = function.scope
    caught = {handler.name for handler in scope.of_type(ast.ExceptHandler) if handler.name}
    returned = [stmt.value for stmt in scope.of_type(ast.Return) if stmt.value is not None]
    names = {
        node.id for value in returned for node in ast.walk(value) if isinstance(node, ast.Name)
    }
    is_forwarding = any(
        isinstance(value, ast.Await) or _makes_exception(value) for value in returned
    )
    return bool(names & caught) or (is_forwarding and _calls_parameter(function))


def _makes_exception(value: ast.expr) -> bool:
    return isinstance(value, ast.Call) and unparsed(value.func).endswith(("Error", "Exception"))


def _calls_parameter(function: FunctionSummary) -> bool:
    """Whether the function awaits what it was given, whose results nobody knows."""
    parameters = {parameter.name for parameter in function.parameters}
    return any(
        isinstance(node, ast.Name) and node.id in parameters
        for stmt in function.scope.of_type(ast.Return)
        if isinstance(stmt.value, ast.Await)
        for node in (stmt.value.value, getattr(stmt.value.value, "func", None))
    ) or any(_makes_exception(s.value) for s in function.scope.of_type(ast.Return) if s.value)


def searches_for_exceptions(call: ast.Call, model: SemanticModel) -> bool:
    """Whether the function tests an element of what *call* gives for being an exception."""
    scope = model.scope_of(call)
    match model.parent(model.parent(call)):
        case ast.Assign(targets=[ast.Name(id=name)]) as stmt:
            names = set(_names_of_elements(name, stmt, scope, model))
            return any(_is_search(test, name, names) for test in _tests(scope, model))
        case ast.Assign(targets=[ast.Tuple(elts=targets)]):
            names = {target.id for target in targets if isinstance(target, ast.Name)}
            if all(len(_bindings(name, scope, model)) == 1 for name in names):
                return any(_is_search(test, "", names) for test in _tests(scope, model))
    return False


def looks_at_each(call: ast.Call, model: SemanticModel) -> bool:
    """Whether one loop or comprehension tests every element for being any exception."""
    scope = model.scope_of(call)
    match model.parent(model.parent(call)):
        case ast.Assign(targets=[ast.Name(id=name)]) as stmt:
            names = set(_names_of_elements(name, stmt, scope, model))
            return any(
                _is_search(test, "", names) and _spelled_kinds(test) & _EXCEPTIONS
                for test in _tests(scope, model)
            )
    return False


def _tests(scope: Scope, model: SemanticModel) -> Iterator[ast.Call]:
    """The calls of ``isinstance`` in *scope*."""
    for name in scope.names("isinstance"):
        call = model.parent(name)
        if isinstance(call, ast.Call) and call.func is name:
            yield call


def _bindings(name: str, scope: Scope, model: SemanticModel) -> list[object]:
    found = model.terms.table(scope).by_name.get(name, [])
    return [binding for binding in found if binding.kind != "narrow"]


def _names_of_elements(
    results: str, stmt: ast.Assign, scope: Scope, model: SemanticModel
) -> Iterator[str]:
    """The variables of loops over the results, in the form of a loop or comprehension."""
    if len(_bindings(results, scope, model)) != 1:
        return
    loops = [(loop.target, loop.iter) for loop in scope.of_type(ast.For)]
    loops += [(clause.target, clause.iter) for clause in scope.of_type(ast.comprehension)]
    for target, source in loops:
        yield from _element_names(target, source, results)


def _element_names(target: ast.expr, source: ast.expr, results: str) -> Iterator[str]:
    if isinstance(source, ast.Name) and source.id == results and isinstance(target, ast.Name):
        yield target.id
    if not isinstance(source, ast.Call) or unparsed(source.func) not in _PAIRING:
        return
    parts = target.elts if isinstance(target, ast.Tuple) else [target]
    offset = 1 if unparsed(source.func) == "enumerate" else 0
    for index, arg in enumerate(source.args):
        place = index + offset
        if isinstance(arg, ast.Name) and arg.id == results and place < len(parts):
            part = parts[place]
            if isinstance(part, ast.Name):
                yield part.id


def _is_search(test: ast.Call, results: str, names: set[str]) -> bool:
    """``isinstance(result, Exception)``, also of ``results[0]``."""
    match test:
        case ast.Call(func=ast.Name(id="isinstance"), args=[subject, _]):
            spelled = _spelled_kinds(test)
            is_exception = all(one in _EXCEPTIONS or one.endswith("Error") for one in spelled)
            if isinstance(subject, ast.Subscript):
                subject = subject.value
                return is_exception and isinstance(subject, ast.Name) and subject.id == results
            return is_exception and isinstance(subject, ast.Name) and subject.id in names
    return False


def _spelled_kinds(test: ast.Call) -> set[str]:
    """The classes of an ``isinstance``, without their modules."""
    kind = test.args[1] if len(test.args) > 1 else None
    kinds = kind.elts if isinstance(kind, ast.Tuple) else [kind]
    return {unparsed(one).rpartition(".")[2] for one in kinds if one is not None}


def gives_plain(expr: ast.Await, model: SemanticModel) -> bool:
    """Whether what *expr* gives is certainly nothing that can be awaited."""
    return all(
        isinstance(option, NoneValue)
        or is_builtin(option)
        or model.capabilities.cannot_await(option)
        for option in options_of(model.value_of(expr))
    )


def never_waits(coroutine: Coroutine) -> bool:
    """Whether its task is the one thing in it that lets all that is ready run before.

    The coroutine of a function without an await, which awaited itself would run without a break.
    """
    function = coroutine.function
    if function is None or function.module.is_stub:
        return False
    scope = function.scope
    waits = [*scope.of_type(ast.Await), *scope.of_type(ast.AsyncFor), *scope.of_type(ast.AsyncWith)]
    return not waits and not any(clause.is_async for clause in scope.of_type(ast.comprehension))
