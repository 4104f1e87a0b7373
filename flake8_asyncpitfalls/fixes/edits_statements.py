"""Edits of statements and clauses: ``async``, ``raise``, a kept task, less indent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import libcst as cst

from flake8_asyncpitfalls.finding import AddCheckpoint, EnterRest, HoldIterable, KeepTask
from flake8_asyncpitfalls.fixes.refusal import RefusedError
from flake8_asyncpitfalls.fixes.shapes import reference_to

if TYPE_CHECKING:
    from flake8_asyncpitfalls.fixes.slot import Slot
    from flake8_asyncpitfalls.fixes.steps import Step

_CAN_BE_ASYNC = (cst.With, cst.For, cst.CompFor, cst.FunctionDef)
Lines: TypeAlias = cst.FlattenSentinel[cst.BaseStatement]


def make_async(node: cst.CSTNode, step: Step, slot: Slot) -> cst.CSTNode:
    """``with``, ``for`` or ``def``, or a clause ``for``, gets ``async`` before it."""
    if not isinstance(node, _CAN_BE_ASYNC) or node.asynchronous:
        raise RefusedError("there is nothing here that could become async")
    return node.with_changes(asynchronous=cst.Asynchronous())


def make_sync(node: cst.CSTNode, step: Step, slot: Slot) -> cst.CSTNode:
    """``async with``, ``async for`` or ``async def`` loses its ``async``."""
    if not isinstance(node, _CAN_BE_ASYNC) or not node.asynchronous:
        raise RefusedError("there is no async to remove")
    return node.with_changes(asynchronous=None)


def reraise(node: cst.CSTNode, step: Step, slot: Slot) -> cst.CSTNode:
    """``raise`` at the end of an ``except`` clause, in place of a sole ``pass`` or ``...``."""
    if not isinstance(node, (cst.ExceptHandler, cst.ExceptStarHandler)):
        raise RefusedError("there is no except clause here")
    suite, raising = node.body, cst.Raise()
    if isinstance(suite, cst.SimpleStatementSuite):
        small = [raising] if _does_nothing(suite.body) else [*suite.body, raising]
        return node.with_changes(body=suite.with_changes(body=small))
    assert isinstance(suite, cst.IndentedBlock)
    match suite.body:
        case [cst.SimpleStatementLine(body=sole) as line] if _does_nothing(sole):
            body: list[cst.BaseStatement] = [line.with_changes(body=[raising])]
        case _:
            body = [*suite.body, cst.SimpleStatementLine([raising])]
    return node.with_changes(body=suite.with_changes(body=body))


def _does_nothing(body: Any) -> bool:
    if len(body) != 1:
        return False
    if isinstance(body[0], cst.Expr):
        return isinstance(body[0].value, cst.Ellipsis)
    return isinstance(body[0], cst.Pass)


def keep_task(node: cst.CSTNode, step: Step, slot: Slot) -> Lines | cst.CSTNode:
    """``create_task(x)`` becomes an assignment, and the task is kept in a set until it is done."""
    assert isinstance(step.edit, KeepTask)
    if not isinstance(node, cst.SimpleStatementLine) or len(node.body) != 1:
        raise RefusedError("the task is not made by a statement of its own")
    assignment = _assignment(node.body[0], step.name)
    kept = f"{step.edit.container}.add({step.name})"
    released = f"{step.name}.add_done_callback({step.edit.container}.discard)"
    after = [cst.Expr(cst.parse_expression(code)) for code in (kept, released)]
    if step.is_inline:
        semicolon = cst.Semicolon(whitespace_after=cst.SimpleWhitespace(" "))
        return node.with_changes(
            body=[
                assignment.with_changes(semicolon=semicolon),
                after[0].with_changes(semicolon=semicolon),
                after[1].with_changes(semicolon=node.body[0].semicolon),
            ]
        )
    first = node.with_changes(body=[assignment])
    return cst.FlattenSentinel([first, *(cst.SimpleStatementLine([small]) for small in after)])


def _assignment(small: cst.BaseSmallStatement, name: str) -> cst.BaseSmallStatement:
    """*small* with its value bound to *name*."""
    if isinstance(small, cst.Expr):
        return cst.Assign([cst.AssignTarget(cst.Name(name))], small.value)
    if isinstance(small, cst.Assign):
        return small.with_changes(targets=[cst.AssignTarget(cst.Name(name))])
    if isinstance(small, cst.AnnAssign):
        return small
    raise RefusedError("the task is not made by a statement of its own")


def add_checkpoint(node: cst.CSTNode, step: Step, slot: Slot) -> Lines:
    """A statement gets ``await checkpoint()`` on a line before it, or after it."""
    assert isinstance(step.edit, AddCheckpoint)
    if not isinstance(node, cst.BaseStatement):
        raise RefusedError("there is no statement here")
    waiting = cst.parse_expression(f"await {step.reference}()")
    added = cst.SimpleStatementLine([cst.Expr(waiting)])
    return cst.FlattenSentinel([node, added] if step.edit.after else [added, node])


def unindent(node: cst.CSTNode, step: Step, slot: Slot) -> Lines:
    """A ``with`` statement becomes its body; a comment after its colon goes before that."""
    if not isinstance(node, cst.With):
        raise RefusedError("there is no with statement to remove")
    suite = node.body
    if isinstance(suite, cst.SimpleStatementSuite):
        line = cst.SimpleStatementLine(suite.body, trailing_whitespace=suite.trailing_whitespace)
        return cst.FlattenSentinel([line])
    assert isinstance(suite, cst.IndentedBlock)
    comments = [] if suite.header.comment is None else [suite.header.comment]
    first: Any = suite.body[0]
    comments += [line.comment for line in first.leading_lines if line.comment is not None]
    lines = [cst.EmptyLine(comment=comment) for comment in comments]
    return cst.FlattenSentinel([first.with_changes(leading_lines=lines), *suite.body[1:]])


def enter_rest(node: cst.CSTNode, step: Step, slot: Slot) -> cst.CSTNode:
    """``x = make()`` becomes ``async with make() as x:`` over the rest of the function."""
    assert isinstance(step.edit, EnterRest)
    if not isinstance(node, cst.FunctionDef) or not isinstance(node.body, cst.IndentedBlock):
        raise RefusedError("there is no function with a body of its own here")
    index = step.edit.statement
    match node.body.body[index] if index < len(node.body.body) - 1 else None:
        case (
            cst.SimpleStatementLine(
                body=[
                    cst.Assign(targets=[cst.AssignTarget(target=cst.Name() as name)], value=value)
                ]
            ) as line
        ):
            entered = cst.With(
                [cst.WithItem(value, cst.AsName(name))],
                cst.IndentedBlock(
                    node.body.body[index + 1 :],
                    header=line.trailing_whitespace,
                    footer=node.body.footer,
                ),
                asynchronous=cst.Asynchronous(),
                leading_lines=line.leading_lines,
            )
        case _:
            raise RefusedError("no single name is assigned here, or nothing follows")
    body = [*node.body.body[:index], entered]
    return node.with_changes(body=node.body.with_changes(body=body, footer=()))


def hold_iterable(node: cst.CSTNode, step: Step, slot: Slot) -> cst.CSTNode:
    """``async for x in make():`` goes into ``async with aclosing(make()) as source:``."""
    assert isinstance(step.edit, HoldIterable)
    if not isinstance(node, cst.For) or not node.asynchronous:
        raise RefusedError("there is no async for here")
    closing = cst.Call(reference_to(step.reference), [cst.Arg(node.iter)])
    name = cst.Name(step.edit.name)
    loop = node.with_changes(iter=name, leading_lines=())
    indent = node.body.indent if isinstance(node.body, cst.IndentedBlock) else None
    return cst.With(
        [cst.WithItem(closing, cst.AsName(name))],
        cst.IndentedBlock([loop], indent=indent),
        asynchronous=cst.Asynchronous(),
        leading_lines=node.leading_lines,
    )
