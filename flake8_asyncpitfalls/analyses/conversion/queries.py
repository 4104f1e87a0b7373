"""``session.query(...)`` of SQLAlchemy as a statement that any session executes.

A chain from ``query`` to what runs it (``first``, ``all``, ``count`` …) in one expression becomes
``select(...)`` with the same clauses; what the query asks for tells whether it gives objects or rows.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.inference.values import ClassValue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel

_CLAUSES = frozenset({
    "distinct", "filter", "filter_by", "group_by", "having", "join", "limit", "offset", "options",
    "order_by", "outerjoin", "where", "with_for_update",
})  # fmt: skip
_CONDITIONS = frozenset({"filter", "filter_by", "where"})
_JOINED = "joinedload"
_RESULTS = {
    "all": "all", "first": "first", "one": "one", "one_or_none": "one_or_none",
    "scalar": "scalar_one_or_none",
}  # fmt: skip
"""What runs a query, and what gives the same of a result."""
_CHANGES = {"delete": ("sqlalchemy.delete", 0), "update": ("sqlalchemy.update", 1)}
_SELECT, _FUNC = "sqlalchemy.select", "sqlalchemy.func"


@dataclass(frozen=True, slots=True)
class Statement:
    """The expression *whole* becomes *code*; ``⟦0⟧`` … in it stand for *names*."""

    whole: ast.expr
    code: str
    names: tuple[str, ...]
    is_awaited: bool = True


def as_statements(model: SemanticModel, query: ast.Attribute) -> list[Statement]:
    """What becomes of the chain that begins with *query* of a session; nothing when it cannot be.

    A query that a variable keeps is a statement there, and each chain that runs it executes it.
    """
    call = model.parent(query)
    assert isinstance(call, ast.Call)
    gives_objects = _gives_objects(model, call.args)
    if gives_objects is None or call.keywords:
        return []
    writing = _Writing(model, model.source.code_of(query.value), call.args, gives_objects)
    clauses, last = _chain(model, call)
    if isinstance(last, ast.Call):
        whole = writing.run(f"⟦0⟧({writing.entities}){writing.code(clauses)}", clauses, last)
        return [whole] if whole else []
    if not isinstance(last, ast.Name):
        return []
    made = Statement(call, f"⟦0⟧({writing.entities})", (_SELECT,), is_awaited=False)
    runs = list(_runs(model, last, writing))
    return [made, *(run for run in runs if run)] if runs and None not in runs else []


def _chain(model: SemanticModel, start: ast.expr) -> tuple[list[ast.Call], ast.AST | None]:
    """The clauses that follow *start*, and what is last: a call, or a variable that keeps it."""
    clauses: list[ast.Call] = []
    end: ast.expr = start
    while True:
        attribute = model.parent(end)
        if isinstance(attribute, ast.Assign):
            target = attribute.targets[0]
            return clauses, target if len(attribute.targets) == 1 else None
        call = model.parent(attribute) if isinstance(attribute, ast.Attribute) else None
        if not isinstance(attribute, ast.Attribute) or not isinstance(call, ast.Call):
            return clauses, None
        if call.func is not attribute:
            return clauses, None
        if attribute.attr not in _CLAUSES:
            return clauses, call
        clauses.append(call)
        end = call


def _runs(model: SemanticModel, name: ast.Name, writing: _Writing) -> Iterator[Statement | None]:
    """What runs the query that the variable *name* keeps; None for what else is done with it."""
    scope = model.scope_of(name)
    if not model.uses.is_private(name.id, scope):
        yield None
        return
    for use in model.uses.mentions(name.id, scope):
        if isinstance(use.ctx, ast.Load):
            clauses, last = _chain(model, use)
            if isinstance(last, ast.Call):
                yield writing.run(f"{use.id}{writing.code(clauses)}", clauses, last)
            elif not isinstance(last, ast.Name) or last.id != name.id:
                yield None
        elif not _is_query(model, use, name.id):
            yield None


def _is_query(model: SemanticModel, target: ast.Name, name: str) -> bool:
    """Whether *target* gets a query: the one that is asked for, or the variable's with more clauses."""
    stmt = model.parent(target)
    if not isinstance(stmt, ast.Assign) or len(stmt.targets) != 1:
        return False
    expr = stmt.value
    while isinstance(expr, ast.Call) and isinstance(expr.func, ast.Attribute):
        is_first = expr.func.attr == "query"
        if not is_first and expr.func.attr not in _CLAUSES:
            return False
        expr = expr.func.value
        if is_first:
            bindings = model.terms.table(model.scope_of(target)).by_name[name]
            codes = [model.source.code_of(b.value) for b in bindings if b.value is not None]
            return sum(".query(" in code for code in codes) == 1
    return isinstance(expr, ast.Name) and expr.id == name


def _gives_objects(model: SemanticModel, entities: list[ast.expr]) -> bool | None:
    """Whether the query gives objects of one class, and not rows; None when that is not known."""
    if not entities or any(isinstance(entity, ast.Starred) for entity in entities):
        return None
    first, *more = entities
    is_class = isinstance(model.value_of(first), ClassValue)
    if is_class and not more:
        return True
    is_column = isinstance(first, ast.Attribute) and isinstance(
        model.value_of(first.value), ClassValue
    )
    return False if more or is_column or isinstance(first, ast.Call) else None


def _name_of(clause: ast.Call) -> str:
    return clause.func.attr if isinstance(clause.func, ast.Attribute) else ""


class _Writing:
    """Writes statements for a *session* that ask for *entities*."""

    def __init__(
        self, model: SemanticModel, session: str, entities: list[ast.expr], gives_objects: bool
    ) -> None:
        self._model, self._session, self._gives_objects = model, session, gives_objects
        self.entities = ", ".join(map(model.source.code_of, entities))

    def code(self, clauses: list[ast.Call]) -> str:
        """The *clauses* as they follow each other."""
        return "".join(
            f".{call.func.attr}({self._arguments(call)})"
            for call in clauses
            if isinstance(call.func, ast.Attribute)
        )

    def run(self, statement: str, clauses: list[ast.Call], last: ast.Call) -> Statement | None:
        """*statement*, which has *clauses*, run as the call *last* runs the query."""
        assert isinstance(last.func, ast.Attribute)
        end, is_plain = last.func.attr, not last.args and not last.keywords
        if end in _RESULTS and is_plain:
            limit = ".limit(1)" if end == "first" and ".limit(" not in statement else ""
            return self._made(last, f"{self._results(statement + limit, end)}.{_RESULTS[end]}()")
        if end == "count" and is_plain:
            rows = f"{statement}.subquery()"
            are_those_of_one = self._gives_objects and statement.startswith("⟦0⟧")
            if are_those_of_one and all(_name_of(clause) in _CONDITIONS for clause in clauses):
                rows = self.entities
            code = f"⟦0⟧(⟦1⟧.count()).select_from({rows})"
            code += self.code(clauses) if rows == self.entities else ""
            return self._made(last, f"await {self._session}.scalar({code})", (_SELECT, _FUNC))
        if end == "get" and not clauses and self._gives_objects and len(last.args) == 1:
            key = self._arguments(last)
            return self._made(last, f"await {self._session}.get({self.entities}, {key})", ())
        if end in _CHANGES and self._gives_objects and statement.startswith("⟦0⟧"):
            return self._changed(statement, clauses, last)
        return None

    def _made(self, last: ast.Call, code: str, names: tuple[str, ...] = (_SELECT,)) -> Statement:
        return Statement(last, code, names if "⟦0⟧" in code else ())

    def _arguments(self, call: ast.Call) -> str:
        code = self._model.source.code_of
        given = [code(arg) for arg in call.args]
        given += [
            f"{k.arg}={code(k.value)}" if k.arg else f"**{code(k.value)}" for k in call.keywords
        ]
        return ", ".join(given)

    def _results(self, statement: str, end: str) -> str:
        """What gives the objects, or the rows, of *statement*."""
        execute = "scalars" if self._gives_objects and end != "scalar" else "execute"
        unique = ".unique()" if _JOINED in statement else ""
        return f"(await {self._session}.{execute}({statement})){unique}"

    def _changed(self, statement: str, clauses: list[ast.Call], last: ast.Call) -> Statement | None:
        """``delete`` and ``update`` of what the *clauses* select; the number of rows where it is read."""
        assert isinstance(last.func, ast.Attribute)
        calls = [call.func for call in clauses if isinstance(call.func, ast.Attribute)]
        name, count = _CHANGES[last.func.attr]
        if (
            len(last.args) != count
            or last.keywords
            or any(f.attr not in _CONDITIONS for f in calls)
        ):
            return None
        values = f".values({self._arguments(last)})" if count else ""
        done = f"await {self._session}.execute({statement}{values})"
        is_dropped = isinstance(self._model.parent(last), ast.Expr)
        return self._made(last, done if is_dropped else f"({done}).rowcount", (name,))
