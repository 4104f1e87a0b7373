"""Where control can go from a statement: one walk over blocks, for all that depends on the way taken.

A subclass says what a *state* is: what holds when control comes to a place, made of what evaluating
and binding do and joined where ways meet. None stands for "nothing comes here". The walk knows what
each statement can do:

- ``return``, ``raise``, ``break`` and ``continue`` leave the block; *ends* collects how, until the
  loop or function that they leave to. What stands behind them is not reached.
- The body of a loop is walked twice: what it does reaches its own head in the second round. More would
  find nothing new where a state only grows by what the body holds; deep inside of each other, once
  must do, as each level doubles the work. ``while True`` is left by ``break`` alone, and a ``for`` over
  what certainly has elements not before its body has run.
- An exception may come from everywhere in a ``try``, so handlers start from all states that were
  passed in it (*points*). ``finally`` is walked for every way out.
- A ``match`` can be passed unless a case takes everything.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, Literal, TypeVar

from flake8_asyncpitfalls.semantics.source.rounds import BY_SOURCE

StateT = TypeVar("StateT")
Way = Literal["end", "return", "raise", "break", "continue"]
Branch = tuple[ast.AST, Literal["then", "else"]]
"""A branch of a statement as the place where a test has come out so."""

_WAYS: dict[type[ast.AST], Way] = {
    ast.Return: "return",
    ast.Raise: "raise",
    ast.Break: "break",
    ast.Continue: "continue",
}
_CATCH_ALL = {"Exception", "BaseException"}


_ENDS = frozenset({("sys", "exit"), ("os", "_exit"), ("os", "abort")})
"""Functions, as they are spelled, that never come back."""


def ends_program(expr: ast.expr) -> bool:
    """Whether *expr* is ``sys.exit(...)`` or its like, behind which nothing is reached."""
    match expr:
        case ast.Call(func=ast.Attribute(value=ast.Name(id=module), attr=name)):
            return (module, name) in _ENDS
    return False


def decide_constant(test: ast.expr) -> bool | None:
    """How *test* comes out if it is a literal; None where it may come out either way."""
    return bool(test.value) if isinstance(test, ast.Constant) else None


class StatementFlow(Generic[StateT]):
    """One walk; *enters_finally_by_errors*: whether ``finally`` is walked for exceptions, too."""

    enters_finally_by_errors = False
    deepest_walked_twice = 99

    def __init__(self) -> None:
        self.ends: dict[Way, StateT] = {}
        self._points: list[StateT] = []
        self._depth = 0

    def join(self, one: StateT, other: StateT) -> StateT:
        """What holds where two ways meet."""
        raise NotImplementedError

    def evaluated(self, node: ast.AST, state: StateT) -> StateT:
        """What holds once a simple statement or a part of another has been evaluated.

        An ``async with`` or ``async for`` comes as a whole, too, for its own waiting.
        """
        return state

    def bound(self, place: ast.AST | Branch, state: StateT) -> StateT:
        """What holds once the statement, handler, case or branch has bound its names."""
        return state

    def reached(self, place: ast.AST, state: StateT) -> None:
        """A statement, handler or case is reached; again for every way there."""

    def decides(self, test: ast.expr) -> bool | None:
        """How the test of an ``if`` comes out; None if it may come out either way."""
        return decide_constant(test)

    def stops(self, stmt: ast.stmt) -> bool:
        """Whether the expression statement always raises."""
        return False

    def add(self, way: Way, state: StateT | None) -> None:
        """Control leaves by *way*."""
        joined = self._either(self.ends.get(way), state)
        if joined is not None:
            self.ends[way] = joined

    def block(self, body: Sequence[ast.AST], state: StateT | None) -> StateT | None:
        """What holds at the end of *body*; None when the end is never reached."""
        for stmt in body:
            if state is None:
                return None
            self.reached(stmt, state)
            state = self.step(stmt, state)
        return state

    def step(self, stmt: ast.AST, state: StateT) -> StateT | None:
        """What holds after *stmt*; None when control never comes there."""
        step = _STEPS.get(type(stmt))
        if step is not None:
            after: StateT | None = step(self, stmt, state)
            return after
        state = self._bound(stmt, self._evaluated(stmt, state))
        way = self._way_of(stmt)
        if way is None:
            return state
        self.add(way, state)
        return None

    def _either(self, one: StateT | None, other: StateT | None) -> StateT | None:
        if one is None or other is None:
            return other if one is None else one
        return self.join(one, other)

    def _evaluated(self, node: ast.AST | None, state: StateT) -> StateT:
        return state if node is None else self._passed(self.evaluated(node, state))

    def _bound(self, place: ast.AST | Branch, state: StateT) -> StateT:
        return self._passed(self.bound(place, state))

    def _passed(self, state: StateT) -> StateT:
        if self._points:
            self._points = [self.join(point, state) for point in self._points]
        return state

    def _way_of(self, stmt: ast.AST) -> Way | None:
        """How the simple statement *stmt* leaves the block, if it always does."""
        if isinstance(stmt, ast.Expr) and self.stops(stmt):
            return "raise"
        if isinstance(stmt, ast.Assert) and self.decides(stmt.test) is False:
            return "raise"
        return _WAYS.get(type(stmt))

    def _definition(self, stmt: _Definition, state: StateT) -> StateT | None:
        for decorator in stmt.decorator_list:
            state = self._evaluated(decorator, state)
        return self._bound(stmt, state)

    def _if(self, stmt: ast.If, state: StateT) -> StateT | None:
        state = self._evaluated(stmt.test, state)
        outcome = self.decides(stmt.test)
        then = orelse = None
        if outcome is not False:
            then = self.block(stmt.body, self._bound((stmt, "then"), state))
        if outcome is not True:
            orelse = self.block(stmt.orelse, self._bound((stmt, "else"), state))
        return self._either(then, orelse)

    def _with(self, stmt: ast.With | ast.AsyncWith, state: StateT) -> StateT | None:
        for item in stmt.items:
            state = self._evaluated(item.context_expr, state)
        if isinstance(stmt, ast.AsyncWith):
            state = self._evaluated(stmt, state)
        return self.block(stmt.body, self._bound(stmt, state))

    def _loop(self, stmt: _Loop, state: StateT) -> StateT | None:
        outer, self.ends = self.ends, {}
        self._depth += 1
        each: ast.AST | None = stmt.test if isinstance(stmt, ast.While) else None
        if not isinstance(stmt, ast.While):
            state = self._evaluated(stmt.iter, state)
            each = stmt if isinstance(stmt, ast.AsyncFor) else None
        head = self._evaluated(each, state)
        is_certain = isinstance(stmt, ast.For) and BY_SOURCE.rounds(stmt.iter).least > 0
        left = None if is_certain else head
        for _ in range(2 if self._depth <= self.deepest_walked_twice else 1):
            end = self.block(stmt.body, self._bound((stmt, "then"), self._bound(stmt, head)))
            again = self._either(end, self.ends.get("continue"))
            if again is None:
                break
            again = self._evaluated(each, again)
            before, head, left = head, self.join(head, again), self._either(left, again)
            if head == before:  # loops in loops would double the work each
                break
        if isinstance(stmt, ast.While):
            self.reached(stmt, head)
        self._depth -= 1
        self.ends.pop("continue", None)
        broken = self.ends.pop("break", None)
        self._leave_to(outer)
        is_endless = isinstance(stmt, ast.While) and decide_constant(stmt.test) is True
        return self._either(None if is_endless else self.block(stmt.orelse, left), broken)

    def _leave_to(self, outer: dict[Way, StateT]) -> None:
        """What leaves the statement leaves the block around it, too."""
        inner, self.ends = self.ends, outer
        for way, state in inner.items():
            self.add(way, state)

    def _try(self, stmt: ast.Try, state: StateT) -> StateT | None:
        outer, self.ends = self.ends, {}
        self._points.append(state)
        end = self.block(stmt.body, state)
        raised = self._points.pop()
        if any(map(catches_all, stmt.handlers)):
            self.ends.pop("raise", None)
        end = self.block(stmt.orelse, end)
        for handler in stmt.handlers:
            self.reached(handler, raised)
            end = self._either(end, self.block(handler.body, self._bound(handler, raised)))
        inner, self.ends = self.ends, outer
        by_errors = [raised] if self.enters_finally_by_errors else []
        # One walk for all ways that come with the same state: ``finally`` in ``finally`` multiplies.
        after = {
            state: self.block(stmt.finalbody, state)
            for state in dict.fromkeys([*inner.values(), *by_errors, end])
        }
        for way, left in inner.items():
            self.add(way, after[left])
        return after[end]

    def _match(self, stmt: ast.Match, state: StateT) -> StateT | None:
        state = self._evaluated(stmt.subject, state)
        end: StateT | None = None
        for case in stmt.cases:
            self.reached(case, state)
            entered = self._evaluated(case.guard, self._bound(case, state))
            end = self._either(end, self.block(case.body, entered))
        return end if any(map(_takes_all, stmt.cases)) else self._either(end, state)


_Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
_Loop = ast.For | ast.AsyncFor | ast.While
_STEPS: Mapping[type[ast.AST], Callable[[StatementFlow[Any], Any, Any], Any]] = {
    ast.FunctionDef: StatementFlow._definition,
    ast.AsyncFunctionDef: StatementFlow._definition,
    ast.ClassDef: StatementFlow._definition,
    ast.If: StatementFlow._if,
    ast.For: StatementFlow._loop,
    ast.AsyncFor: StatementFlow._loop,
    ast.While: StatementFlow._loop,
    ast.With: StatementFlow._with,
    ast.AsyncWith: StatementFlow._with,
    ast.Try: StatementFlow._try,
    ast.TryStar: StatementFlow._try,
    ast.Match: StatementFlow._match,
}


def catches_all(handler: ast.ExceptHandler) -> bool:
    """Whether *handler* is for every ``Exception``."""
    kind = handler.type
    return kind is None or (isinstance(kind, ast.Name) and kind.id in _CATCH_ALL)


def _takes_all(case: ast.match_case) -> bool:
    pattern = case.pattern
    return isinstance(pattern, ast.MatchAs) and pattern.pattern is None and case.guard is None
