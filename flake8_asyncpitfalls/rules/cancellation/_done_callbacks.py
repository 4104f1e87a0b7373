"""What a task's callback asks of it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.edit import InsertLines, ReplaceExpression
from flake8_asyncpitfalls.finding import Applicability, Fix
from flake8_asyncpitfalls.rules.cancellation._handlers import is_caught
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue
from flake8_asyncpitfalls.semantics.source.node_fields import last_name
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_ASKING = frozenset({"exception", "result"})
_HARMLESS = frozenset({"add", "discard", "remove", "get_name", "add_done_callback"})
_SIMPLE = (ast.Expr, ast.Assign, ast.AnnAssign, ast.Return)


def callback_of(expr: ast.expr, model: SemanticModel) -> tuple[Scope | None, str]:
    """The function of this file that *expr* is, and its parameter for the task."""
    if isinstance(expr, ast.Lambda):
        names = [arg.arg for arg in expr.args.args]
        return model.terms.scopes[expr], names[0] if names else ""
    value = model.value_of(expr)
    if not isinstance(value, FunctionValue) or value.summary.module is not model.module:
        return None, ""
    taken = value.summary.parameters[1 if value.receiver is not None else 0 :]
    is_plain = not value.summary.is_async and not value.summary.decorators and taken
    return (value.summary.scope, taken[0].name) if is_plain else (None, "")


def asked_when_cancelled(scope: Scope, name: str, model: SemanticModel) -> ast.Call | None:
    """The first question in *scope* that a cancelled task *name* answers by raising."""
    found: list[ast.Call] = []
    for read in model.uses.reads(name, scope) if name else ():
        parent = model.parent(read)
        call = model.parent(parent)
        if isinstance(parent, ast.Call):
            # Somebody else may look at it there.
            if getattr(parent.func, "attr", "") not in _HARMLESS:
                return None
        elif isinstance(parent, ast.Attribute) and parent.attr in _ASKING:
            if isinstance(call, ast.Call) and model.scope_of(read) is scope:
                found.append(call)
        elif getattr(parent, "attr", "") not in _HARMLESS:
            return None
    first = min(found, key=lambda one: (one.lineno, one.col_offset), default=None)
    if first is None or isinstance(scope.node, ast.Lambda):
        return first
    return None if is_caught(first, scope.body, model) else first


def asking_fix(asked: ast.Call, name: str, scope: Scope, model: SemanticModel) -> Fix | None:
    """``not task.cancelled() and ...`` in the test that asks, or a way out before the statement that does."""
    stmt: ast.AST = asked
    if isinstance(scope.node, ast.Lambda):
        return None
    while stmt not in scope.body:
        stmt = model.parent(stmt)
    if isinstance(stmt, ast.If) and not stmt.orelse and asked.lineno <= stmt.test.lineno:
        test = unparsed(stmt.test)
        test = f"({test})" if isinstance(stmt.test, ast.BoolOp) else test
        edit = ReplaceExpression(Span.of(stmt.test), f"not {name}.cancelled() and {test}")
        return Fix(Applicability.UNSAFE, "ask whether it was cancelled", (edit,))
    if _tells_of_cancelled(scope):
        return None
    if isinstance(stmt, _SIMPLE) or (isinstance(stmt, ast.Try) and not stmt.finalbody):
        lines = InsertLines(Span.of(stmt), f"if {name}.cancelled():\n    return")
        return Fix(Applicability.UNSAFE, "leave the callback of a cancelled task", (lines,))
    return None


def _tells_of_cancelled(scope: Scope) -> bool:
    """Whether the callback means to do something for a cancelled task: a way out would leave that dead."""
    texts: list[ast.Constant] = scope.of_type(ast.Constant)
    docstring = scope.body[0].value if isinstance(scope.body[0], ast.Expr) else None
    is_told = any(
        isinstance(text.value, str) and "cancel" in text.value.lower()
        for text in texts
        if text is not docstring
    )
    names: list[ast.Name | ast.Attribute] = scope.of_type(ast.Name, ast.Attribute)
    return is_told or any(last_name(name) == "CancelledError" for name in names)
