"""Every rule by itself on every file of test data; the ordinary tests try a part of the pairs."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_rules_alone import FILES, check_alone

from flake8_asyncpitfalls.rules import all_rules


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_rule(path: Path) -> None:
    check_alone(path, all_rules())
