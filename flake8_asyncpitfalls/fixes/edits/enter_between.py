"""``await lock.acquire()`` … ``lock.release()`` in one block become ``async with lock:``.

So do ``x = make()`` … ``await x.close()``: ``async with make() as x:``.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

import libcst as cst

from flake8_asyncpitfalls.edit import EnterBetween
from flake8_asyncpitfalls.fixes.edit_kind import EditKind, Step
from flake8_asyncpitfalls.fixes.refusal import RefusedError
from flake8_asyncpitfalls.fixes.text.fragment import statement_fragment

if TYPE_CHECKING:
    from flake8_asyncpitfalls.fixes.text.expression_place import ExpressionPlace


def _write(node: cst.CSTNode, step: Step[EnterBetween], place: ExpressionPlace) -> cst.CSTNode:
    block: Any = getattr(node, "body", None)
    first, last = step.edit.first, step.edit.last
    if not isinstance(block, cst.IndentedBlock) or not 0 <= first < last - 1 < len(block.body) - 1:
        raise RefusedError("there is no block with such statements here")
    match block.body[first]:
        case (
            cst.SimpleStatementLine(
                body=[
                    cst.Expr(value=cst.Await(expression=cst.Call(func=cst.Attribute(value=lock))))
                ]
            ) as line
        ):
            item = cst.WithItem(lock)
        case (
            cst.SimpleStatementLine(
                body=[cst.Assign(targets=[cst.AssignTarget(target=cst.Name() as name)]) as making]
            ) as line
        ):
            item = cst.WithItem(making.value, cst.AsName(name))
        case _:
            raise RefusedError("the lock is not taken by a statement of its own")
    release = block.body[last]
    if not isinstance(release, cst.SimpleStatementLine) or len(release.body) != 1:
        raise RefusedError("the lock is not given back by a statement of its own")
    above = [empty for empty in release.leading_lines if empty.comment is not None]
    inner = cst.IndentedBlock(
        block.body[first + 1 : last],
        indent=block.indent,
        header=line.trailing_whitespace,
        footer=above,
    )
    entered = cst.With(
        [item],
        inner,
        asynchronous=cst.Asynchronous(),
        leading_lines=line.leading_lines,
    )
    body = [*block.body[:first], entered, *block.body[last + 1 :]]
    return node.with_changes(body=block.with_changes(body=body))


def _mean(stmt: Any, step: Step[EnterBetween]) -> ast.AST:
    first, last = step.edit.first, step.edit.last
    opening = stmt.body[first]
    if isinstance(opening, ast.Assign):
        item = ast.withitem(opening.value, opening.targets[0])
    else:
        item = ast.withitem(opening.value.value.func.value)
    entered = ast.AsyncWith([item], stmt.body[first + 1 : last])
    stmt.body = [*stmt.body[:first], entered, *stmt.body[last + 1 :]]
    return stmt  # type: ignore[no-any-return]


kind = EditKind(
    EnterBetween,
    _write,
    _mean,
    found_as=(ast.stmt,),
    fragment=lambda step, text: statement_fragment(step.anchor, text),
)
