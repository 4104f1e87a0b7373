"""The ``async def`` that stands beside a synchronous function and does the same."""

from __future__ import annotations

import ast
import itertools
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.suspensions import may_wait
from flake8_asyncpitfalls.semantics.inference.values import (
    ClassValue,
    FunctionValue,
    Instance,
    options_of,
)
from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES
from flake8_asyncpitfalls.semantics.source.control_flow import can_complete, walk_code
from flake8_asyncpitfalls.semantics.source.node_fields import block_of, last_name
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.inference.values import Value
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.summaries.definitions import ClassSummary, FunctionSummary

_NO_METHODS = ("abstractmethod", "overload", "property", "setter")


class Siblings:
    """Answers for one module which calls have an asynchronous sibling."""

    def __init__(self, model: SemanticModel) -> None:
        self.model = model
        self.members = model.types.members

    def of_call(self, call: ast.Call) -> FunctionValue | None:
        """The sibling of the function that *call* certainly calls.

        Of a stub's functions, only those that it says to have one.
        """
        function = self._called(call)
        if function is None or function.call_kind or function.is_cached:
            return None
        summary = function.summary
        if summary.module.is_stub:
            return self._named(call, function)
        if summary.is_async or summary.is_generator:
            return None
        if summary.name.startswith("__") or "<" in summary.local_name or _is_odd(summary):
            return None
        if _calls_what_it_is_given(summary):
            return None
        for name in sibling_names(summary.name):
            sibling = self._member(function, name)
            if isinstance(sibling, FunctionValue) and self._does_the_same(sibling, function):
                return None if self._is_meant(call, sibling) else sibling
        return None

    def _called(self, call: ast.Call) -> FunctionValue | None:
        """What *call* certainly calls; of several methods the one that the others stand in for."""
        options = options_of(self.model.value_of(call.func))
        found = [option for option in options if isinstance(option, FunctionValue)]
        if len(found) != len(options):
            return None
        known = self.model.types.implementations
        for option in found:
            others = [other for other in found if other is not option]
            if not others or set(others) <= set(known.instead_of(option)):
                return option
        return None

    def _named(self, call: ast.Call, function: FunctionValue) -> FunctionValue | None:
        """The sibling that a stub names."""
        marker = function.summary.markers.get("has_async")
        if marker is None or function.receiver is None:
            return None
        sibling = self.members.get(function.receiver, marker.argument(0))
        if not isinstance(sibling, FunctionValue) or not sibling.summary.is_async:
            return None
        return None if self._is_meant(call, sibling) else sibling

    def _is_meant(self, call: ast.Call, sibling: FunctionValue) -> bool:
        """Whether whoever wrote *call* knows the sibling and calls this one on purpose."""
        name = sibling.summary.name
        if self._is_inside(call, sibling) or self._is_fallback(call, name):
            return True
        return self._is_one_of_two(call, name)

    def _member(self, function: FunctionValue, name: str) -> Value | None:
        """What *name* is where *function* was found: in its class or in its module."""
        receiver = function.receiver
        if isinstance(receiver, (Instance, ClassValue)):
            if not self._stand_together(receiver.summary, function.summary.name, name):
                return None
            return self.members.get(receiver, name)
        module = function.summary.module
        if "." in function.summary.local_name:
            return None
        if module.global_term(name) is None:
            return None
        return self.model.types.global_value(name, module)

    def _stand_together(self, summary: ClassSummary, *names: str) -> bool:
        """Whether a class among the bases of *summary*, or it itself, defines all of *names*."""
        bases = [base for base in self.members.mro(summary) if base is not None]
        return any(all(name in base.names for name in names) for base in bases)

    def _does_the_same(self, sibling: FunctionValue, function: FunctionValue) -> bool:
        """Whether it takes the same arguments and is more than a wrapper of *function*."""
        other = sibling.summary
        if not other.is_async or other.is_generator or sibling.call_kind or sibling.is_cached:
            return False
        if other.module.is_stub or _is_odd(other) or not _looks_the_same(other, function.summary):
            return False
        if other.is_empty:
            return self._is_filled_alike(sibling, function)
        if self._is_not_implemented(sibling) or not _reaches_the_same(other, function.summary):
            return False
        # One that calls nothing is a sketch of what is yet to come.
        wins = may_wait(self.model, sibling) or not other.scope.of_type(ast.Call)
        return wins and not self._wraps(other, function.summary)

    def _is_filled_alike(self, sibling: FunctionValue, function: FunctionValue) -> bool:
        """Whether both are left open alike, and each class that fills *function* has a sibling that waits."""
        receiver, known = function.receiver, self.model.types.implementations
        if not isinstance(receiver, Instance) or not all(
            known.is_left_open(one.summary) for one in (sibling, function)
        ):
            return False
        made = known.of_method(function.summary.name, receiver)
        return bool(made) and all(self._has_filled(one, sibling.summary.name) for one in made)

    def _has_filled(self, function: FunctionValue, name: str) -> bool:
        """Whether the class of *function* has an asynchronous *name* that takes the same and waits."""
        owner = function.receiver
        found = self.members.get(owner, name) if isinstance(owner, Instance) else None
        if not isinstance(found, FunctionValue) or found.call_kind:
            return False
        other = found.summary
        is_whole = other.is_async and not other.is_generator and not other.is_empty
        is_same = is_whole and _looks_the_same(other, function.summary)
        return is_same and may_wait(self.model, found)

    def _is_not_implemented(self, sibling: FunctionValue) -> bool:
        """Whether it awaits a method of its object that does nothing but raise."""
        node = _definition(sibling.summary)
        if node is None or sibling.receiver is None:
            return False
        for part in walk_code(node.body):
            if not (isinstance(part, ast.Await) and isinstance(part.value, ast.Call)):
                continue
            func = part.value.func
            if isinstance(func, ast.Attribute) and _is_self(func.value):
                method = self.members.get(sibling.receiver, func.attr)
                if isinstance(method, FunctionValue) and _only_raises(method.summary):
                    return True
        return False

    def _wraps(self, other: FunctionSummary, summary: FunctionSummary) -> bool:
        """Whether *other* calls *summary*, or awaits what only calls what *summary* calls."""
        names = _called(other)
        if summary.name in names:
            return True
        for called in _called(summary):
            for name in names & set(sibling_names(called)):
                value = self.model.types.global_value(name, other.module)
                if isinstance(value, FunctionValue) and called in _called(value.summary):
                    return True
        return False

    def _is_inside(self, call: ast.Call, sibling: FunctionValue) -> bool:
        """Whether *call* is part of an implementation of the sibling itself."""
        scope = self.model.scope_of(call)
        func = call.func
        is_own = not isinstance(func, ast.Attribute) or (
            isinstance(func.value, ast.Name) and func.value.id in ("self", "cls")
        )
        is_super = isinstance(func, ast.Attribute) and isinstance(func.value, ast.Call)
        return scope.name == sibling.summary.name and (is_own or is_super)

    def _is_one_of_two(self, call: ast.Call, name: str) -> bool:
        """Whether the sibling is called beside *call*, or by a function inside, so both are meant.

        What takes and gives nothing changes its object; the sibling may come any time after it
        (``close()``, then ``await aclose()``, which waits for the end).
        """
        if not isinstance(call.func, ast.Attribute):
            return False
        receiver = unparsed(call.func.value)
        scope = self.model.scope_of(call)
        is_begun = isinstance(self.model.parent(call), ast.Expr) and not (
            call.args or call.keywords
        )
        return any(
            isinstance(other, ast.Call)
            and isinstance(other.func, ast.Attribute)
            and other.func.attr == name
            and (self._is_beside(call, other) or (is_begun and other.lineno > call.lineno))
            and unparsed(other.func.value) == receiver
            for other in ast.walk(scope.node)
        )

    def _is_beside(self, call: ast.Call, other: ast.Call) -> bool:
        """Whether *other* is in the statement before or after that of *call*, or in a function."""
        if self.model.scope_of(other) is not self.model.scope_of(call):
            return True
        stmt, beside = self.model.statement_of(call), self.model.statement_of(other)
        around = self.model.parent(beside)
        if isinstance(beside, ast.Return) and isinstance(around, ast.If):
            beside = around
        block = self.model.block_of(stmt)
        return beside in block and abs(block.index(stmt) - block.index(beside)) == 1

    def _is_fallback(self, call: ast.Call, name: str) -> bool:
        """Whether the sibling is called in the other branch of a condition or ``try`` around.

        Or in a branch before the call that leaves the block: ``if x: return await other()``.
        """
        child: ast.AST = call
        parent = self.model.parent(child)
        while not isinstance(parent, (*FUNCTION_TYPES, ast.Module, ast.ClassDef)):
            if _is_other_branch(parent, child, name) or _is_last_resort(parent):
                return True
            if _is_left_before(parent, child, name):
                return True
            child, parent = parent, self.model.parent(parent)
        return _is_left_before(parent, child, name)


def _is_left_before(parent: ast.AST, child: ast.AST, name: str) -> bool:
    """Whether an ``if`` before *child* in its block calls a function called *name*, and leaves there."""
    block = block_of(child, parent) if isinstance(child, ast.stmt) else []
    return any(
        isinstance(stmt, ast.If)
        and not can_complete(stmt.body)
        and any(_calls(part, name) for part in stmt.body)
        for stmt in itertools.takewhile(lambda stmt: stmt is not child, block)
    )


def _is_last_resort(parent: ast.AST) -> bool:
    """Whether *parent* handles that something is not implemented, the asynchronous form perhaps."""
    if not isinstance(parent, ast.ExceptHandler) or parent.type is None:
        return False
    return "NotImplementedError" in unparsed(parent.type)


def _is_other_branch(parent: ast.AST, child: ast.AST, name: str) -> bool:
    """Whether a function called *name* is called in a branch of *parent* that excludes *child*."""
    branches: list[list[ast.AST]] = []
    if isinstance(parent, ast.If):
        branches = [list(parent.body), list(parent.orelse)]
    elif isinstance(parent, ast.IfExp):
        branches = [[parent.body], [parent.orelse]]
    elif isinstance(parent, ast.Try):
        branches = [list(parent.body)]
        branches.extend([handler] for handler in parent.handlers)
    return any(_calls(part, name) for branch in branches if child not in branch for part in branch)


def _calls(part: ast.AST, name: str) -> bool:
    return any(
        isinstance(node, ast.Call) and last_name(node.func) == name for node in ast.walk(part)
    )


def sibling_names(name: str) -> Iterator[str]:
    """What the asynchronous form of a function *name* may be called."""
    private = "_" * (len(name) - len(name.lstrip("_")))
    word = name[len(private) :]
    for candidate in (f"a{word}", f"async_{word}", f"{word}_async", f"aio_{word}", f"{word}_aio"):
        yield private + candidate


def _is_odd(summary: FunctionSummary) -> bool:
    """Whether a decorator makes it something else than a method that does its work."""
    return any(
        isinstance(part, str) and part in _NO_METHODS
        for decorator in summary.decorators
        for part in decorator
    )


def _shape(summary: FunctionSummary) -> list[tuple[str, str]]:
    """The names and kinds of the parameters."""
    return [(parameter.name, parameter.kind) for parameter in summary.parameters]


def _looks_the_same(one: FunctionSummary, other: FunctionSummary) -> bool:
    """Whether both take and give the same, as far as it is written down."""
    is_alike = _shape(one) == _shape(other) and _takes_the_same(one, other)
    return is_alike and _gives_the_same(one, other)


def _definition(summary: FunctionSummary) -> ast.FunctionDef | ast.AsyncFunctionDef | None:
    """The ``def`` of *summary*; None for a lambda."""
    node = summary.scope.node
    return node if isinstance(node, FUNCTION_TYPES) else None


def _takes_the_same(one: FunctionSummary, other: FunctionSummary) -> bool:
    """Whether both are annotated alike: not an iterator here and an async iterator there."""
    definitions = [_definition(one), _definition(other)]
    annotations = [_annotations(node) for node in definitions if node is not None]
    return len(annotations) == 2 and annotations[0] == annotations[1]


def _is_self(expr: ast.expr) -> bool:
    return isinstance(expr, ast.Name) and expr.id in ("self", "cls")


def _only_raises(summary: FunctionSummary) -> bool:
    """Whether it is no more than a ``raise``, and no subclass is made to implement it."""
    is_abstract = any("abstractmethod" in decorator for decorator in summary.decorators)
    body = summary.scope.body
    raises = any(isinstance(stmt, ast.Raise) for stmt in body)
    return summary.is_empty and raises and not is_abstract


def _gives_the_same(one: FunctionSummary, other: FunctionSummary) -> bool:
    """Whether both are annotated with the same result, or both return something, or nothing."""
    nodes = [node for node in (_definition(one), _definition(other)) if node is not None]
    if len(nodes) != 2:
        return False
    annotated = [unparsed(node.returns) if node.returns else "" for node in nodes]
    if all(annotated):
        return annotated[0].strip("'\"") == annotated[1].strip("'\"")
    gives = [any(map(_gives_value, walk_code(node.body))) for node in nodes]
    return gives[0] == gives[1]


def _gives_value(node: ast.AST) -> bool:
    is_none = isinstance(node, ast.Return) and (
        node.value is None or (isinstance(node.value, ast.Constant) and node.value.value is None)
    )
    return isinstance(node, (ast.Return, ast.Yield, ast.YieldFrom)) and not is_none


def _reaches_the_same(sibling: FunctionSummary, summary: FunctionSummary) -> bool:
    """Whether *sibling* works with every part of the object that *summary* works with.

    ``_aclient`` and ``async_client`` stand for ``client``.
    """
    here, there = _parts_used(summary), _parts_used(sibling)
    own = there - here
    plain = {_plain(name) for name in own}
    return all(
        name in there or _plain(name) in plain or not own.isdisjoint(sibling_names(name))
        for name in here
    )


def _parts_used(summary: FunctionSummary) -> set[str]:
    """The attributes of its object that *summary* works with, the methods that it calls apart."""
    node = _definition(summary)
    inside = list(walk_code(node.body if node is not None else []))
    called = {part.func for part in inside if isinstance(part, ast.Call)}
    return {
        part.attr
        for part in inside
        if isinstance(part, ast.Attribute) and _is_self(part.value) and part not in called
    }


def _plain(name: str) -> str:
    """*name* without what marks its asynchronous form."""
    word = name.lstrip("_")
    for start in ("async_", "aio_"):
        word = word.removeprefix(start)
    return word.removesuffix("_async").removesuffix("_aio")


def _annotations(node: ast.FunctionDef | ast.AsyncFunctionDef) -> list[str]:
    arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    return [unparsed(arg.annotation) if arg.annotation else "" for arg in arguments]


def _called(summary: FunctionSummary) -> set[str]:
    """The last names of all that the body of *summary* itself calls."""
    node = None if summary.module.is_stub else _definition(summary)
    return {
        last_name(part.func)
        for part in walk_code(node.body if node is not None else [])
        if isinstance(part, ast.Call)
    }


def _calls_what_it_is_given(summary: FunctionSummary) -> bool:
    """Whether it calls a parameter: what that is decides which of the two forms is right."""
    node = summary.scope.node
    if not isinstance(node, FUNCTION_TYPES):
        return False
    arguments = (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)
    names = {argument.arg for argument in arguments} - {"self", "cls"}
    calls = summary.scope.of_type(ast.Call)
    return any(isinstance(call.func, ast.Name) and call.func.id in names for call in calls)
