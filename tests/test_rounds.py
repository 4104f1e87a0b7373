"""How often a loop goes round, as its source says."""

from __future__ import annotations

import ast

import pytest

from flake8_asyncpitfalls.semantics.source.rounds import BY_SOURCE, ENDLESS, RoundCounter, Rounds


@pytest.mark.parametrize(
    ("source", "least", "most"),
    [
        ("[1, 2]", 2, 2),
        ("(*[1, 2], 3)", 3, 3),
        ("[*rows, 3]", 1, None),
        ("{1, 1}", 1, 2),
        ("{}", 0, 0),
        ("{**{'a': 1}, 'b': 2}", 1, 2),
        ("{'a': 1, 'b': 2}.items()", 1, 2),
        ("'abc'", 3, 3),
        ("b''", 0, 0),
        ("range(3)", 3, 3),
        ("range(0)", 0, 0),
        ("range(10**6)", 10**6, 10**6),
        ("range(10, 0, -2)", 5, 5),
        ("range(10**20)", ENDLESS, ENDLESS),
        ("range(0, 9, 0)", 0, None),
        ("range(True)", 0, None),
        ("range(n)", 0, None),
        ("range()", 0, None),
        ("reversed(enumerate(range(1 << 4)))", 16, 16),
        ("[i for i in range(3) for j in range(4)]", 12, 12),
        ("[i for i in range(3) if i]", 0, 3),
        ("[i for i in rows]", 0, None),
        ("{i % 2 for i in range(3)}", 1, 3),
        ("[i async for i in [1]]", 0, None),
        ("rows", 0, None),
    ],
)
def test_rounds_of_an_iterable(source: str, least: int, most: int | None) -> None:
    iterable = ast.parse(source, mode="eval").body
    assert BY_SOURCE.rounds(iterable) == Rounds(least, most)


def test_a_variable_that_stands_for_itself_ends() -> None:
    iterable = ast.parse("[x for x in rows]", mode="eval").body
    assert RoundCounter(follow=lambda _: iterable).rounds(iterable) == Rounds()


def test_a_function_of_the_same_name_counts_nothing() -> None:
    iterable = ast.parse("range(3)", mode="eval").body
    assert RoundCounter(is_builtin=lambda _: False).rounds(iterable) == Rounds()
