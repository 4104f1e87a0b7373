"""A module that let go of its syntax tree answers as before."""

from __future__ import annotations

from flake8_asyncpitfalls.semantics.source.module_name import ModuleName
from flake8_asyncpitfalls.semantics.source.source import Source
from flake8_asyncpitfalls.semantics.summaries.definitions import FUNCTION_FACTS
from flake8_asyncpitfalls.semantics.summaries.module import ModuleSummary

DATA = b"""
import time

class Box:
    size: int = 3

    def __init__(self, xs):
        self.xs = xs

def f(xs, flag=True):
    def g():
        return [lambda y: (lambda z: z + y) for x in xs]
    if flag:
        time.sleep(1)  # noqa: ASY15
    return sorted(xs, key=lambda x: x)
"""


def module() -> ModuleSummary:
    return ModuleSummary("x.py", ModuleName("x"), Source.parse("x.py", DATA))


def facts(summary: ModuleSummary, identities: list[str]) -> list[str]:
    return [
        repr(getattr(summary.function(identity), fact))
        for identity in identities
        for fact in FUNCTION_FACTS
    ]


def all_functions() -> list[str]:
    whole = module()
    whole.freeze()
    return [function.identity for function in whole.functions()]


def test_facts_are_the_same_after_a_rest() -> None:
    identities = all_functions()
    assert sum("<lambda>" in identity for identity in identities) == 3
    awake, rested = module(), module()
    rested.rest()
    assert facts(rested, identities) == facts(awake, identities)
    assert rested.times_parsed_again == 1
    assert rested.names() == awake.names()
    (box,) = rested.classes()
    assert (box.has_member("size"), box.has_member("xs"), box.has_member("ys")) == (1, 1, 0)


def test_facts_are_the_same_after_sleep() -> None:
    identities = all_functions()
    awake, rested, frozen = module(), module(), module()
    known = facts(awake, identities)
    assert facts(rested, identities) == known
    frozen.freeze()
    for asleep in (rested, frozen):
        asleep.sleep()
        assert asleep.is_asleep
        assert asleep.data == awake.data
        assert "sites" not in vars(asleep.function(identities[0]))
        assert facts(asleep, identities) == known
        assert not asleep.is_asleep


def test_frozen_modules_need_no_tree() -> None:
    frozen = module()
    frozen.freeze()
    assert facts(frozen, all_functions())
    assert frozen.times_parsed_again == 0
    assert frozen.source is None
