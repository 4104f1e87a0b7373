"""Entries of what is kept somewhere, by the text of their keys."""

from __future__ import annotations

import ast

from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

WHOLE, OBJECT, UNKNOWN_KEY = "", ".", "?"
"""Keys: all that is in it, which object it is, an entry that nobody knows."""


def key_of(expr: ast.expr) -> str:
    """*expr* as a text; a slice is all that is there, and so is what nobody can count."""
    parts = expr.elts if isinstance(expr, ast.Tuple) else [expr]
    is_open = any(isinstance(part, (ast.Slice, ast.Starred)) for part in parts)
    return WHOLE if is_open else unparsed(expr)


def is_plain(key: str) -> bool:
    """Whether *key* is a variable or a literal."""
    return key.isidentifier() or key[:1] in "'\"0123456789"


def given_key(key: str, given: dict[str, str]) -> str:
    """*key* with what a function is given in the place of its parameters; unknown where it uses others."""
    if key in (WHOLE, OBJECT, UNKNOWN_KEY):
        return key
    try:
        tree = ast.parse(key, mode="eval").body
    except SyntaxError:
        # What was put in the place of a parameter may not stand there: ``*rest`` as an operand.
        return UNKNOWN_KEY
    nodes = list(ast.walk(tree))
    names = [node for node in nodes if isinstance(node, ast.Name)]
    binds = any(isinstance(node, (ast.Store, ast.arg)) for node in nodes)
    if binds or any(name.id not in given for name in names):
        return UNKNOWN_KEY
    for name in names:
        name.id = given[name.id]
    return unparsed(tree)
