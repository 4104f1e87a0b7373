"""Which of a name's bindings can reach a statement: a forward flow over one scope.

The classic reaching definitions, for one name at a time and only for names with several bindings.
The state before a statement is the tuple of bindings that can have made the name's value there; None
stands for "nothing comes here". A binding replaces the state, ``del`` empties it, branches join by
union. Loops are gone round twice: what a body binds reaches its own head in the second round, and a
third finds nothing new, since a body can only add the bindings that it holds. Bodies nested more than
three deep are gone round once, as each level doubles the work and their bindings are joined in by the
outer rounds. An exception may come from everywhere in a ``try``, so handlers start from all that its
body binds joined to what held before.
"""

from __future__ import annotations

import ast
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from typing import Any

from flake8_asyncpitfalls.semantics.scopes.scope import Binding, Scope

State = tuple[Binding, ...]
_MANY = 64
"""More bindings than anybody follows (see ``MAX_ALTERNATIVES``)."""


class ReachingDefinitions:
    """The reaching bindings of one name at every statement of one scope.

    *bindings* are all that *scope* makes of the name; *at* gives those made at a place, of any name.
    """

    def __init__(
        self, scope: Scope, bindings: Sequence[Binding], at: Callable[[object], Sequence[Binding]]
    ) -> None:
        self.scope = scope
        self.bindings = bindings
        self.everything: State = tuple(bindings)
        self.lines: list[int] | None = None
        self.is_sorted = False
        self.at = at
        self.name = bindings[0].name
        self.states: dict[ast.AST, State] = {}
        self.breaks: list[list[State]] = []
        self.continues: list[list[State]] = []
        self.depth = 0
        self.walruses: dict[ast.AST, list[Binding]] = {}

    def run(self) -> dict[ast.AST, State]:
        """The state before each statement; under the scope's own node, the state at its end."""
        scope = self.scope
        start = tuple(b for b in self.at(scope.node) if b.name == self.name)
        end = self._block(scope.body, start)
        self.states[scope.node] = tuple(self.bindings) if end is None else end
        return self.states

    def _bound(self, place: object, state: State) -> State:
        """The state after the bindings of this name made at *place*."""
        for binding in self.at(place):
            if binding.name == self.name:
                state = () if binding.kind == "del" else (binding,)
        return state

    def _block(self, body: Sequence[ast.AST], state: State | None) -> State | None:
        for stmt in body:
            if state is None:
                return None
            self.states[stmt] = state
            step = _STEPS.get(type(stmt))
            state = self._bound(stmt, state) if step is None else step(self, stmt, state)
            if state is not None and self.bindings[-1].kind == "walrus":
                state = self._with_walruses(stmt, state)
        return state

    def _with_walruses(self, stmt: ast.AST, state: State) -> State:
        """A walrus inside *stmt* may have rebound the name: join it."""
        inside = tuple(
            binding
            for binding in self.bindings
            if binding.kind == "walrus" and _is_inside(binding.node, stmt)
        )
        return self._join(state, inside) or ()

    def _leave(self, stmt: ast.AST, state: State) -> None:
        return None

    def _break(self, stmt: ast.AST, state: State) -> None:
        if self.breaks:
            self.breaks[-1].append(state)

    def _continue(self, stmt: ast.AST, state: State) -> None:
        if self.continues:
            self.continues[-1].append(state)

    def _if(self, stmt: ast.If, state: State) -> State | None:
        if _is_type_checking(stmt.test):
            return self._block(stmt.body, state)
        then = self._block(stmt.body, self._bound((stmt, "then"), state))
        orelse = self._block(stmt.orelse, self._bound((stmt, "else"), state))
        if then is None and not stmt.orelse:
            return self._bound((stmt, "else"), state)
        return self._join(then, orelse)

    def _loop(self, stmt: ast.For | ast.AsyncFor | ast.While, state: State) -> State | None:
        """Twice round: what the body binds reaches its own head."""
        self.breaks.append([])
        self.continues.append([])
        self.depth += 1
        head = state
        for _ in range(2 if self.depth <= 3 else 1):
            entry = self._bound((stmt, "then"), self._bound(stmt, head))
            end = self._block(stmt.body, entry)
            head = self._join(head, end, *self.continues[-1]) or ()
        if isinstance(stmt, ast.While):
            self.states[stmt] = head
        self.depth -= 1
        self.continues.pop()
        is_endless = isinstance(stmt, ast.While) and _is_true(stmt.test)
        after = None if is_endless else self._block(stmt.orelse, head)
        return self._join(after, *self.breaks.pop())

    def _with(self, stmt: ast.With | ast.AsyncWith, state: State) -> State | None:
        return self._block(stmt.body, self._bound(stmt, state))

    def _try(self, stmt: ast.Try, state: State) -> State | None:
        raised = self._join(state, tuple(self._bound_inside(stmt.body))) or ()
        end = self._block(stmt.body, state)
        end = self._block(stmt.orelse, end)
        for handler in stmt.handlers:
            self.states[handler] = raised
            end = self._join(end, self._block(handler.body, self._bound(handler, raised)))
        if not stmt.finalbody:
            return end
        final = self._block(stmt.finalbody, self._join(raised, end))
        inside = tuple(self._bound_inside(stmt.finalbody))
        return None if final is None or end is None else (inside and final) or end

    def _bound_inside(self, body: Sequence[ast.stmt]) -> list[Binding]:
        first, last = body[0].lineno, body[-1].end_lineno or body[-1].lineno
        if self.lines is None:
            self.lines = [getattr(binding.node, "lineno", 0) for binding in self.bindings]
            self.is_sorted = self.lines == sorted(self.lines)
        if self.is_sorted:
            return list(
                self.bindings[bisect_left(self.lines, first) : bisect_right(self.lines, last)]
            )
        pairs = zip(self.bindings, self.lines, strict=True)
        return [binding for binding, line in pairs if first <= line <= last]

    def _match(self, stmt: ast.Match, state: State) -> State | None:
        end: State | None = None
        is_exhaustive = False
        for case in stmt.cases:
            self.states[case] = state
            end = self._join(end, self._block(case.body, self._bound(case, state)))
            pattern = case.pattern
            is_exhaustive |= isinstance(pattern, ast.MatchAs) and pattern.pattern is None
        return end if is_exhaustive else self._join(end, state)

    def _join(self, *states: State | None) -> State | None:
        """The union of the states of the paths that arrive; None when none does.

        A state of very many is taken for that of all bindings: to copy it at every place where paths
        meet would take the square of the number of bindings, and nothing is certain of it anyway.
        """
        alive = [state for state in states if state is not None]
        if not alive:
            return None
        if any(state is self.everything for state in alive):
            return self.everything
        joined = tuple(dict.fromkeys(binding for state in alive for binding in state))
        return self.everything if len(joined) > _MANY else joined


_STEPS: dict[type[ast.AST], Callable[[ReachingDefinitions, Any, State], State | None]] = {
    ast.Return: ReachingDefinitions._leave,
    ast.Raise: ReachingDefinitions._leave,
    ast.Break: ReachingDefinitions._break,
    ast.Continue: ReachingDefinitions._continue,
    ast.If: ReachingDefinitions._if,
    ast.For: ReachingDefinitions._loop,
    ast.AsyncFor: ReachingDefinitions._loop,
    ast.While: ReachingDefinitions._loop,
    ast.With: ReachingDefinitions._with,
    ast.AsyncWith: ReachingDefinitions._with,
    ast.Try: ReachingDefinitions._try,
    ast.TryStar: ReachingDefinitions._try,
    ast.Match: ReachingDefinitions._match,
}


def _is_inside(node: ast.AST, stmt: ast.AST) -> bool:
    line = getattr(node, "lineno", 0)
    return bool(getattr(stmt, "lineno", 0) <= line <= (getattr(stmt, "end_lineno", 0) or 0))


def _is_type_checking(test: ast.expr) -> bool:
    name = test.id if isinstance(test, ast.Name) else getattr(test, "attr", "")
    return name == "TYPE_CHECKING"


def _is_true(test: ast.expr) -> bool:
    return isinstance(test, ast.Constant) and bool(test.value)
