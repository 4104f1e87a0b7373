"""What each kind of edit does to a LibCST node; the table that the rewriting reads.

Every function takes the node at the edit's place (an expression comes without its parentheses),
the step and the slot it stands in, and returns the node that replaces it. It raises RefusedError
when the code is not of the form that the edit is made for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import libcst as cst

from flake8_asyncpitfalls import finding as vocabulary
from flake8_asyncpitfalls.fixes import edits_calls as calls
from flake8_asyncpitfalls.fixes import edits_statements as statements
from flake8_asyncpitfalls.fixes.refusal import RefusedError
from flake8_asyncpitfalls.fixes.shapes import as_primary, fitted, is_primary, reference_to

if TYPE_CHECKING:
    from collections.abc import Callable

    from flake8_asyncpitfalls.fixes.slot import Slot
    from flake8_asyncpitfalls.fixes.steps import Step

EditFunction: TypeAlias = "Callable[[Any, Step, Slot], Any]"


def add_await(node: cst.BaseExpression, step: Step, slot: Slot) -> cst.BaseExpression:
    """``f()`` becomes ``await f()``."""
    if isinstance(node, cst.Await):
        raise RefusedError("the expression is awaited already")
    return fitted(cst.Await(as_primary(node)), slot)


def drop_await(node: cst.BaseExpression, step: Step, slot: Slot) -> cst.BaseExpression:
    """``await f()`` becomes ``f()``, without parentheses that only the ``await`` needed."""
    if not isinstance(node, cst.Await):
        raise RefusedError("there is no await to remove")
    slot.may_drop_parentheses = (
        slot.is_last and slot.has_parentheses and slot.needs_primary and is_primary(node.expression)
    )
    return fitted(node.expression, slot)


def replace_name(node: cst.BaseExpression, step: Step, slot: Slot) -> cst.BaseExpression:
    """A name or a dotted name becomes another."""
    if not isinstance(node, (cst.Name, cst.Attribute)):
        raise RefusedError("there is no name to replace")
    return reference_to(step.reference)


def rename_attribute(node: cst.BaseExpression, step: Step, slot: Slot) -> cst.BaseExpression:
    """``x.old`` becomes ``x.new``."""
    assert isinstance(step.edit, vocabulary.RenameAttribute)
    if not isinstance(node, cst.Attribute):
        raise RefusedError("there is no attribute to rename")
    return node.with_changes(attr=node.attr.with_changes(value=step.edit.name))


def drop_element(node: cst.BaseExpression, step: Step, slot: Slot) -> cst.BaseExpression:
    """``(a, b, c)`` becomes ``(a, c)``, and ``(a, b)`` becomes ``a``."""
    assert isinstance(step.edit, vocabulary.DropElement)
    index = step.edit.element
    if not isinstance(node, cst.Tuple) or not index < len(node.elements) > 1:
        raise RefusedError("there is no tuple to shorten")
    left = [element for number, element in enumerate(node.elements) if number != index]
    if any(isinstance(element, cst.StarredElement) for element in left):
        raise RefusedError("nobody knows how many elements there are")
    if len(left) == 1:
        slot.may_drop_parentheses = slot.is_last
        return fitted(left[0].value, slot)
    if index == len(left):
        left[-1] = left[-1].with_changes(comma=node.elements[-1].comma)
    return node.with_changes(elements=left)


EDITS: dict[type, EditFunction] = {
    vocabulary.AddAwait: add_await,
    vocabulary.DropAwait: drop_await,
    vocabulary.ReplaceName: replace_name,
    vocabulary.RenameAttribute: rename_attribute,
    vocabulary.DropElement: drop_element,
    vocabulary.ReplaceCallee: calls.replace_callee,
    vocabulary.Offload: calls.offload,
    vocabulary.UnwrapCall: calls.unwrap_call,
    vocabulary.PassObject: calls.pass_object,
    vocabulary.WrapArgument: calls.wrap_argument,
    vocabulary.SpreadArgumentCall: calls.spread_argument,
    vocabulary.CallArgument: calls.call_argument,
    vocabulary.UncallArgument: calls.spread_argument,
    vocabulary.StarArgument: calls.star_argument,
    vocabulary.InsertArgument: calls.insert_argument,
    vocabulary.DropArgument: calls.drop_argument,
    vocabulary.MakeAsync: statements.make_async,
    vocabulary.MakeSync: statements.make_sync,
    vocabulary.Reraise: statements.reraise,
    vocabulary.KeepTask: statements.keep_task,
    vocabulary.Unindent: statements.unindent,
    vocabulary.EnterRest: statements.enter_rest,
    vocabulary.HoldIterable: statements.hold_iterable,
    vocabulary.AddCheckpoint: statements.add_checkpoint,
}
