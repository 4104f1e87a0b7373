"""Tables of functions that a module writes down once: ``READERS = {"json": read_json, "csv": read_csv}``.

What is called out of one, ``READERS[kind](file)``, is no callback that others have left there: it is one
of the functions that the display names. That holds where nobody stores anything in the table: no code of
the project that has its name sets an item, or binds the name to something else.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, Value, options_of
from flake8_asyncpitfalls.semantics.project.word_index import IMPORTING, NAMING
from flake8_asyncpitfalls.semantics.source.node_fields import last_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.inference.evaluator import Evaluator
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary, ModuleFacts

_OBJECTS = frozenset({"self", "cls"})
_CHANGES = (
    rb"\b%s\b(\s*\[[^\]\n]*\])*(\s*(:[^\n=]*)?[|]?=[^=]|\.(clear|pop|popitem|setdefault|update)\b)"
)
"""Text that binds a name, an item of what it stands for, or calls a method that changes that."""


def functions_in_table(
    call: ast.Call, function: FunctionSummary, types: Evaluator
) -> list[FunctionValue] | None:
    """The functions that *call* of *function* may call out of a table; None where it is no such call."""
    table = call.func
    if not isinstance(table, ast.Subscript):
        return None
    while isinstance(table, ast.Subscript):
        table = table.value
    name, owner = last_name(table), _owner(table, function)
    if owner is None or not name.isidentifier():
        return None
    values = [value for target, value in _bindings(owner) if target == name]
    if len(values) != 1 or not isinstance(values[0], ast.Dict):
        return None
    if _is_changed(name, function.module, owner, types):
        return None
    found = [_evaluated(leaf, function.module, owner, types) for leaf in _leaves(values[0])]
    options = [option for value in found for option in options_of(value)]
    functions = [option for option in options if isinstance(option, FunctionValue)]
    return functions if len(functions) == len(options) else None


def _owner(table: ast.expr, function: FunctionSummary) -> Scope | None:
    """The class or module in whose body the table is bound."""
    scope = function.scope
    match table:
        case ast.Attribute(value=ast.Name(id=name)) if name in _OBJECTS:
            return scope.parent if function.class_identity is not None else None
        case ast.Name(id=name) if not scope.names(name) or all(
            isinstance(node.ctx, ast.Load) for node in scope.names(name)
        ):
            return function.module.terms.root
    return None


def _bindings(owner: Scope) -> Iterator[tuple[str, ast.expr | None]]:
    for stmt in getattr(owner.node, "body", ()):
        if isinstance(stmt, ast.Assign):
            yield from ((t.id, stmt.value) for t in stmt.targets if isinstance(t, ast.Name))
        elif isinstance(stmt, ast.AnnAssign) and isinstance(stmt.target, ast.Name):
            yield stmt.target.id, stmt.value


def _leaves(table: ast.Dict) -> Iterator[ast.expr]:
    for value in table.values:
        if isinstance(value, ast.Dict):
            yield from _leaves(value)
        else:
            yield value


def _evaluated(leaf: ast.expr, module: ModuleFacts, owner: Scope, types: Evaluator) -> Value:
    return types.evaluate(module.terms.reduce(leaf, owner), types.frame(module))


def _is_changed(name: str, module: ModuleFacts, owner: Scope, types: Evaluator) -> bool:
    """Whether the table *name* is changed, as it seems, in *module* or where the project uses it."""
    pattern = re.compile(_CHANGES % name.encode())
    if len(pattern.findall(module.data)) != 1:
        return True  # Once for the display itself.
    question = NAMING + owner.name if isinstance(owner.node, ast.ClassDef) else IMPORTING + name
    others = types.loader.search(question, module, having=name)
    return others is None or any(
        pattern.search(other.data) for other in others if other is not module
    )
