"""A statement that lets a loop run one coroutine, with ``asyncio.run`` in its place."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.coroutines import coroutine_of
from flake8_asyncpitfalls.analyses.stated_intent import lines_of
from flake8_asyncpitfalls.analyses.thread_affinity import gives_asynchronous_object
from flake8_asyncpitfalls.edit import DropStatement, Edit, ReplaceCallee, ReplaceLines
from flake8_asyncpitfalls.finding import Applicability, Fix
from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES
from flake8_asyncpitfalls.semantics.source.node_fields import place_in
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flake8_asyncpitfalls.semantics.model import SemanticModel

RUN = "run_until_complete"
ENDING = frozenset({"shutdown_asyncgens", "shutdown_default_executor"})
_SIMPLE = (ast.Expr, ast.Return, ast.Assign, ast.AnnAssign)


def is_run(stmt: ast.stmt, name: str) -> bool:
    """Whether *stmt* is simple and calls ``name.run_until_complete(x)``, once."""
    return isinstance(stmt, _SIMPLE) and len(_runs(stmt, name)) == 1


def _runs(stmt: ast.stmt, name: str) -> list[ast.Call]:
    return [
        node
        for node in ast.walk(stmt)
        if isinstance(node, ast.Call) and unparsed(node.func) == f"{name}.{RUN}"
    ]


def run_instead(
    call: ast.Call, name: str, reads: Iterable[ast.Name], model: SemanticModel
) -> Fix | None:
    """``asyncio.run`` in place of the statements that make the loop *name*, set, run and close it.

    *call* makes it; *reads* are all its uses. None where anything else is done with it, where a
    comment would be lost, or where what it runs is not certainly a coroutine.
    """
    stmt = model.statement_of(call)
    holder, block = model.parent(stmt), model.block_of(stmt)
    field, first = place_in(stmt, holder) or ("", 0)
    last, run = (first, stmt) if is_run(stmt, name) else _run_of(block, first + 1, name)
    code = "" if run is None else _code_of(run, name, model)
    if not code or run is None:
        return None
    if isinstance(holder, ast.Module):
        return _at_module(block[first : last + 1], run, name, reads)
    if not field or not isinstance(holder, ast.stmt):
        return None
    inside = {node for one in block[first : last + 1] for node in ast.walk(one)}
    lines = lines_of(model)[stmt.lineno : block[last].end_lineno]
    if not inside.issuperset(reads) or any(b"#" in line for line in lines):
        return None
    edit = ReplaceLines(Span.of(holder), code, ("asyncio.run",), first, last, field)
    return Fix(Applicability.UNSAFE, "asyncio.run", (edit,))


def run_later(call: ast.Call, name: str, read: ast.Name, model: SemanticModel) -> Fix | None:
    """``asyncio.run`` where *read* runs the loop *name*, and no statement that asks for it before.

    *read* is the one use of the loop. None where something that may live with the loop is made meanwhile.
    """
    asked, run = model.statement_of(call), model.statement_of(read)
    scope = model.scope_of(call)
    if not is_run(run, name) or asked is run or model.scope_of(read) is not scope:
        return None
    holder = model.parent(asked)
    place = place_in(asked, holder)
    if not _code_of(run, name, model) or place is None or not isinstance(holder, FUNCTION_TYPES):
        return None
    (ran,) = _runs(run, name)
    made = (one for one in scope.of_type(ast.Call) if one is not call and one is not ran)
    if any(gives_asynchronous_object(model, one) for one in made):
        return None
    field, at = place
    dropped = ReplaceLines(Span.of(holder), "", (), at, at, field)
    edits = (dropped, ReplaceCallee(Span.of(ran), "asyncio.run"))
    return Fix(Applicability.UNSAFE, "asyncio.run", edits)


def _at_module(
    stmts: list[ast.stmt], run: ast.stmt, name: str, reads: Iterable[ast.Name]
) -> Fix | None:
    """``asyncio.run`` in *run*, one of *stmts*, without the others, which only handle the loop."""
    inside = {node for one in stmts for node in ast.walk(one)}
    if run not in stmts or not inside.issuperset(reads):
        return None
    (call,) = _runs(run, name)
    drops = [DropStatement(Span.of(one)) for one in stmts if one is not run]
    edits: tuple[Edit, ...] = (ReplaceCallee(Span.of(call), "asyncio.run"), *drops)
    return Fix(Applicability.UNSAFE, "asyncio.run", edits, alone=(name,) if drops else ())


def _run_of(block: list[ast.stmt], index: int, name: str) -> tuple[int, ast.stmt | None]:
    """The number of the last statement that handles the loop *name*, and the one that runs it."""
    run: ast.stmt | None = None
    while index < len(block):
        stmt = block[index]
        if run is None and isinstance(stmt, ast.Try):
            stmt = _only_statement(stmt, name)
        if run is None and is_run(stmt, name) and not _is_ending(stmt, name):
            run = stmt
        elif not _is_ending(stmt, name):
            break
        index += 1
    return index - 1, run


def _only_statement(stmt: ast.Try, name: str) -> ast.stmt:
    """What a ``try`` holds whose ``finally`` only ends the loop *name*; else the ``try`` itself."""
    is_plain = not (stmt.handlers or stmt.orelse) and len(stmt.body) == 1
    is_ended = all(_is_ending(one, name) or isinstance(one, ast.Pass) for one in stmt.finalbody)
    return stmt.body[0] if is_plain and is_ended else stmt


def _is_ending(stmt: ast.stmt, name: str) -> bool:
    """Whether it sets or closes the loop, or ends what runs in it."""
    text = unparsed(stmt)
    endings = [f"{name}.{RUN}({name}.{ending}())" for ending in ENDING]
    sets = [f"asyncio.set_event_loop({value})" for value in (name, "None")]
    return text in (f"{name}.close()", *sets, *endings)


def _code_of(stmt: ast.stmt, name: str, model: SemanticModel) -> str:
    """The statement with ``⟦0⟧`` in place of the loop; empty where it runs no coroutine for certain."""
    (run,) = _runs(stmt, name)
    old = f"{name}.{RUN}"
    text = model.source.code_of(stmt).replace("\n" + " " * stmt.col_offset, "\n")
    is_plain = len(run.args) == 1 and not run.keywords and text.count(old) == 1
    if not is_plain or coroutine_of(model, run.args[0]) is None:
        return ""
    # A client that is used later needs the loop that it was made in.
    if not isinstance(stmt, ast.Expr) and gives_asynchronous_object(model, run):
        return ""
    return text.replace(old, "⟦0⟧")
