"""What is done with a query of SQLAlchemy: the clauses that follow it, and what becomes of it in the end."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.inference.values import ClassValue, Instance, name_of
from flake8_asyncpitfalls.semantics.terms.term import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flake8_asyncpitfalls.semantics.inference.frame import Frame
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.terms.term import Term

CLAUSES = {
    name: name
    for name in (
        "add_columns", "correlate", "distinct", "execution_options", "filter", "filter_by", "group_by",
        "having", "join", "limit", "offset", "options", "order_by", "outerjoin", "params", "prefix_with",
        "select_from", "slice", "where", "with_for_update",
    )
} | {"with_entities": "with_only_columns"}  # fmt: skip
"""The clauses of a query, each with what a select calls it."""
PARTS = {
    "as_scalar": "scalar_subquery", "cte": "cte", "exists": "exists", "label": "label",
    "scalar_subquery": "scalar_subquery", "subquery": "subquery",
}  # fmt: skip
"""What makes a part of another statement of a query, and of a select."""
_TAKING = frozenset({"in_", "not_in", "notin_"})
_QUERY = "sqlalchemy.orm.Query"
_ALIASED = "sqlalchemy.orm.aliased"
_TYPES = ("builtins.type", "typing.Type")
_LOST = "what is done with it cannot be followed"


class QueryError(Exception):
    """A query cannot be written as a select: why not, one clause."""


@dataclass(frozen=True, slots=True)
class Chain:
    """*clauses* follow the query *start*, up to *end*; *use* is what is done with that.

    The call of a method, the ``list`` made of it; *end* itself where it is iterated over, or stands in
    another statement (*is_part*). It is None where the *variable* keeps it.
    """

    start: ast.expr
    clauses: Sequence[ast.Call]
    end: ast.expr
    use: ast.expr | None = None
    variable: ast.Name | None = None
    is_part: bool = False


def chain_of(model: SemanticModel, start: ast.expr) -> Chain:
    """The chain that begins with the query *start*; raises QueryError where it is lost sight of."""
    clauses: list[ast.Call] = []
    end = start
    while True:
        parent = model.parent(end)
        call = model.parent(parent) if isinstance(parent, ast.Attribute) else None
        if not isinstance(parent, ast.Attribute) or not isinstance(call, ast.Call):
            break
        if call.func is not parent:
            break
        if parent.attr not in CLAUSES:
            return Chain(start, clauses, end, call, None, parent.attr in PARTS)
        clauses.append(call)
        end = call
    match parent:
        case ast.Assign(targets=[ast.Name() as variable]):
            return Chain(start, clauses, end, None, variable)
    use = _taker(model, end, parent)
    if use is None:
        raise QueryError(_LOST)
    return Chain(start, clauses, end, use, None, use is end and isinstance(parent, ast.Call))


def _taker(model: SemanticModel, end: ast.expr, parent: ast.AST) -> ast.expr | None:
    match parent:
        case ast.For(iter=node) | ast.comprehension(iter=node) if node is end:
            return end
        case ast.Call(func=ast.Attribute(attr=attr), args=[node]) if (
            node is end and attr in _TAKING
        ):
            return end
        case ast.Call(args=[node], keywords=[]) if node is end:
            is_list = model.refers_to(parent.func, "builtins.list")
            return parent if is_list else None
    return None


def name_of_clause(call: ast.Call) -> str:
    """The name of the method that *call* calls."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else ""


def is_query(model: SemanticModel, expr: ast.expr) -> bool:
    """Whether *expr* is certainly a query."""
    value = model.value_of(expr)
    return isinstance(value, Instance) and name_of(ClassValue(value.summary)) == _QUERY


def gives_objects(model: SemanticModel, entities: Sequence[ast.expr]) -> bool | None:
    """Whether a query for *entities* gives objects of one class, and not rows; None: not known."""
    if not entities or any(isinstance(entity, ast.Starred) for entity in entities):
        return None
    first, *more = entities
    if more:
        return False
    if is_class(model, first):
        return True
    is_column = isinstance(first, ast.Attribute) and is_class(model, first.value)
    return False if is_column or isinstance(first, ast.Call) else None


def is_class(model: SemanticModel, expr: ast.expr) -> bool:
    """Whether *expr* is a class, or stands for one: an alias of it, a parameter that is said to be one."""
    if isinstance(model.value_of(expr), ClassValue):
        return True
    frame = model.types.frame(model.module)
    if _tells_class(model, model.term_of(expr), frame):
        return True
    return isinstance(expr, ast.Attribute) and _is_class_attribute(model, expr)


def _is_class_attribute(model: SemanticModel, expr: ast.Attribute) -> bool:
    """``self.model`` where the class, or what sets it, says ``type[Model]``."""
    owner = model.value_of(expr.value)
    if not isinstance(owner, Instance):
        return False
    for base in model.types.members.mro(owner.summary):
        if base is None:
            return False
        if base.has_member(expr.attr):
            frame = model.types.frame(base.module)
            terms = [base.class_term(expr.attr), *base.instance_terms(expr.attr)]
            told = [_tells_class(model, term, frame) for term in terms if term is not None]
            return bool(told) and (told[0] or all(told))
    return False


def _tells_class(model: SemanticModel, term: Term, frame: Frame) -> bool:
    if term is UNKNOWN:
        return False
    if term[0] == "call":
        return name_of(model.types.evaluate(term[1], frame)) == _ALIASED
    if term[0] not in ("annotated", "declared"):
        return False
    said = term[-1]
    kind = said[1] if said[0] == "item" else said
    return name_of(model.types.evaluate(kind, frame)) in _TYPES


def root_query(model: SemanticModel, expr: ast.expr) -> ast.expr | None:
    """The ``session.query(...)``, or the variable, that the chain *expr* begins with; None for another."""
    while isinstance(expr, ast.Call) and isinstance(expr.func, ast.Attribute):
        if is_session_query(model, expr):
            return expr
        if expr.func.attr not in CLAUSES:
            return None
        expr = expr.func.value
    return expr if isinstance(expr, ast.Name) and is_query(model, expr) else None


def is_session_query(model: SemanticModel, expr: ast.AST) -> bool:
    """Whether *expr* is ``session.query(...)``."""
    if not isinstance(expr, ast.Call) or name_of_clause(expr) != "query":
        return False
    assert isinstance(expr.func, ast.Attribute)
    return is_query(model, expr) and not is_query(model, expr.func.value)
