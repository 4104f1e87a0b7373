"""One answer to a question whose answer depends on those to others, whoever asks first.

What a name holds, what a call gives and what a function blocks on are made of the answers to other
questions, and those may come back to the first: functions that call each other, ``self.x =
self.x.next``, modules that import each other. The questions are nodes of a graph whose arrows are
found by working a node out: it asks for others. A node that is being worked out, or that depends on
one, is *open*; who asks for an open node gets *nothing*, the answer that says least, and an arrow is
noted. So open nodes see each other alike wherever the circle was entered.

Tarjan's algorithm (https://doi.org/10.1137/0201010) tells when a circle is complete: open nodes are
numbered as they are met, each learns the lowest number that it leads to, and one that leads to none
below itself is the head of the circle of all that were opened after it and are open still. All members
then start with *nothing* and are worked out in rounds, each from the answers of the round before,
until none changes; what is made of a known answer may ask for more than what was made of nothing, so
new members can turn up, with which the rounds begin anew, or the circle may lead further down after
all and waits for that larger one. Every answer of every round is right, as *nothing* is (unknown, or no
effect yet): later ones say more. An answer that never comes to rest (``x = [x]``) is one that said
enough after *most* changes.

What asks for nothing open costs no more than a place in a dictionary.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import Any, Generic, TypeVar

KeyT = TypeVar("KeyT")
AnswerT = TypeVar("AnswerT")

_NOWHERE = sys.maxsize
_MAX_GROWTHS = 8
"""How often a circle may turn out to be larger; questions that come up later still are not kept."""


@dataclass(frozen=True, slots=True)
class Kind(Generic[KeyT, AnswerT]):
    """Questions of one kind: how a key is worked out, where its answer is kept, and the least answer."""

    work: Callable[[KeyT], AnswerT]
    keep: Callable[[KeyT, AnswerT], None]
    nothing: AnswerT


class CycleGuard:
    """Answers questions of several kinds, which may depend on each other and on themselves.

    Whoever asks has looked first whether the answer was kept. *most*: how often an answer may change
    in the rounds of its circle; None where the answers can only come to rest.
    """

    def __init__(self, most: int | None = None) -> None:
        self._most = most
        self.open: dict[Any, int] = {}
        self._entered: list[tuple[Kind[Any, Any], Any, int]] = []
        self._drafts: dict[Any, Any] = {}
        self._askers: dict[Any, dict[Any, None]] = {}
        self._asker: Any = None
        self._lowest = _NOWHERE

    @property
    def is_idle(self) -> bool:
        """Whether no question is being worked out."""
        return not self.open

    def answer(self, key: KeyT, kind: Kind[KeyT, AnswerT]) -> AnswerT:
        """The answer to *key*; to work that asks, as far as it is known by then."""
        if key in self.open:
            return self.draft(key, kind)
        self.enter(key, kind)
        try:
            return self.leave(key, kind, kind.work(key))
        except BaseException:
            self.forget()
            raise

    def draft(self, key: KeyT, kind: Kind[KeyT, AnswerT]) -> AnswerT:
        """What is known by now of *key*, which is open."""
        place = self.open[key]
        if place < self._lowest:
            self._lowest = place
        self._askers.setdefault(key, {})[self._asker] = None
        draft: AnswerT = self._drafts.get(key, kind.nothing)
        return draft

    def enter(self, key: KeyT, kind: Kind[KeyT, AnswerT]) -> None:
        """Begin with *key*; ``leave`` must follow, or ``forget``."""
        self.open[key] = len(self._entered)
        self._entered.append((kind, self._asker, self._lowest))
        self._asker, self._lowest = key, _NOWHERE

    def leave(self, key: KeyT, kind: Kind[KeyT, AnswerT], answer: AnswerT) -> AnswerT:
        """The answer to *key* once work on it gave *answer* by what was known."""
        place = self.open[key]
        _, outer, lowest = self._entered[place]
        if self._lowest > place:
            del self.open[key], self._entered[place]
            kind.keep(key, answer)
        elif self._lowest == place and self._has_solved(place):
            answer = self._close(place)
        else:
            self._asker, self._lowest = outer, min(lowest, self._lowest)
            self._askers.setdefault(key, {})[outer] = None
            return kind.nothing
        self._asker, self._lowest = outer, lowest
        return answer

    def depend_on(self, key: Any) -> None:
        """Note that what is being worked out is cut short for the sake of *key*, an open question."""
        self._lowest = min(self._lowest, self.open[key])
        self._askers.setdefault(key, {})[self._asker] = None

    def settled(self, work: Callable[[KeyT], AnswerT], key: KeyT) -> tuple[AnswerT, bool]:
        """What *work* gives for *key*, and whether it asked for nothing open."""
        outer, self._lowest = self._lowest, _NOWHERE
        answer = work(key)
        is_settled = self._lowest == _NOWHERE
        self._lowest = min(outer, self._lowest)
        return answer, is_settled

    def _has_solved(self, place: int) -> bool:
        """Whether the circle of all that is open from *place* on leads no further down, and has drafts."""
        for growths in range(_MAX_GROWTHS):
            members = list(islice(reversed(self.open), len(self.open) - place))[::-1]
            self._drafts.update((key, self._entered[self.open[key]][0].nothing) for key in members)
            self._go_round(members, place, may_grow=growths < _MAX_GROWTHS - 1)
            if self._lowest < place:
                for key in members:
                    del self._drafts[key]
                return False
            if len(self.open) - place == len(members):
                break
        return True

    def _go_round(self, members: list[Any], place: int, *, may_grow: bool) -> None:
        """Work *members* out until none changes, or until there is more in the circle than they."""
        drafts = self._drafts
        changes = dict.fromkeys(members, 0)
        due: list[Any] = members
        # No way is longer than the circle; what two ways make together may come one time later.
        for _ in range(2 * len(members) + 2):
            answers = {key: self._worked_out(key) for key in due}
            has_grown = len(self.open) - place > len(members)
            if self._lowest < place or (has_grown and may_grow):
                return
            changed = [key for key, answer in answers.items() if answer != drafts[key]]
            drafts.update(answers)
            for key in changed:
                changes[key] += 1
            asking = (asker for key in changed for asker in self._askers.get(key, ()))
            due = [key for key in dict.fromkeys(asking) if self._may_change(changes.get(key))]
            if not due:
                return

    def _may_change(self, changes: int | None) -> bool:
        return changes is not None and (self._most is None or changes < self._most)

    def _worked_out(self, key: Any) -> Any:
        """What the work on *key* gives with the drafts of now."""
        self._asker = key
        return self._entered[self.open[key]][0].work(key)

    def _close(self, place: int) -> Any:
        """Keep the drafts of all that is open from *place* on; what its head has."""
        answer = None
        while len(self._entered) > place:
            key, _ = self.open.popitem()
            kind, _, _ = self._entered.pop()
            self._askers.pop(key, None)
            if key in self._drafts:
                answer = self._drafts.pop(key)
                kind.keep(key, answer)
        return answer

    def forget(self) -> None:
        """Start anew after an error: what was open is worked out again when it is asked for."""
        for half_done in (self.open, self._entered, self._drafts, self._askers):
            half_done.clear()
        self._asker, self._lowest = None, _NOWHERE


class Memo(Generic[KeyT, AnswerT]):
    """The answers of one kind by their keys, worked out with *work* when they are first asked for."""

    def __init__(
        self, guard: CycleGuard, work: Callable[[KeyT], AnswerT], nothing: AnswerT
    ) -> None:
        self._guard = guard
        self._work = work
        self._known: dict[KeyT, AnswerT] = {}
        self._kind: Kind[Any, AnswerT] = Kind(self._worked_out, self._keep, nothing)

    def __len__(self) -> int:
        """How many answers are known."""
        return len(self._known)

    def __getitem__(self, key: KeyT) -> AnswerT:
        if key in self._known:
            return self._known[key]
        return self._guard.answer((self, key), self._kind)

    def _worked_out(self, question: tuple[Memo[KeyT, AnswerT], KeyT]) -> AnswerT:
        return self._work(question[1])

    def _keep(self, question: tuple[Memo[KeyT, AnswerT], KeyT], answer: AnswerT) -> None:
        self._known[question[1]] = answer


class Settled(Generic[KeyT, AnswerT]):
    """Steps on the way to answers, which are no questions of their own, kept where that is right.

    What asked for nothing open is made of kept answers alone, and stays what it is.
    """

    def __init__(self, guard: CycleGuard, work: Callable[[KeyT], AnswerT]) -> None:
        self._guard = guard
        self._work = work
        self._known: dict[KeyT, AnswerT] = {}

    def __getitem__(self, key: KeyT) -> AnswerT:
        if key in self._known:
            return self._known[key]
        answer, is_settled = self._guard.settled(self._work, key)
        if is_settled:
            self._known[key] = answer
        return answer
