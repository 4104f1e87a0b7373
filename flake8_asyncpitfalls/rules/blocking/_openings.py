"""Which call opened the file that another one reads or writes."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel

_MAX_STEPS = 4
"""``open`` → a handle → ``csv.reader`` → the loop over it: more is not one piece of work."""

_MAKING = "filesystem"
"""What makes a file opens it, too: ``tempfile.NamedTemporaryFile()``."""


def opening_of(model: SemanticModel, node: ast.AST, kind: str) -> ast.Call | None:
    """The call that blocks in the same way, *kind*, or makes a file, and gave what *node* works with.

    None where it is made elsewhere than in the same function, or where several may have made it.
    """
    for expr in _operands(node):
        found = _maker(model, expr, kind, _MAX_STEPS)
        if found is not None:
            return found
    return None


def _operands(node: ast.AST) -> Iterator[ast.expr]:
    match node:
        case ast.Call(func=ast.Attribute(value=value)):
            yield value
            yield from node.args
        case ast.Call():
            yield from node.args
        case ast.For(iter=iterable) | ast.comprehension(iter=iterable):
            yield iterable


def _maker(model: SemanticModel, expr: ast.expr, kind: str, steps: int) -> ast.Call | None:
    if steps == 0:
        return None
    if isinstance(expr, ast.Call):
        effects = model.effects_at(expr)
        if any(found in effects and not effects[found].hops for found in (kind, _MAKING)):
            return expr
        parts = (_maker(model, part, kind, steps - 1) for part in _operands(expr))
        return next((call for call in parts if call is not None), None)
    if not isinstance(expr, ast.Name):
        return None
    bindings = model.terms.bindings_read(expr, model.scope_of(expr))
    if len(bindings) != 1 or bindings[0].kind not in ("assign", "with") or bindings[0].path:
        return None
    value = bindings[0].value
    if value is None or model.scope_of(value) is not model.scope_of(expr):
        return None
    return _maker(model, value, kind, steps - 1) if isinstance(value, ast.Call) else None
