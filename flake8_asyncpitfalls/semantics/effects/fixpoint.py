"""One answer to a question whose answer depends on those to others, whoever asks first.

What a function blocks on is made of what the functions that it calls block on, and those may call
each other in circles. The questions are nodes of a graph whose arrows are found by working a node
out: it asks for others. What asks for nothing that is still open, directly or through a few others,
is answered at once. For the rest, Tarjan's algorithm (https://doi.org/10.1137/0201010), with a list
in place of recursion, so that chains may be as long as they like, gives the circles (strongly
connected components), with what they depend on first. A node outside of circles is worked out once
all that it asks for is known. The nodes of a circle start with nothing and are worked out in
rounds, each from the answers of the round before, until no answer changes: an answer after n rounds
is made of all chains of up to n steps, so it does not depend on where the circle was entered.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator
from typing import Generic, TypeVar

KeyT = TypeVar("KeyT", bound=Hashable)
AnswerT = TypeVar("AnswerT")

_MAX_DEPTH = 16
"""So many questions in a row are followed by recursion, which works each out but once."""


class Fixpoint(Generic[KeyT, AnswerT]):
    """Answers questions with *work*, which may ask ``answer`` for others; *nothing* is the least."""

    def __init__(self, work: Callable[[KeyT], AnswerT], nothing: AnswerT) -> None:
        self._work = work
        self._nothing = nothing
        self._final: dict[KeyT, AnswerT] = {}
        self._drafts: dict[KeyT, AnswerT] = {}
        self._asked: dict[KeyT, None] | None = None
        self._needs: dict[KeyT, list[KeyT]] = {}
        self._depth = 0

    def answer(self, key: KeyT) -> AnswerT:
        """The answer to *key*; inside of *work*, as far as it is known by then."""
        if key in self._final:
            return self._final[key]
        if self._asked is None:
            self._solve(key)
            return self._final[key]
        if key not in self._needs and self._depth < _MAX_DEPTH:
            self._explore(key)
            if key in self._final:
                return self._final[key]
        self._asked[key] = None
        return self._drafts.get(key, self._nothing)

    @property
    def is_idle(self) -> bool:
        """Whether no question is being worked out."""
        return self._asked is None

    def _explore(self, key: KeyT) -> None:
        """Work *key* out for the first time: its answer is final if nothing open was asked for."""
        self._needs[key] = []
        answer, self._needs[key] = self._run(key)
        if not self._needs[key]:
            self._final[key] = answer

    def _run(self, key: KeyT) -> tuple[AnswerT, list[KeyT]]:
        """What *work* makes of *key* now, and the questions without final answer that it asked."""
        outer, self._asked = self._asked, {}
        self._depth += 1
        try:
            return self._work(key), list(self._asked)
        finally:
            self._asked = outer
            self._depth -= 1

    def _solve(self, root: KeyT) -> None:
        """Answer *root* and all that it depends on."""
        number: dict[KeyT, int] = {}
        lowest: dict[KeyT, int] = {}
        open_keys: list[KeyT] = []
        path: list[tuple[KeyT, Iterator[KeyT]]] = []

        def enter(key: KeyT) -> None:
            if key not in self._needs:
                self._explore(key)
            if key not in self._final:
                number[key] = lowest[key] = len(number)
                open_keys.append(key)
                path.append((key, iter(self._needs[key])))

        enter(root)
        while path:
            key, others = path[-1]
            other = next((other for other in others if other not in self._final), None)
            if other is None:
                path.pop()
                if path:
                    above = path[-1][0]
                    lowest[above] = min(lowest[above], lowest[key])
                if lowest[key] == number[key]:
                    self._close(_taken_off(open_keys, key))
            elif other in number:
                lowest[key] = min(lowest[key], number[other])
            else:
                enter(other)
        self._needs.clear()

    def _close(self, circle: list[KeyT]) -> None:
        """Answer the keys of *circle*, which depend on each other and on what is answered."""
        if len(circle) > 1 or circle[0] in self._needs[circle[0]]:
            self._go_round(circle)
        else:
            self._final[circle[0]], _ = self._run(circle[0])

    def _go_round(self, circle: list[KeyT]) -> None:
        askers: defaultdict[KeyT, list[KeyT]] = defaultdict(list)
        for key in circle:
            for other in self._needs[key]:
                askers[other].append(key)
        drafts = self._drafts = dict.fromkeys(circle, self._nothing)
        due = circle
        # No way is longer than the circle; what two ways make together may come one time later.
        for _ in range(2 * len(circle) + 2):
            answers = {key: self._run(key)[0] for key in due}
            changed = [key for key, answer in answers.items() if answer != drafts[key]]
            drafts.update(answers)
            due = list(dict.fromkeys(asker for key in changed for asker in askers[key]))
            if not due:
                break
        self._final.update(drafts)
        self._drafts = {}


def _taken_off(keys: list[KeyT], first: KeyT) -> list[KeyT]:
    """The end of *keys* from *first* on, which they lose."""
    end = [keys.pop()]
    while end[-1] != first:
        end.append(keys.pop())
    return end[::-1]
