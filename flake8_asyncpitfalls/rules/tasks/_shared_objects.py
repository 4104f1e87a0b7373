"""Objects that serve one task at a time, and the tasks that are given them."""

from __future__ import annotations

import ast
from collections import Counter
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.inference.values import FunctionValue
from flake8_asyncpitfalls.semantics.source.control_flow import walk_code
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flake8_asyncpitfalls.semantics.model import SemanticModel

_ONE_AT_A_TIME = (
    "sqlalchemy.ext.asyncio.AsyncSession",
    "sqlalchemy.ext.asyncio.session.AsyncSession",
    "sqlalchemy.ext.asyncio.AsyncConnection",
    "sqlalchemy.ext.asyncio.engine.AsyncConnection",
    "sqlmodel.ext.asyncio.session.AsyncSession",
    "asyncpg.Connection",
    "asyncpg.connection.Connection",
    "aiomysql.Connection",
    "aiomysql.connection.Connection",
    "aiomysql.Cursor",
    "aiopg.Connection",
    "aiopg.connection.Connection",
)
"""Classes whose documentation says that only one task may use an instance at a time."""


def shared_by_children(
    children: Sequence[ast.expr], model: SemanticModel
) -> tuple[str, str] | None:
    """The object that more than one of *children* certainly uses, as spelled, with its class."""
    counts: Counter[tuple[str, str]] = Counter()
    for child in children:
        inner = child.value if isinstance(child, ast.Starred) else child
        if isinstance(inner, (ast.ListComp, ast.GeneratorExp, ast.SetComp)):
            own = {n.id for c in inner.generators for n in ast.walk(c.target) if hasattr(n, "id")}
            for found in _used_by(inner.elt, model):
                if found[0].partition(".")[0] not in own:
                    counts[found] += 2
        else:
            counts.update(set(_used_by(inner, model)))
    return next((found for found, times in counts.items() if times > 1), None)


def _used_by(child: ast.expr, model: SemanticModel) -> Iterator[tuple[str, str]]:
    """The objects that the coroutine *child* makes its task use."""
    if not isinstance(child, ast.Call):
        return
    if isinstance(child.func, ast.Attribute) and isinstance(
        child.func.value, (ast.Name, ast.Attribute)
    ):
        kind = _kind(child.func.value, model)
        if kind:
            yield unparsed(child.func.value), kind
    function = model.value_of(child.func)
    if not isinstance(function, FunctionValue) or function.summary.module.is_stub:
        return
    names = [parameter.name for parameter in function.summary.parameters]
    names = names[1:] if function.receiver is not None else names
    given = [*zip(names, child.args, strict=False)]
    given += [(keyword.arg, keyword.value) for keyword in child.keywords if keyword.arg]
    for name, argument in given:
        kind = _kind(argument, model) if isinstance(argument, (ast.Name, ast.Attribute)) else ""
        if kind and _awaits_method_of(name, function):
            yield unparsed(argument), kind


def _kind(expr: ast.expr, model: SemanticModel) -> str:
    for name in _ONE_AT_A_TIME:
        if model.is_instance(expr, name):
            return name.rpartition(".")[2]
    return ""


def _awaits_method_of(name: str, function: FunctionValue) -> bool:
    """Whether the function awaits a method of its parameter *name*, under no lock."""
    scope = function.summary.scope
    if any("lock" in unparsed(item.context_expr).lower() or "sem" in unparsed(item.context_expr).lower()
           for stmt in scope.of_type(ast.AsyncWith) for item in stmt.items):  # fmt: skip
        return False
    return any(
        isinstance(node, ast.Await)
        and isinstance(node.value, ast.Call)
        and unparsed(node.value.func).startswith(f"{name}.")
        for node in walk_code(scope.body)
    )
