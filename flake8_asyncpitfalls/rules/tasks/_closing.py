"""``async with contextlib.aclosing(rows()) as source`` around loops that may leave a generator open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_asyncpitfalls.edit import HoldIterable
from flake8_asyncpitfalls.finding import Applicability, Fix
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    import ast
    from collections.abc import Sequence

    from flake8_asyncpitfalls.semantics.model import SemanticModel

HOLDER = "contextlib.aclosing"
SINCE = (3, 10)
_NAMES = ("source", "generator", "iterator")


def hold_fix(loops: Sequence[ast.AsyncFor], model: SemanticModel) -> Fix | None:
    """Hold what each of *loops* goes over, where the target Python can and a name is free."""
    name = next((name for name in _NAMES if not model.source.mentions(name.encode())), "")
    if not loops or not name or not model.runs_on_python(*SINCE):
        return None
    edits = tuple(HoldIterable(Span.of(loop), HOLDER, name) for loop in loops)
    return Fix(Applicability.UNSAFE, f"hold the generator with {HOLDER}", edits)
