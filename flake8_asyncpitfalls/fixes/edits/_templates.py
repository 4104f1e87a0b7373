"""Code that an edit brings along, with numbered places for the names that it needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flake8_asyncpitfalls.fixes.edit_kind import AnyStep


def filled(code: str, step: AnyStep) -> str:
    """*code* with ``⟦0⟧``, ``⟦1⟧`` … replaced by how the names of *step* are written here."""
    for number, reference in enumerate(step.references):
        code = code.replace(f"⟦{number}⟧", reference)
    return code
