"""The group that an exception is a member of, whether it is alone there, and code that looks at members."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.rules.tasks import task_groups
from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES
from flake8_asyncpitfalls.semantics.source.control_flow import suspensions
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_OF_MEMBERS = frozenset({"exceptions", "split", "subgroup"})
_OF_WHOLE = frozenset({
    "builtins.isinstance", "builtins.print", "builtins.repr", "builtins.str", "builtins.type",
})  # fmt: skip
"""Functions that tell nothing of the members of a group."""


def group_of_member(expr: ast.expr, model: SemanticModel) -> ast.expr | None:
    """The group whose member *expr* is, directly or as a variable of a binding or loop."""
    match expr:
        case ast.Subscript(value=ast.Attribute(attr="exceptions", value=group)):
            return group
        case ast.Name():
            bindings = model.terms.bindings_read(expr, model.scope_of(expr))
            value = bindings[0].value if len(bindings) == 1 else None
            if bindings and bindings[0].kind == "for":
                is_member = isinstance(value, ast.Attribute) and value.attr == "exceptions"
                return value.value if is_member and isinstance(value, ast.Attribute) else None
            if isinstance(value, ast.Subscript) and bindings[0].kind == "assign":
                return group_of_member(value, model)
    return None


def has_one_member(stmt: ast.Raise, group: ast.expr, model: SemanticModel) -> bool:
    """Whether *group* surely has no second member at *stmt*: it was counted, or of one task."""
    child: ast.AST = stmt
    while not isinstance(child, (*FUNCTION_TYPES, ast.Module)):
        parent = model.parent(child)
        if isinstance(parent, ast.If) and child in parent.body and _counts_one(parent.test, group):
            return True
        if isinstance(child, ast.ExceptHandler) and isinstance(parent, ast.Try):
            return child.name == unparsed(group) and _runs_one_task(parent.body, model)
        child = parent
    return False


def _counts_one(test: ast.expr, group: ast.expr) -> bool:
    parts = test.values if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And) else [test]
    return f"len({unparsed(group)}.exceptions) == 1" in map(unparsed, parts)


def _runs_one_task(body: list[ast.stmt], model: SemanticModel) -> bool:
    """Whether *body* is one task group in which one task is started, and nothing waits beside it."""
    match body:
        case [ast.AsyncWith(items=[_], body=[ast.Expr(value=ast.Call())] as inner) as stmt]:
            return bool(task_groups(stmt, model)) and not any(suspensions(inner))
    return False


def looks_inside(call: ast.Call, model: SemanticModel) -> bool:
    """Whether what ``with call as caught:`` has caught is looked at by its members later.

    So it is where ``caught.value`` is asked for them, bound to a variable or given to a function that
    may ask for them, and where pytest is asked whether the group contains an exception.
    """
    item = model.parent(call)
    target = item.optional_vars if isinstance(item, ast.withitem) else None
    if not isinstance(target, ast.Name):
        return False
    scope = model.scope_of(call)
    return any(_asks_members(read, model) for read in model.uses.reads(target.id, scope))


def _asks_members(caught: ast.Name, model: SemanticModel) -> bool:
    value = model.parent(caught)
    if not isinstance(value, ast.Attribute):
        return False
    if value.attr != "value":
        return value.attr == "group_contains"
    parent = model.parent(value)
    if isinstance(parent, ast.Attribute):
        return parent.attr in _OF_MEMBERS
    if isinstance(parent, ast.Call):
        return model.name_of(parent.func) not in _OF_WHOLE
    return isinstance(parent, (ast.Assign, ast.AnnAssign))
