"""Ways through a block of statements: how it can be left, and what has happened by then.

Only statements count: a call may raise anywhere, so handlers are entered from every point of their
``try``, but a way out by an exception is reported for ``raise`` statements alone.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from flake8_asyncpitfalls.semantics.source.node_fields import children
from flake8_asyncpitfalls.semantics.source.statement_flow import (
    StatementFlow,
    Way,
    catches_all,
    decide_constant,
)

State = frozenset[bool]
"""Whether something has happened: both are in it where that depends on the path."""

_HAPPENED: State = frozenset({True})
_LOOPS = (ast.For, ast.AsyncFor, ast.While)
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
_CLOSED = frozenset({*_SCOPES, ast.Module})
_WAITING = frozenset({ast.Await, ast.AsyncWith, ast.AsyncFor})


def leaving(body: Sequence[ast.stmt]) -> Iterator[ast.Return | ast.Break | ast.Continue]:
    """The ``return``, ``break`` and ``continue`` statements that leave *body*, in source order.

    Those of a loop or function that lies wholly inside are left out.
    """
    yield from _leaving(body, in_loop=False)


def _leaving(
    nodes: Sequence[ast.AST], in_loop: bool
) -> Iterator[ast.Return | ast.Break | ast.Continue]:
    for node in nodes:
        if isinstance(node, ast.Return):
            yield node
        elif isinstance(node, (ast.Break, ast.Continue)):
            if not in_loop:
                yield node
        elif isinstance(node, _LOOPS):
            yield from _leaving(node.body, in_loop=True)
            yield from _leaving(node.orelse, in_loop)
        elif not isinstance(node, _SCOPES):
            blocks = (child for child in children(node) if _has_statements(child))
            yield from _leaving(list(blocks), in_loop)


def _has_statements(node: ast.AST) -> bool:
    return isinstance(node, (ast.stmt, ast.ExceptHandler, ast.match_case))


def walk_code(body: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """The nodes of *body* in source order, without what nested functions and lambdas hold."""
    stack = list(body)[::-1]
    while stack:
        node = stack.pop()
        yield node
        if node.__class__ not in _CLOSED:
            stack += children(node)[::-1]


def suspensions(body: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """Where *body* itself may wait: awaits, ``async with``, ``async for``, async comprehensions."""
    # As over walk_code, without a generator for it: many rules ask this of every statement.
    stack = list(body)[::-1]
    while stack:
        node = stack.pop()
        kind = node.__class__
        if kind in _WAITING:
            yield node
        elif kind is ast.comprehension and node.is_async:  # type: ignore[attr-defined]
            yield node.iter  # type: ignore[attr-defined]
        if kind not in _CLOSED:
            stack += children(node)[::-1]


def waits(node: ast.AST) -> bool:
    """Whether evaluating *node*, a statement's own part or a simple statement, may wait."""
    if isinstance(node, (ast.AsyncWith, ast.AsyncFor)):
        return True
    return next(suspensions([node]), None) is not None


def ways_through(
    body: Sequence[ast.stmt],
    happens: Callable[[ast.AST], bool],
    decides: Callable[[ast.expr], bool | None] = decide_constant,
    stops: Callable[[ast.stmt], bool] = lambda _: False,
) -> Mapping[Way, State]:
    """How *body* can be left; for each way, whether the thing that *happens* tells of has happened.

    *happens* is asked about simple statements and about what compound ones evaluate: the test, the
    iterable, the subject, the context expressions. An ``async with`` or ``async for`` is asked
    about as a whole too and then stands for its own waiting, not for what is in it. Code after
    an endless loop or a ``return`` is not looked at. A way that is missing cannot be taken.
    *decides* says how the test of an ``if`` comes out, None when it may come out either way.
    *stops* says of an expression statement whether it always raises.
    """

    def after(node: ast.AST, state: State) -> State:
        return _HAPPENED if happens(node) else state

    return states_at_ends(body, after, decides, stops)


def states_at_ends(
    body: Sequence[ast.stmt],
    after: Callable[[ast.AST, State], State],
    decides: Callable[[ast.expr], bool | None] = decide_constant,
    stops: Callable[[ast.stmt], bool] = lambda _: False,
    only: Mapping[int, Sequence[int]] | None = None,
) -> Mapping[Way, State]:
    """As ways_through, but *after* says what the state is once a node has been evaluated.

    It is asked about a node once for each state that may come before it, so that it can note the
    states that a statement is reached in. Nothing has happened at the start. With *only*, which
    gives numbers of statements in the blocks with these ids, others are passed over.
    """
    walk = _Walk(after, decides, stops) if only is None else _Sparse(after, decides, stops, only)
    walk.add("end", walk.block(body, frozenset({False})))
    return walk.ends


class _Walk(StatementFlow[State]):
    """The walk that *after* follows."""

    def __init__(
        self,
        after: Callable[[ast.AST, State], State],
        decides: Callable[[ast.expr], bool | None],
        stops: Callable[[ast.stmt], bool],
    ) -> None:
        super().__init__()
        self._after = after
        self._decides = decides
        self._stops = stops

    def join(self, one: State, other: State) -> State:
        return one | other

    def evaluated(self, node: ast.AST, state: State) -> State:
        return self._after(node, state)

    def decides(self, test: ast.expr) -> bool | None:
        return self._decides(test)

    def stops(self, stmt: ast.stmt) -> bool:
        return self._stops(stmt)


class _Sparse(_Walk):
    """The same where *only* some statements can change anything."""

    def __init__(
        self,
        after: Callable[[ast.AST, State], State],
        decides: Callable[[ast.expr], bool | None],
        stops: Callable[[ast.stmt], bool],
        only: Mapping[int, Sequence[int]],
    ) -> None:
        super().__init__(after, decides, stops)
        self._only = only

    def block(self, body: Sequence[ast.AST], state: State | None) -> State | None:
        return super().block([body[number] for number in self._only.get(id(body), ())], state)


class _Completion(StatementFlow[bool]):
    """The walk that only asks what is reached: once round a loop tells."""

    deepest_walked_twice = 0

    def join(self, one: bool, other: bool) -> bool:
        return True


def can_complete(body: Sequence[ast.stmt]) -> bool:
    """Whether the end of *body* can be reached, as far as its own statements tell.

    A call that never returns (``sys.exit``) counts as one that does.
    """
    return _Completion().block(body, True) is not None


def has_break(loop: ast.For | ast.AsyncFor | ast.While) -> bool:
    """Whether a ``break`` in *loop* leaves this very loop."""
    return any(isinstance(stmt, ast.Break) for stmt in leaving(loop.body))


def lets_no_error_out(body: Sequence[ast.stmt]) -> bool:
    """Whether *body* is a ``try`` that ends every ``Exception``, with nothing beside it that may fail."""
    tries = [stmt for stmt in body if isinstance(stmt, ast.Try)]
    others = [stmt for stmt in body if stmt not in tries]
    return bool(tries) and all(map(_cannot_fail, others)) and all(map(_ends_all_errors, tries))


def _ends_all_errors(stmt: ast.Try) -> bool:
    is_raised = any(
        isinstance(node, ast.Raise)
        for node in walk_code([*stmt.handlers, *stmt.orelse, *stmt.finalbody])
    )
    return any(map(catches_all, stmt.handlers)) and not is_raised and not stmt.orelse


def _cannot_fail(stmt: ast.stmt) -> bool:
    """A docstring, ``pass``, a declaration, an import, or a name for a literal or another name."""
    match stmt:
        case ast.Pass() | ast.Global() | ast.Nonlocal() | ast.Return(value=None):
            return True
        case (
            ast.Expr(value=value)
            | ast.Assign(targets=[ast.Name()], value=value)
            | ast.AnnAssign(target=ast.Name(), value=ast.expr() as value)
            | ast.Return(value=ast.expr() as value)
        ):
            return isinstance(value, (ast.Constant, ast.Name))
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            return not stmt.decorator_list
    return False
