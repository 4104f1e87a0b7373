"""What must not grow with the square of a file, counted and not timed."""

from __future__ import annotations

import gc
from collections import Counter

import pytest

from flake8_asyncpitfalls.lint import lint_source, model_of
from flake8_asyncpitfalls.semantics.model import SemanticModel
from flake8_asyncpitfalls.semantics.scopes.scope import Scope
from flake8_asyncpitfalls.settings import Settings


def _program(functions: int) -> bytes:
    return "\n".join(
        f"async def fetch_{number}(client):\n    return await client.get({number})\n"
        for number in range(functions)
    ).encode()


@pytest.mark.parametrize("functions", [3, 30])
def test_a_module_is_walked_as_often_however_many_functions_it_has(
    monkeypatch: pytest.MonkeyPatch, functions: int
) -> None:
    walks: Counter[str] = Counter()
    walk = Scope.walk

    def counted(scope: Scope) -> object:
        walks[scope.kind] += 1
        return walk(scope)

    monkeypatch.setattr(Scope, "walk", counted)
    model = model_of("m.py", _program(functions), Settings())
    walks.clear()
    for scope in model.scopes[1:]:
        assert len(list(model.uses.mentions(scope.name, model.terms.root))) == 0
    assert walks["module"] == 1


def test_a_model_that_was_let_go_of_leaves_no_circle_behind() -> None:
    settings = Settings()
    lint_source("m.py", _program(3), settings)
    gc.collect()
    lint_source("m.py", _program(3), settings)
    assert not [found for found in gc.get_objects() if isinstance(found, SemanticModel)]
