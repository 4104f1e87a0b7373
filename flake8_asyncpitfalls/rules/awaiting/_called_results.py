"""What a coroutine gives is called, and may be no function: ``run = wired(f); run()``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.coroutines import coroutine_of
from flake8_asyncpitfalls.finding import Applicability
from flake8_asyncpitfalls.rules.awaiting import CALL
from flake8_asyncpitfalls.semantics.inference.values import (
    ClassValue,
    FunctionValue,
    Instance,
    Partial,
    Unknown,
    options_of,
)

if TYPE_CHECKING:
    import ast

    from flake8_asyncpitfalls.finding import Fix
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_CALLED = (ClassValue, FunctionValue, Instance, Partial)


def fitting(fix: Fix | None, made: ast.expr, use: str, model: SemanticModel) -> Fix | None:
    """*fix*, which waits for *made*: none where what that gives is called and is no function, either.

    It did nothing and failed before; it would work, and then fail.
    """
    coroutine = coroutine_of(model, made) if fix is not None and use == CALL else None
    if fix is None or coroutine is None:
        return fix
    options = options_of(coroutine.result)
    if all(isinstance(option, _CALLED) for option in options):
        return fix
    is_unknown = all(isinstance(option, (*_CALLED, Unknown)) for option in options)
    return replace(fix, applicability=Applicability.UNSAFE) if is_unknown else None
