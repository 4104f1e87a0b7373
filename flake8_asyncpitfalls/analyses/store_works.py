"""What functions do with the tables of a database, told by the SQL that they and what they call send.

``SELECT ... FROM jobs`` asks, ``INSERT INTO``, ``UPDATE`` and ``DELETE FROM`` change. What is told to go on
where the row is there (``ON CONFLICT``, ``OR REPLACE``), or is caught where it is, is an upsert: two who
send it lose nothing by it. A condition that the statement itself makes holds when it runs.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, NamedTuple

from flake8_asyncpitfalls.analyses.state_accesses import Held
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, options_of
from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES
from flake8_asyncpitfalls.semantics.source.node_fields import last_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary, ModuleFacts
    from flake8_asyncpitfalls.semantics.terms.lowering import ModuleTerms

INSERT, UPDATE, DELETE, UPSERT = "insert", "update", "delete", "upsert"
_DEPTH, _MOST_OPTIONS, _MOST_CALLS, _PARTS = 5, 4, 200, 3
_NAME = r'[\w."`\[\]{}]+'
_ASKS = re.compile(rf"\s*(?:WITH\b.*)?SELECT\b.*?\bFROM\s+({_NAME})", re.IGNORECASE | re.DOTALL)
_HELD = re.compile(r"\bFOR\s+(?:NO\s+KEY\s+)?UPDATE\b", re.IGNORECASE)
_BEGINS = re.compile(r"\s*(?:BEGIN\s+(?:IMMEDIATE|EXCLUSIVE)|LOCK\s+TABLE)\b", re.IGNORECASE)
_CHANGES = re.compile(
    rf"\s*(INSERT(?:\s+OR\s+\w+)?\s+INTO|REPLACE\s+INTO|UPDATE(?:\s+OR\s+\w+)?|DELETE\s+FROM)\s+({_NAME})",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"\bON\s+(?:CONFLICT|DUPLICATE)\b|\bOR\s+(?:IGNORE|REPLACE)\b|^\s*REPLACE\b"
    r"|\b(?:WHERE|AND)\s+NOT\s+EXISTS\b",
    re.IGNORECASE,
)  # fmt: skip
_WHERE = re.compile(r"\bWHERE\b", re.IGNORECASE)
_SETTING = re.compile(
    rf"\bUPDATE(?:\s+OR\s+\w+)?\s+({_NAME})[\s\"']+SET\b(.{{0,2000}}?)(?:\bWHERE\b|\"\"\"|$)",
    re.IGNORECASE | re.DOTALL,
)
_COLUMN = re.compile(r"(\w+)\s*=(?!=)")
_ASKED = re.compile(r"(\w+)\s*(?:=|<|>|!|\bIN\b|\bIS\b)", re.IGNORECASE)
_WIDE = frozenset({"BaseException", "Exception"})
_TAKEN = re.compile(r"Integrity|Unique|Duplicate|DatabaseError|DBAPIError")


class Change(NamedTuple):
    """A statement that changes *table*: how, and under which condition of its own."""

    table: str
    how: str
    columns: frozenset[str] = frozenset()
    """The columns that statements of the same module set."""
    asked: frozenset[str] = frozenset()
    """The columns of its condition."""


class Work(NamedTuple):
    """The tables that are asked, the changes, and whether a transaction shuts others out from its start."""

    asks: frozenset[str] = frozenset()
    changes: frozenset[Change] = frozenset()
    shuts_out: bool = False

    def __or__(self, other: Work) -> Work:
        return Work(
            self.asks | other.asks,
            self.changes | other.changes,
            self.shuts_out or other.shuts_out,
        )


NOTHING = Work()


class StoreWorks:
    """Answers for one file."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._known: dict[tuple[FunctionSummary, int], Work] = {}
        self._calls: dict[FunctionSummary, dict[ast.Call, Work]] = {}

    def of_calls(self, function: FunctionSummary, depth: int = _DEPTH) -> dict[ast.Call, Work]:
        """What each call in *function* does with tables, itself or at most *depth* functions down."""
        whole = depth == _DEPTH
        known = self._calls.get(function) if whole else None
        if known is None:
            function.module.hold(self)
            calls = function.scope.of_type(ast.Call)
            works = ((call, self._of_call(call, function, depth)) for call in calls[:_MOST_CALLS])
            known = {call: work for call, work in works if work != NOTHING}
            if whole:
                self._calls[function] = known
        return known

    def _of_call(self, call: ast.Call, function: FunctionSummary, depth: int) -> Work:
        told = sql_of(call, function)
        if told:
            is_caught = _is_caught(call, function.module.terms.parents)
            return _work(told, function.module, is_caught=is_caught)
        found = NOTHING
        for option in self.called(call, function) if depth else ():
            found |= self._inside(option.summary, depth - 1)
        # A transaction that a function has ended holds nobody back any more.
        return found._replace(shuts_out=False)

    def called(self, call: ast.Call, function: FunctionSummary) -> list[FunctionValue]:
        """The functions of the project, waiting for nothing, that *call* of *function* may run."""
        value = self._model.value_in(call.func, function, function.scope)
        found: dict[FunctionValue, None] = {}
        for option in options_of(value):
            if isinstance(option, FunctionValue) and not option.summary.module.is_stub:
                others = self._model.types.implementations.instead_of(option)
                found.update(dict.fromkeys(others or [option]))
        if len(found) > _MOST_OPTIONS:
            return []
        return [one for one in found if not one.summary.is_async]

    def _inside(self, function: FunctionSummary, depth: int) -> Work:
        """What *function* does, at most *depth* functions down."""
        # What is found depends on how far it may be looked for, and not on who asks first.
        known = self._known.get((function, depth))
        if known is None:
            self._known[function, depth] = found = NOTHING
            held = Held()
            function.module.hold(held)
            for work in self.of_calls(function, depth).values():
                found |= work
            known = self._known[function, depth] = found
        return known


def _work(sql: str, module: ModuleFacts, *, is_caught: bool) -> Work:
    """What the statement *sql* does; *is_caught*: who finds the row there is told so, and goes on."""
    if _BEGINS.match(sql):
        return Work(shuts_out=True)
    if asked := _ASKS.match(sql):
        return NOTHING if _HELD.search(sql) else Work(frozenset({_table(asked[1])}))
    if not (changed := _CHANGES.match(sql)):
        return NOTHING
    how = changed[1].split()[0].lower()
    if how == "replace" or (how == INSERT and (is_caught or _GOES_ON.search(sql))):
        how = UPSERT
    table = _table(changed[2])
    condition = _WHERE.split(sql, maxsplit=1)[1:]
    asked_of = frozenset(name for part in condition for name in _ASKED.findall(part))
    return Work(changes=frozenset({Change(table, how, _set_in(module, table), asked_of)}))


def _set_in(module: ModuleFacts, table: str) -> frozenset[str]:
    """The columns of *table* that statements in *module* set."""
    text = module.data.decode("utf-8", "replace")
    return frozenset(
        column
        for name, given in _SETTING.findall(text)
        if _table(name) == table
        for column in _COLUMN.findall(given)
    )


def _table(name: str) -> str:
    return name.strip('"`[]').lower()


def sql_of(call: ast.Call, function: FunctionSummary) -> str:
    """The SQL that *call* of *function* is given first; '' where it is given none."""
    if not call.args:
        return ""
    text = _text(call.args[0], function.scope, function.module.terms, _PARTS)
    is_sql = _ASKS.match(text) or _CHANGES.match(text) or _BEGINS.match(text)
    return text if is_sql else ""


def _text(expr: ast.expr, scope: Scope, terms: ModuleTerms, depth: int) -> str:
    """The text *expr*, as far as it is known: what is put in stands as its code."""
    match expr:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=values):
            return "".join(
                str(one.value)
                if isinstance(one, ast.Constant)
                else "{" + last_name(getattr(one, "value", one)) + "}"
                for one in values
            )
        case ast.BinOp(left=left, op=ast.Add(), right=right) if depth:
            first = _text(left, scope, terms, depth - 1)
            return first and first + _text(right, scope, terms, depth - 1)
        case ast.Call(args=[inner], keywords=[]) if depth:
            return _text(inner, scope, terms, depth - 1)
        case ast.Name() if depth:
            bound = terms.table(scope).by_name.get(expr.id, ())
            for one in [one for one in bound if one.kind == "assign"][:1]:
                if isinstance(one.value, ast.expr) and not one.path:
                    return _text(one.value, scope, terms, depth - 1)
    return ""


def _is_caught(node: ast.AST, parents: Mapping[ast.AST, ast.AST]) -> bool:
    """Whether a ``try`` around *node* in its function catches that the row is there."""
    while not isinstance(node, FUNCTION_TYPES):
        child, node = node, parents[node]
        if isinstance(node, ast.Module):
            return False
        if isinstance(node, ast.Try) and child in node.body:
            for name in _caught(node):
                if name in _WIDE or _TAKEN.search(name):
                    return True
    return False


def _caught(stmt: ast.Try) -> Iterator[str]:
    for handler in stmt.handlers:
        if isinstance(handler.type, ast.Tuple):
            yield from map(last_name, handler.type.elts)
        elif handler.type is not None and not _raises_again(handler):
            yield last_name(handler.type)


def _raises_again(handler: ast.ExceptHandler) -> bool:
    """Whether *handler* only cleans up."""
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None
