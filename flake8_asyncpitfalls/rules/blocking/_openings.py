"""Which call opened the file that another one reads or writes, or used it first."""

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

    Of a file in an attribute it is the first call in the function that reads or writes it. None where
    it is made elsewhere than in the same function, or where several may have made it.
    """
    for expr in _operands(node):
        found = _maker(model, expr, kind, _MAX_STEPS)
        if found is not None:
            return found
    return _first_use(model, node, kind)


def work_after(model: SemanticModel, node: ast.AST) -> ast.Call | None:
    """The next call of the function that works with files, for which *node* makes the place ready."""
    if not isinstance(node, ast.Call):
        return None
    for call in model.scope_of(node).of_type(ast.Call):
        if (call.lineno, call.col_offset) > (node.lineno, node.col_offset):
            effects = model.effects_at(call)
            if any(kind in effects and not effects[kind].hops for kind in ("file", _MAKING)):
                return call
    return None


def _first_use(model: SemanticModel, node: ast.AST, kind: str) -> ast.Call | None:
    """The call that blocks first on the attribute that *node*, further on, is a call of a method of.

    A file that an object keeps open, as one for its log, is one piece of work for each function.
    """
    owner = _owner(node)
    if owner is None:
        return None
    text = ast.unparse(owner)
    for call in model.scope_of(node).of_type(ast.Call):
        if call is node:
            return None
        other = _owner(call)
        if other is not None and ast.unparse(other) == text:
            effects = model.effects_at(call)
            if kind in effects and not effects[kind].hops:
                return call
    return None


def _owner(node: ast.AST) -> ast.Attribute | None:
    """``self.log`` of ``self.log.write(...)``."""
    func = node.func if isinstance(node, ast.Call) else None
    owner = func.value if isinstance(func, ast.Attribute) else None
    return owner if isinstance(owner, ast.Attribute) else None


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
