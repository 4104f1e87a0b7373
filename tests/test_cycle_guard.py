"""Answers to questions that depend on themselves are the same whoever asks first."""

from __future__ import annotations

import random
from itertools import permutations

import pytest

from flake8_asyncpitfalls.semantics.cycle_guard import CycleGuard, Memo

UNKNOWN = frozenset[str]()
"""Nothing is known; else what one of these is."""


class System:
    """Questions with answers made of others': *terms* says of each how."""

    def __init__(self, terms: dict[int, tuple[str, tuple[int, ...]]], most: int | None) -> None:
        self.terms = terms
        self.worked_out = 0
        self.known: Memo[int, frozenset[str]] = Memo(CycleGuard(most), self._work, UNKNOWN)

    def _work(self, question: int) -> frozenset[str]:
        self.worked_out += 1
        kind, others = self.terms[question]
        if kind == "value":
            return frozenset({f"v{question}"})
        if kind == "either":  # One of all, if all are known.
            answers = [self.known[other] for other in others]
            return UNKNOWN if UNKNOWN in answers else frozenset().union(*answers)
        if kind == "else":  # The first, or what is declared where nothing is known of it.
            return self.known[others[0]] or frozenset({f"d{question}"})
        if kind == "then":  # Who is not known is not asked for more.
            return self.known[others[1]] if self.known[others[0]] else UNKNOWN
        # Something new is made of what is known: the list of it, the list of that.
        return frozenset(f"[{part}]" for part in self.known[others[0]]) or frozenset({"[?]"})


def _random_terms(seed: int) -> dict[int, tuple[str, tuple[int, ...]]]:
    chance = random.Random(seed)
    size = chance.randint(2, 9)
    kinds = ["value", "either", "either", "else", "then", "made"]
    return {
        number: (chance.choice(kinds), tuple(chance.choices(range(size), k=chance.randint(2, 3))))
        for number in range(size)
    }


@pytest.mark.parametrize("seeds", [range(start, start + 250) for start in range(0, 1500, 250)])
def test_it_does_not_matter_who_asks_first(seeds: range) -> None:
    for seed in seeds:
        terms = _random_terms(seed)
        answers = set()
        for first in terms:
            system = System(terms, most=4)
            order = dict.fromkeys([first, *terms])
            found = {question: system.known[question] for question in order}
            answers.add(tuple(found[question] for question in terms))
        assert len(answers) == 1, (seed, terms)


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_what_two_say_of_each_other_is_known_of_both(order: tuple[int, ...]) -> None:
    """One is declared and made of the other, which is one of two: both orders see both options."""
    terms = {0: ("else", (1,)), 1: ("either", (2, 0)), 2: ("value", ()), 3: ("then", (0, 1))}
    system = System(terms, most=4)
    found = {question: system.known[question] for question in order}
    assert found == {0: {"v2", "d0"}, 1: {"v2", "d0"}, 2: {"v2"}, 3: {"v2", "d0"}}


def test_what_has_no_end_ends() -> None:
    system = System({0: ("made", (1,)), 1: ("either", (0, 0))}, most=4)
    assert system.known[1] == {"[[[?]]]"}
    assert system.worked_out < 20


def test_after_an_error_all_is_asked_anew() -> None:
    broken = True

    def work(question: int) -> frozenset[str]:
        if question == 3 and broken:
            raise KeyError(question)
        return known[(question + 1) % 4] | {str(question)}

    guard = CycleGuard()
    known: Memo[int, frozenset[str]] = Memo(guard, work, UNKNOWN)
    with pytest.raises(KeyError):
        known[0]
    assert guard.is_idle
    broken = False
    assert known[1] == known[0] == {"0", "1", "2", "3"}


def test_a_long_circle_is_worked_out_a_few_times() -> None:
    """The answer runs round once: each question is worked out when its own has changed."""
    size = 100
    terms = {number: ("either", ((number + 1) % size,) * 2) for number in range(size)}
    terms[7] = ("else", (8,))
    system = System(terms, most=4)
    assert system.known[0] == {"d7"}
    assert system.worked_out < 5 * size
