"""Ways through a block of statements: how it can be left, and what has happened by then.

Only statements count: a call may raise anywhere, so handlers are entered from every point of their
``try``, but a way out by an exception is reported for ``raise`` statements alone.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Literal

from flake8_asyncpitfalls.semantics.source.node_fields import children

Way = Literal["end", "return", "raise", "break", "continue"]
State = frozenset[bool]
"""Whether something has happened: both are in it where that depends on the path."""

_NOWHERE: State = frozenset()
_HAPPENED: State = frozenset({True})
_LOOPS = (ast.For, ast.AsyncFor, ast.While)
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
_CLOSED = (*_SCOPES, ast.Module)
_WAYS: dict[type[ast.stmt], Way] = {
    ast.Return: "return",
    ast.Raise: "raise",
    ast.Break: "break",
    ast.Continue: "continue",
}
_CATCH_ALL = {"Exception", "BaseException"}


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
        elif isinstance(node, ast.Break | ast.Continue):
            if not in_loop:
                yield node
        elif isinstance(node, _LOOPS):
            yield from _leaving(node.body, in_loop=True)
            yield from _leaving(node.orelse, in_loop)
        elif not isinstance(node, _SCOPES):
            blocks = (child for child in children(node) if _has_statements(child))
            yield from _leaving(list(blocks), in_loop)


def _has_statements(node: ast.AST) -> bool:
    return isinstance(node, ast.stmt | ast.ExceptHandler | ast.match_case)


def walk_code(body: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """The nodes of *body* in source order, without what nested functions and lambdas hold."""
    stack = list(reversed(list(body)))
    while stack:
        node = stack.pop()
        yield node
        if not isinstance(node, _CLOSED):
            stack.extend(reversed(children(node)))


def suspensions(body: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """Where *body* itself may wait: awaits, ``async with``, ``async for``, async comprehensions."""
    for node in walk_code(body):
        if isinstance(node, ast.Await | ast.AsyncWith | ast.AsyncFor):
            yield node
        elif isinstance(node, ast.comprehension) and node.is_async:
            yield node.iter


def waits(node: ast.AST) -> bool:
    """Whether evaluating *node*, a statement's own part or a simple statement, may wait."""
    if isinstance(node, ast.AsyncWith | ast.AsyncFor):
        return True
    return next(suspensions([node]), None) is not None


def _decide_constant(test: ast.expr) -> bool | None:
    return bool(test.value) if isinstance(test, ast.Constant) else None


def ways_through(
    body: Sequence[ast.stmt],
    happens: Callable[[ast.AST], bool],
    decides: Callable[[ast.expr], bool | None] = _decide_constant,
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
    decides: Callable[[ast.expr], bool | None] = _decide_constant,
    stops: Callable[[ast.stmt], bool] = lambda _: False,
) -> Mapping[Way, State]:
    """As ways_through, but *after* says what the state is once a node has been evaluated.

    It is asked about a node once for each state that may come before it, so that it can note the
    states that a statement is reached in. Nothing has happened at the start.
    """
    walk = _Walk(after, decides, stops)
    walk.add("end", walk.block(body, frozenset({False})))
    return {way: state for way, state in walk.ends.items() if state}


class _Walk:
    """One walk; *ends* collects how the block being walked is left."""

    def __init__(
        self,
        after: Callable[[ast.AST, State], State],
        decides: Callable[[ast.expr], bool | None],
        stops: Callable[[ast.stmt], bool],
    ) -> None:
        self.after = after
        self.decides = decides
        self.stops = stops
        self.ends: dict[Way, State] = {}
        self.points: list[State] = []

    def add(self, way: Way, state: State) -> None:
        self.ends[way] = self.ends.get(way, _NOWHERE) | state

    def block(self, body: Sequence[ast.stmt], state: State) -> State:
        """The state at the end of *body*; empty when the end is never reached."""
        for stmt in body:
            if not state:
                break
            state = self._statement(stmt, state)
        return state

    def _after(self, nodes: Sequence[ast.AST | None], state: State) -> State:
        """The state after evaluating *nodes*."""
        for node in nodes:
            if state and node is not None:
                state = self.after(node, state)
        self.points = [point | state for point in self.points]
        return state

    def _statement(self, stmt: ast.stmt, state: State) -> State:
        way = self._way_of(stmt)
        if way is not None:
            self.add(way, self._after([stmt], state))
            return _NOWHERE
        match stmt:
            case ast.If():
                return self._if(stmt, self._after([stmt.test], state))
            case ast.For() | ast.AsyncFor() | ast.While():
                return self._loop(stmt, state)
            case ast.With() | ast.AsyncWith():
                heads = [item.context_expr for item in stmt.items]
                itself = [stmt] if isinstance(stmt, ast.AsyncWith) else []
                return self.block(stmt.body, self._after([*heads, *itself], state))
            case ast.Try() | ast.TryStar():
                return self._try(stmt, state)
            case ast.Match():
                return self._match(stmt, self._after([stmt.subject], state))
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                return self._after(stmt.decorator_list, state)
        return self._after([stmt], state)

    def _way_of(self, stmt: ast.stmt) -> Way | None:
        """How the simple statement *stmt* leaves the block, if it always does."""
        if isinstance(stmt, ast.Expr) and self.stops(stmt):
            return "raise"
        if isinstance(stmt, ast.Assert) and self.decides(stmt.test) is False:
            return "raise"
        return _WAYS.get(type(stmt))

    def _if(self, stmt: ast.If, state: State) -> State:
        outcome = self.decides(stmt.test)
        if outcome is not None:
            return self.block(stmt.body if outcome else stmt.orelse, state)
        return self.block(stmt.body, state) | self.block(stmt.orelse, state)

    def _loop(self, stmt: ast.For | ast.AsyncFor | ast.While, state: State) -> State:
        outer, self.ends = self.ends, {}
        test = stmt.test if isinstance(stmt, ast.While) else None
        first = [] if isinstance(stmt, ast.While) else [stmt.iter]
        each = [stmt] if isinstance(stmt, ast.AsyncFor) else [test]
        head = self._after(each, self._after(first, state))
        left = _NOWHERE if isinstance(stmt, ast.For) and certainly_runs(stmt.iter) else head
        before = _NOWHERE
        while head != before:  # at most twice; loops in loops would double the work each
            before = head
            end = self.block(stmt.body, head)
            again = self._after(each, end | self.ends.get("continue", _NOWHERE))
            head, left = head | again, left | again
        self.ends.pop("continue", None)
        broken = self.ends.pop("break", _NOWHERE)
        inner, self.ends = self.ends, outer
        for way, reached in inner.items():
            self.add(way, reached)
        is_endless = isinstance(test, ast.Constant) and bool(test.value)
        return broken | (_NOWHERE if is_endless else self.block(stmt.orelse, left))

    def _try(self, stmt: ast.Try | ast.TryStar, state: State) -> State:
        outer, self.ends = self.ends, {}
        self.points.append(state)
        end = self.block(stmt.body, state)
        raised = self.points.pop()
        if any(_catches_all(handler) for handler in stmt.handlers):
            self.ends.pop("raise", None)
        end = self.block(stmt.orelse, end)
        for handler in stmt.handlers:
            end |= self.block(handler.body, raised)
        inner, self.ends = self.ends, outer
        # One walk for all ways that come with the same state: ``finally`` in ``finally`` multiplies.
        after = {
            state: self.block(stmt.finalbody, state)
            for state in dict.fromkeys([*inner.values(), end])
        }
        for way, left in inner.items():
            self.add(way, after[left])
        return after[end]

    def _match(self, stmt: ast.Match, state: State) -> State:
        end: State = _NOWHERE
        is_exhaustive = False
        for case in stmt.cases:
            end |= self.block(case.body, self._after([case.guard], state))
            pattern = case.pattern
            is_plain = isinstance(pattern, ast.MatchAs) and pattern.pattern is None
            is_exhaustive |= is_plain and case.guard is None
        return end if is_exhaustive else end | state


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
    return any(map(_catches_all, stmt.handlers)) and not is_raised and not stmt.orelse


def _cannot_fail(stmt: ast.stmt) -> bool:
    """A docstring, ``pass``, a declaration, an import, or a name for a literal or another name."""
    match stmt:
        case ast.Pass() | ast.Global() | ast.Nonlocal() | ast.Return(value=None):
            return True
        case (
            ast.Expr(value=value)
            | ast.Assign(targets=[ast.Name()], value=value)
            | ast.Return(value=ast.expr() as value)
        ):
            return isinstance(value, ast.Constant | ast.Name)
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            return not stmt.decorator_list
    return False


def certainly_runs(iterable: ast.expr) -> bool:
    """Whether a ``for`` over *iterable* runs its body at least once, as the source alone says."""
    match iterable:
        case ast.List(elts=parts) | ast.Tuple(elts=parts) | ast.Set(elts=parts):
            return any(
                not isinstance(part, ast.Starred) or certainly_runs(part.value) for part in parts
            )
        case ast.Dict(keys=keys, values=values):
            pairs = zip(keys, values, strict=True)
            return any(key is not None or certainly_runs(value) for key, value in pairs)
        case ast.Constant(value=str() | bytes() as text):
            return len(text) > 0
        case ast.Call(func=ast.Name(id="range"), args=args, keywords=[]):
            bounds = [_integer(arg) for arg in args]
            numbers = [bound for bound in bounds if bound is not None]
            is_known = 0 < len(numbers) == len(bounds) and 0 not in numbers[2:]
            return is_known and len(range(*numbers)) > 0
        case ast.Call(func=ast.Name(id="enumerate" | "list" | "tuple" | "sorted" | "reversed")):
            return len(iterable.args) > 0 and certainly_runs(iterable.args[0])
        case ast.Call(func=ast.Attribute(value=ast.Dict() as mapping, attr=name), args=[]):
            return name in ("items", "keys", "values") and certainly_runs(mapping)
    return False


def _integer(expr: ast.expr) -> int | None:
    match expr:
        case ast.Constant(value=int() as value):
            return value
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() as value)):
            return -value
    return None


def _catches_all(handler: ast.ExceptHandler) -> bool:
    kind = handler.type
    return kind is None or (isinstance(kind, ast.Name) and kind.id in _CATCH_ALL)
