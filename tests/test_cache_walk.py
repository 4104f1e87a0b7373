"""A hundred random edits, partial runs, fixes and asks of both doors: the memory never lies."""

from __future__ import annotations

from pathlib import Path

import pytest
from cache_walk import walking
from cache_walk_hard import HardWalk

SEEDS, STEPS = 5, 20


@pytest.mark.parametrize("seed", range(SEEDS))
def test_warm_runs_say_what_runs_without_memory_say(tmp_path: Path, seed: int) -> None:
    with walking(tmp_path, seed) as walk:
        for _ in range(STEPS):
            walk.step()
    assert len(list((walk.folder / ".asyncfix_cache").rglob("findings/*.json"))) >= 1


@pytest.mark.parametrize("seed", range(2))
def test_nor_after_checkouts_damage_and_odd_paths(tmp_path: Path, seed: int) -> None:
    with walking(tmp_path, seed, HardWalk) as walk:
        for _ in range(STEPS // 2):
            walk.step()
