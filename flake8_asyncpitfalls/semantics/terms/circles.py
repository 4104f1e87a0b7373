"""Variables that loops make from their own earlier values, and from each other's.

In ``while spot: spot = spot.parent`` the binding in the loop reads the one before the loop and itself.
While the term of a binding is being worked out it is *active*; who reads an active binding gets what
it had in the round before: nothing in the first, then what the first gave. A term that was made so
says what the binding gives where it was entered, and not what its neighbours in the circle give where
they are. So a binding of a circle is worked out by itself, whoever asked for others before: its term
is kept with the members of the circle, and is no answer while one of these is active. Work that leads
back to no active binding below its own (``_lowest``, as in ``cycle_guard.py``) is whole and can be kept
even though others are active.

Here terms are made, not values, and two rounds give a larger term each: whether more would say the
same is for the evaluator to see (the form ``stable``).
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from flake8_asyncpitfalls.semantics.scopes.scope import Binding
from flake8_asyncpitfalls.semantics.terms.term import NEVER, UNKNOWN, Term

_MAX_ROUNDS = 2
"""How deep circles in circles are followed: each level doubles the work."""
_MAX_STEPS = 60
"""How many variables are looked at for one that a loop makes from others and those from it."""
_NOWHERE = sys.maxsize


Mark = tuple[int, int, int]
"""What was counted when work on a binding began."""


class Circles:
    """The bindings that are being worked out, and the terms of those that lead back to themselves.

    *plain* takes the terms of all others. *active*: what each binding had in the round before;
    *cuts*: how often an active one was read.
    """

    def __init__(self, plain: dict[ast.AST | Binding, Term]) -> None:
        self.active: dict[Binding, Term] = {}
        self.cuts = 0
        self._plain = plain
        self._circular: dict[Binding, tuple[Term, frozenset[Binding]]] = {}
        self._read: set[Binding] = set()
        self._members: list[Binding] = []
        self._lowest = _NOWHERE
        self._steps = self._cuts_before = 0
        self._second_rounds = 0

    def known(self, binding: Binding) -> Term | None:
        """The term of *binding* if it is known, or all that can be known of it for now."""
        plain = self._plain.get(binding)
        if plain is not None:
            return plain
        if binding in self.active:
            self._cut(list(self.active).index(binding))
            self._read.add(binding)
            return self.active[binding]
        kept = self._circular.get(binding)
        if kept is None or not kept[1].isdisjoint(self.active):
            return None if self._has_room() else UNKNOWN
        self.cuts += 1
        self._members += kept[1]
        return kept[0]

    def _cut(self, place: int) -> None:
        self.cuts += 1
        self._lowest = min(self._lowest, place)

    def _has_room(self) -> bool:
        """Whether one more binding may be looked at; counts anew where none is active."""
        if not self.active:
            self._steps, self._cuts_before, self._second_rounds = 0, self.cuts, 0
            self._lowest = _NOWHERE
            self._read.clear()
            self._members.clear()
        elif self.cuts != self._cuts_before:
            self._steps += 1
        if self._steps > _MAX_STEPS:
            self._cut(0)
        return self._steps <= _MAX_STEPS

    def begin(self) -> Mark:
        """Before work on a binding."""
        mark = (self.cuts, self._lowest, len(self._members))
        self._lowest = _NOWHERE
        return mark

    def end(self, binding: Binding, term: Term, mark: Mark) -> Term:
        """The term of *binding* once work on it gave *term*; kept if it is one wherever it is asked for."""
        cuts, outer, place = mark
        if cuts == self.cuts:
            self._plain[binding] = term
            self._lowest = outer
            return term
        self._members.append(binding)
        if self._lowest < len(self.active):
            self._lowest = min(outer, self._lowest)
            return term
        self._lowest = outer
        term = UNKNOWN if term is NEVER else term
        self._circular[binding] = (term, frozenset(self._members[place:]))
        return term

    def release(self) -> None:
        """Let go of the tree."""
        for known in (self.active, self._circular, self._read, self._members):
            known.clear()

    def leads_back_to(self, binding: Binding) -> bool:
        """Whether work on *binding* has read it."""
        return binding in self._read

    @contextmanager
    def second_round(self, binding: Binding) -> Iterator[bool]:
        """Work on *binding* once more, with what it gave in the first round; whether that is allowed."""
        self._read.discard(binding)
        self._second_rounds += 1
        yield self._second_rounds <= _MAX_ROUNDS
        self._second_rounds -= 1
        self._read.discard(binding)
