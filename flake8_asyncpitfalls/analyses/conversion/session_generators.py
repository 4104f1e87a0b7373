"""``next(get_db())``: an object that a generator makes, gives, and closes when it goes on.

Nobody keeps the generator, so that it is closed at once, and what it gave with it. To close a new session
does nothing: the expression gives a new session, and what makes that may stand in its place. Of an
asynchronous generator it would be closed at any time later.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.inference.values import FunctionValue

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary

_NEXT = "builtins.next"


def generator_begun(model: SemanticModel, call: ast.Call) -> FunctionSummary | None:
    """The generator function of the project of which *call* takes the first value; or None."""
    match call:
        case ast.Call(func=ast.Name(), args=[ast.Call(args=[], keywords=[]) as made], keywords=[]):
            callee = model.value_of(made.func) if model.name_of(call.func) == _NEXT else None
            if isinstance(callee, FunctionValue) and not callee.summary.module.is_stub:
                return callee.summary if callee.summary.is_generator else None
    return None


def maker_in(model: SemanticModel, generator: Scope) -> str:
    """The qualified name of what makes the only object that *generator* gives, and closes; or ''."""
    body = [stmt for stmt in generator.body if not _is_text(stmt)]
    made: ast.expr | None = None
    match body:
        case [
            ast.Assign(targets=[ast.Name(id=name)], value=value),
            ast.Try(body=[given], handlers=[], orelse=[], finalbody=[closed]),
        ] if _gives(given, name) and _closes(closed, name):
            made = value
        case [ast.With(items=[ast.withitem(value, ast.Name(id=name))], body=[given])]:
            made = value if _gives(given, name) else None
    match made:
        case ast.Call(func=ast.Name(id=maker), args=[], keywords=[]):
            return _qualified(model, maker, generator)
    return ""


def _qualified(model: SemanticModel, name: str, generator: Scope) -> str:
    """The name by which other modules know what *name* is in the *generator*, a global; or ''."""
    root = model.terms.root
    bindings = model.terms.table(root).by_name.get(name, ())
    if len(bindings) != 1 or name in model.terms.table(generator).by_name:
        return ""
    if bindings[0].kind in ("assign", "annotated"):
        return f"{model.module.name.dotted}.{name}"
    return ""


def _is_text(stmt: ast.stmt) -> bool:
    return isinstance(stmt, ast.Expr) and isinstance(stmt.value, ast.Constant)


def _gives(stmt: ast.stmt, name: str) -> bool:
    match stmt:
        case ast.Expr(value=ast.Yield(value=ast.Name(id=given))):
            return given == name
    return False


def _closes(stmt: ast.stmt, name: str) -> bool:
    match stmt:
        case ast.Expr(
            value=ast.Call(func=ast.Attribute(value=ast.Name(id=closed), attr="close"), args=[])
        ):
            return closed == name
    return False
