"""Which of a name's bindings can reach a statement: a forward flow over one scope.

The classic reaching definitions, for one name at a time and only for names with several bindings.
The state before a statement is the tuple of bindings that can have made the name's value there. A
binding replaces the state, ``del`` empties it, ways that meet join by union; where control can go is
the business of ``source/statement_flow.py``. Bodies of loops that are nested more than three deep are
gone round once: their bindings are joined in by the outer rounds.
"""

from __future__ import annotations

import ast
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence

from flake8_asyncpitfalls.semantics.scopes.scope import Binding, Scope
from flake8_asyncpitfalls.semantics.source.statement_flow import StatementFlow, ends_program

State = tuple[Binding, ...]
_SIMPLE = frozenset({
    ast.AnnAssign, ast.Assign, ast.AugAssign, ast.Delete, ast.Expr, ast.Global, ast.Import,
    ast.ImportFrom, ast.Nonlocal, ast.Pass,
})  # fmt: skip
"""Statements that hold no others, and after which control goes on."""
_MANY = 64
"""More bindings than anybody follows (see ``MAX_ALTERNATIVES``)."""


class ReachingDefinitions(StatementFlow[State]):
    """The reaching bindings of one name at every statement of one scope.

    *bindings* are all that *scope* makes of the name; *at* gives those made at a place, of any name.
    """

    enters_finally_by_errors = True
    deepest_walked_twice = 3

    def __init__(
        self, scope: Scope, bindings: Sequence[Binding], at: Callable[[object], Sequence[Binding]]
    ) -> None:
        super().__init__()
        self.scope = scope
        self.bindings = bindings
        self.everything: State = tuple(bindings)
        self.at = at
        self.name = bindings[0].name
        self.states: dict[ast.AST, State] = {}
        walruses = [binding for binding in bindings if binding.kind == "walrus"]
        self._walruses = sorted(walruses, key=_line)
        self._lines = [_line(binding) for binding in self._walruses]

    def run(self) -> dict[ast.AST, State]:
        """The state before each statement; under the scope's own node, the state at its end."""
        scope = self.scope
        start = tuple(b for b in self.at(scope.node) if b.name == self.name)
        end = self.block(scope.body, start)
        self.states[scope.node] = tuple(self.bindings) if end is None else end
        return self.states

    def join(self, one: State, other: State) -> State:
        """The union; a state of very many is taken for that of all bindings.

        To copy it at every place where ways meet would take the square of the number of bindings, and
        nothing is certain of it anyway.
        """
        if one is self.everything or other is self.everything:
            return self.everything
        joined = one if one == other else tuple(dict.fromkeys((*one, *other)))
        return self.everything if len(joined) > _MANY else joined

    def block(self, body: Sequence[ast.AST], state: State | None) -> State | None:
        """What holds at the end of *body*; None when the end is never reached.

        Most statements are simple ones that bind other names or none: what ``step`` does with those is
        done here, once for every name of several bindings and every statement of its function.
        """
        for stmt in body:
            if state is None:
                return None
            self.reached(stmt, state)
            if stmt.__class__ is ast.Expr and ends_program(stmt.value):
                self.add("raise", self._passed(state))
                return None
            if stmt.__class__ not in _SIMPLE or self._walruses:
                state = self.step(stmt, state)
                continue
            self._passed(state)
            if self.at(stmt):
                state = self._bound(stmt, state)
        return state

    def reached(self, place: ast.AST, state: State) -> None:
        before = self.states.get(place)
        self.states[place] = state if before is None else self.join(before, state)

    def bound(self, place: object, state: State) -> State:
        for binding in self.at(place):
            if binding.name == self.name:
                state = () if binding.kind == "del" else (binding,)
        return state

    def decides(self, test: ast.expr) -> bool | None:
        return True if _is_type_checking(test) else None

    def step(self, stmt: ast.AST, state: State) -> State | None:
        after = super().step(stmt, state)
        if after is None or not self._walruses:
            return after
        # A walrus inside of it may have rebound the name.
        first = bisect_left(self._lines, getattr(stmt, "lineno", 0))
        last = bisect_right(self._lines, getattr(stmt, "end_lineno", 0) or 0)
        return self.join(after, tuple(self._walruses[first:last])) if first < last else after


def _line(binding: Binding) -> int:
    return getattr(binding.node, "lineno", 0)


def _is_type_checking(test: ast.expr) -> bool:
    name = test.id if isinstance(test, ast.Name) else getattr(test, "attr", "")
    return name == "TYPE_CHECKING"
