"""Whether code of trio and anyio certainly gives other tasks a turn on its way."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.library import library_at
from flake8_asyncpitfalls.semantics.inference.values import (
    ClassMethodValue,
    FunctionValue,
    StaticValue,
)
from flake8_asyncpitfalls.semantics.source.control_flow import (
    states_at_ends,
    walk_code,
    ways_through,
)
from flake8_asyncpitfalls.semantics.source.rounds import BY_SOURCE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.source.control_flow import State

_CHECKED: State = frozenset({True})
_UNCHECKED: State = frozenset({False})


def surely_waits(node: ast.AST) -> bool:
    """Whether evaluating *node* itself certainly comes to an await.

    What ``and``, ``or``, a conditional expression or a comprehension may skip does not count.
    """
    match node:
        case ast.Await() | ast.AsyncWith() | ast.AsyncFor():
            return True
        case ast.BoolOp(values=[first, *_]):
            return surely_waits(first)
        case ast.IfExp(test=test, body=body, orelse=orelse):
            return (_waits_when(test, True) or surely_waits(body)) and (
                _waits_when(test, False) or surely_waits(orelse)
            )
        case ast.ListComp() | ast.SetComp():
            return _comprehension_waits(node.generators, [node.elt])
        case ast.DictComp():
            return _comprehension_waits(node.generators, [node.key, node.value])
        case ast.GeneratorExp():
            return surely_waits(node.generators[0].iter)
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef() | ast.Lambda():
            return False
    return any(map(surely_waits, ast.iter_child_nodes(node)))


def _comprehension_waits(
    clauses: Sequence[ast.comprehension], elements: Sequence[ast.expr]
) -> bool:
    """Whether a comprehension of *clauses* that makes *elements* certainly comes to an await.

    What stands behind a clause is reached when that clause certainly goes round and filters
    nothing; its first condition even when it does.
    """
    for clause in clauses:
        if clause.is_async or surely_waits(clause.iter):
            return True
        if not BY_SOURCE.rounds(clause.iter).least:
            return False
        if clause.ifs:
            return surely_waits(clause.ifs[0])
    return any(map(surely_waits, elements))


def _waits_when(test: ast.expr, outcome: bool) -> bool:
    """Whether evaluating *test* comes to an await when it comes out as *outcome*."""
    if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And) is outcome:
        return any(map(surely_waits, test.values))
    return surely_waits(test)


def has_checkpoints(node: ast.AST, model: SemanticModel) -> bool:
    """Whether *node* is of a coroutine that is written for trio or anyio."""
    return model.scope_of(node).is_coroutine and library_at(model, node) != "asyncio"


def function_has_checkpoints(function: ast.AsyncFunctionDef, model: SemanticModel) -> bool:
    """Whether *function* is a coroutine function that is written for trio or anyio."""
    return has_checkpoints(function.body[0], model)


def may_pass_without(body: Sequence[ast.stmt]) -> bool:
    """Whether *body* can be left, other than by raising, without a checkpoint."""
    ways = ways_through(body, surely_waits)
    return any(False in state for way, state in ways.items() if way != "raise")


def may_repeat_without(body: Sequence[ast.stmt]) -> bool:
    """Whether a loop with *body* can go round again without a checkpoint."""
    ways = ways_through(body, surely_waits)
    return any(False in ways.get(way, ()) for way in ("end", "continue"))


def unchecked_exits(function: ast.AsyncFunctionDef) -> Iterator[ast.Return | ast.AsyncFunctionDef]:
    """The ``return`` statements that can be reached without a checkpoint since entry or a yield.

    The function itself stands for its end.
    """
    steps = _Steps()
    ways = states_at_ends(function.body, steps.after)
    yield from (node for node in steps.unchecked if isinstance(node, ast.Return))
    if False in ways.get("end", ()):
        yield function


def unchecked_yields(function: ast.AsyncFunctionDef) -> list[ast.expr]:
    """The ``yield`` expressions that can be reached without a checkpoint since entry or a yield."""
    steps = _Steps()
    states_at_ends(function.body, steps.after)
    return [node for node in steps.unchecked if isinstance(node, ast.expr)]


class _Steps:
    """The steps of a function; it notes where one may begin without a checkpoint before it."""

    def __init__(self) -> None:
        self.unchecked: list[ast.AST] = []

    def after(self, node: ast.AST, state: State) -> State:
        if surely_waits(node):
            state = _CHECKED
        if isinstance(node, (ast.AsyncWith, ast.AsyncFor)):
            return state
        for part in walk_code([node]):
            if isinstance(part, ast.Yield):
                self._note(part, state)
                state = _UNCHECKED
        if isinstance(node, ast.Return):
            self._note(node, state)
        return state

    def _note(self, node: ast.AST, state: State) -> None:
        if False in state and node not in self.unchecked:
            self.unchecked.append(node)


def is_generator(function: ast.AsyncFunctionDef) -> bool:
    """Whether *function* itself has a ``yield``."""
    return any(isinstance(node, ast.Yield) for node in walk_code(function.body))


def is_plain(function: ast.AsyncFunctionDef, model: SemanticModel) -> bool:
    """Whether no decorator can make something else of *function*, and its body does something."""
    if model.summary_of(function).is_empty:
        return False
    if not function.decorator_list:
        return True
    value = model.function_value(model.terms.scopes[function])
    if isinstance(value, (StaticValue, ClassMethodValue)):
        value = value.function
    return isinstance(value, FunctionValue) and not value.call_kind
