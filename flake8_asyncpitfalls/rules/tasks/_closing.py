"""``async with contextlib.aclosing(rows()) as source`` around loops that may leave a generator open."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.edit import HoldIterable
from flake8_asyncpitfalls.finding import Applicability, Fix
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, name_of, options_of
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flake8_asyncpitfalls.semantics.model import SemanticModel

HOLDER = "contextlib.aclosing"
SINCE = (3, 10)
_WITHOUT_CLOSE = ("AsyncIterable", "AsyncIterator")
_NAMES = ("source", "generator", "iterator")


def hold_fix(
    loops: Sequence[ast.AsyncFor], model: SemanticModel, *, may_try: bool = False
) -> Fix | None:
    """Hold what each of *loops* goes over, where a name is free for it.

    In Pythons without ``aclosing`` a ``finally`` closes it, if *may_try* says so.
    """
    name = next((name for name in _NAMES if not model.source.mentions(name.encode())), "")
    if not loops or not name:
        return None
    if any(_is_declared_without_close(loop.iter, model) for loop in loops):
        return None
    is_new = model.runs_on_python(*SINCE, at=loops[0])
    if not is_new and not may_try:
        return None
    edits = tuple(HoldIterable(Span.of(loop), HOLDER if is_new else "", name) for loop in loops)
    told = f"hold the generator with {HOLDER}" if is_new else "close the generator in a 'finally'"
    return Fix(Applicability.UNSAFE, told, edits)


def _is_declared_without_close(generator: ast.expr, model: SemanticModel) -> bool:
    """Whether the function that makes *generator* declares less of it: type checkers see no ``aclose``."""
    callee = model.value_of(generator.func) if isinstance(generator, ast.Call) else None
    return callee is not None and any(
        isinstance(option, FunctionValue) and _is_without_close(option, model)
        for option in options_of(callee)
    )


def _is_without_close(function: FunctionValue, model: SemanticModel) -> bool:
    declared = function.summary.returns
    if declared is None:
        return False
    named = declared[1] if declared[0] == "item" else declared
    frame = model.types.frame(function.summary.module)
    return name_of(model.types.evaluate(named, frame)).endswith(_WITHOUT_CLOSE)
