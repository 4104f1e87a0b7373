"""A few modules put into a stored index where they stand come out as when all of it is merged."""

from __future__ import annotations

import random
from copy import deepcopy

import pytest

from flake8_asyncpitfalls.findings_index import Index, Node, decode_index, encode_index
from flake8_asyncpitfalls.findings_patch import patched

BASE = "/work/project"
PATHS = [f"{BASE}/m{number}.py" for number in range(12)] + ["/usr/lib/known.py", BASE]


def _node(chance: random.Random, paths: list[str]) -> Node:
    targets = {f"={chance.randrange(5)}": chance.choice([*paths, None]) for _ in range(2)}
    searches = {chance.choice("<^") + "Base": chance.choice(("", "d1")) for _ in range(1)}
    stamp = chance.choice((None, [chance.randrange(9), 2, 3, 4]))
    roots = chance.choice((None, (BASE,), (f"{BASE}/src", "/usr/lib"), (BASE, f"{BASE}/app")))
    python = chance.choice((None, "3.9"))
    return Node(chance.choice("abc"), stamp, roots, python, targets, searches)


def _index(chance: random.Random, paths: list[str]) -> Index:
    nodes = {path: _node(chance, paths) for path in paths}
    rows = chance.sample(paths, chance.randrange(len(paths) + 1))
    return Index(nodes, {path: [chance.randrange(99)] for path in rows})


@pytest.mark.parametrize("seed", range(200))
def test_it_is_what_merging_makes(seed: int) -> None:
    chance = random.Random(seed)
    stored = encode_index(_index(chance, chance.sample(PATHS, 9)), BASE)
    new = _index(chance, chance.sample(PATHS, chance.randrange(1, 5)))
    lost = set(chance.sample(sorted(new.nodes), chance.randrange(2)))
    stamps = {path: (chance.choice("abc"), [7, 7, 7, 7]) for path in chance.sample(PATHS, 2)}
    before = deepcopy(stored)

    found = patched(stored, BASE, deepcopy(new), lost, stamps)

    merged = decode_index(before, BASE)
    merged.restamp(stamps)
    merged.merge(new, lost)
    assert decode_index(found, BASE) == merged
    assert stored == before
