"""Reads of what ``select`` has just said to be ready: ``if readable: key = sys.stdin.read(1)``.

The wait is that of ``select``, which is told itself.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES
from flake8_asyncpitfalls.semantics.source.node_fields import last_name, walked

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.effects.effect import Effect
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_KINDS = ("input", "socket")
_READING = frozenset({"accept", "readline", "recv", "recv_into", "recvfrom"})


def is_said_ready(node: ast.AST, effect: Effect, model: SemanticModel) -> bool:
    """Whether *node* reads once where a test found what ``select.select`` gave."""
    if effect.kind not in _KINDS or effect.hops or not isinstance(node, ast.Call):
        return False
    if not model.source.mentions(b"select.select") or not _reads_once(node):
        return False
    child: ast.AST = node
    parent = model.parent(child)
    while not isinstance(parent, (*FUNCTION_TYPES, ast.Lambda, ast.Module)):
        if isinstance(parent, ast.If) and child in parent.body:
            names = (one for one in walked(parent.test) if isinstance(one, ast.Name))
            if any(_is_of_select(name, model) for name in names):
                return True
        child, parent = parent, model.parent(parent)
    return False


def _reads_once(call: ast.Call) -> bool:
    """Whether it takes what is there: ``read(1)``, not ``read()``, which waits for the end."""
    name = last_name(call.func)
    return name in _READING or (name == "read" and bool(call.args))


def _is_of_select(name: ast.Name, model: SemanticModel) -> bool:
    bindings = model.terms.bindings_read(name, model.scope_of(name))
    if not bindings or any(binding.kind == "param" for binding in bindings):
        return False
    stmts = [model.statement_of(binding.node) for binding in bindings]
    return all(isinstance(stmt, ast.Assign) and _selects(stmt.value, model) for stmt in stmts)


def _selects(expr: ast.expr, model: SemanticModel) -> bool:
    calls = (one for one in walked(expr) if isinstance(one, ast.Call))
    return any(model.refers_to(call.func, "select.select") for call in calls)
