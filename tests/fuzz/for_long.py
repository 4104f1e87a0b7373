"""The property tests with new seeds: ``PYTHONPATH=.:tests python tests/fuzz/for_long.py SECONDS [SEED]``.

It says how many programs were tried, and goes on after a failure, which stands in the output.
"""

from __future__ import annotations

import random
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable

import hypothesis
import test_properties
from hypothesis import HealthCheck, settings

ROUND = 100
"""How many programs a property is given before it is the turn of the next."""
tried: Counter[str] = Counter()


def main(seconds: float, seed: int) -> int:
    """Go round for so long; the number of failures."""
    settings.register_profile(
        "hours", max_examples=ROUND, deadline=None, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    settings.load_profile("hours")
    found = {n: test for n, test in vars(test_properties).items() if n.startswith("test_")}
    with_settings = settings()
    properties = {
        name: with_settings(test) if hasattr(test, "hypothesis") else test
        for name, test in found.items()
    }
    _count(test_properties)
    failures, end, chance = 0, time.monotonic() + seconds, random.Random(seed)
    while time.monotonic() < end:
        for name, test in properties.items():
            failures += _run(name, test, chance.randrange(2**32))
            print(f"{name}: {failures} failures, {tried.total()} programs", flush=True)
    for name, count in sorted(tried.items()):
        print(f"{name}: {count}")
    print(f"{tried.total()} programs, seed {seed}: {failures} failures")
    return failures


def _run(name: str, test: Callable[[], None], seed: int) -> bool:
    """Whether the property *name* fails with *seed*."""
    global _property
    _property = name
    hypothesis.core.global_force_seed = seed
    try:
        test()
    except Exception:
        traceback.print_exc()
        sys.stderr.flush()
        return True
    return False


_property = ""


def _count(module: object) -> None:
    """Count every program that is looked at."""
    original = test_properties.lint_source
    last = ""

    def lint_source(path: str, data: bytes, *args: object) -> object:
        nonlocal last
        text = str(hash(data))
        if text != last:
            last = text
            tried[_property] += 1
        return original(path, data, *args)  # type: ignore[arg-type]

    test_properties.lint_source = lint_source  # type: ignore[assignment]


if __name__ == "__main__":
    sys.exit(bool(main(float(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0)))
