"""A check that asks to be called for nodes in certain places alone says nothing of the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from flake8_asyncpitfalls.lint import model_of
from flake8_asyncpitfalls.rule import Check
from flake8_asyncpitfalls.rules import all_rules
from flake8_asyncpitfalls.settings import Settings

PLACED = [check for rule in all_rules() for check in rule.checks if check.within]


@pytest.mark.parametrize(
    "check", PLACED, ids=lambda check: f"{check.rule.code}.{check.function.__name__}"
)
def test_nothing_is_found_elsewhere(check: Check, root: Path) -> None:
    number, found = 0, []
    for path in sorted(root.glob(f"tests/eval_files/{check.rule.code.lower()[:4]}*.py")):
        model = model_of(str(path), path.read_bytes(), Settings())
        for scope in model.scopes:
            for node in scope.of_type(*check.node_types):
                if not isinstance(model.parent(node), check.within):
                    number += 1
                    found += check.function(node, model)
        model.release()
    assert number
    assert not found
