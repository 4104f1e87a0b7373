"""A fragment of source through LibCST: the nodes at the steps' spans are edited."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

import libcst as cst
from libcst.metadata import ByteSpanPositionProvider, CodeSpan, MetadataWrapper

from flake8_asyncpitfalls.finding import KeepTask, MakeAsync, MakeSync, Reraise, Unindent
from flake8_asyncpitfalls.fixes.edits import EDITS
from flake8_asyncpitfalls.fixes.refusal import RefusedError
from flake8_asyncpitfalls.fixes.slot import Slot
from flake8_asyncpitfalls.fixes.text import FileText, parse

if TYPE_CHECKING:
    from flake8_asyncpitfalls.fixes.fragments import Fragment
    from flake8_asyncpitfalls.fixes.steps import Step

Positions: TypeAlias = Mapping[cst.CSTNode, CodeSpan]


def rewrite(fragment: Fragment, steps: Sequence[Step], text: FileText) -> bytes:
    """The UTF-8 text that replaces *fragment* when *steps* are carried out, each in its order.

    Raises RefusedError when LibCST does not read the fragment as it stands, or an edit does not
    fit.
    """
    old = fragment.text(text.source)
    try:
        module = cst.parse_module(old)
    except Exception as error:  # LibCST raises many kinds, and a fix must never be the end
        raise RefusedError("LibCST cannot parse the code") from error
    if module.code != old:
        raise RefusedError("LibCST does not give the code back as it was")
    wrapper = MetadataWrapper(module, unsafe_skip_copy=True)
    positions = wrapper.resolve(ByteSpanPositionProvider)
    actions: dict[cst.CSTNode, list[Step]] = {}
    for step in steps:
        actions.setdefault(_target(fragment, step, module, positions, text), []).append(step)
    new = module.visit(_Rewriter(actions)).code
    return _unwrapped(new, fragment, text).encode("utf-8")


class _Rewriter(cst.CSTTransformer):
    """Replaces the nodes of *actions*, from the innermost to the outermost."""

    def __init__(self, actions: Mapping[cst.CSTNode, Sequence[Step]]) -> None:
        super().__init__()
        self._actions = actions
        self._parents: list[cst.CSTNode] = []

    def on_visit(self, node: cst.CSTNode) -> bool:
        self._parents.append(node)
        return True

    def on_leave(  # type: ignore[override]
        self, original_node: cst.CSTNode, updated_node: cst.CSTNode
    ) -> cst.CSTNode | cst.FlattenSentinel[cst.CSTNode]:
        self._parents.pop()
        steps = self._actions.get(original_node)
        if not steps:
            return updated_node
        slot = Slot(original_node, self._parents[-1])
        if isinstance(updated_node, cst.BaseExpression):
            return _edited_expression(updated_node, steps, slot)
        result: cst.CSTNode | cst.FlattenSentinel[cst.CSTNode] = updated_node
        for step in steps:
            if not isinstance(result, cst.CSTNode):
                raise RefusedError("two edits of one statement")
            result = EDITS[type(step.edit)](result, step, slot)
        return result


def _edited_expression(
    node: cst.BaseExpression, steps: Sequence[Step], slot: Slot
) -> cst.BaseExpression:
    """*node* after *steps*; parentheses around the old expression go around the new one."""
    lpar, rpar = node.lpar, node.rpar
    slot.has_parentheses = bool(lpar)
    result = node.with_changes(lpar=(), rpar=())
    for number, step in enumerate(steps):
        slot.is_last = number == len(steps) - 1
        result = EDITS[type(step.edit)](result, step, slot)
    if slot.may_drop_parentheses and not any(_has_comment(paren) for paren in (*lpar, *rpar)):
        lpar, rpar = lpar[:-1], rpar[1:]
    return result.with_changes(lpar=(*lpar, *result.lpar), rpar=(*result.rpar, *rpar))


def _has_comment(node: cst.CSTNode) -> bool:
    return isinstance(node, cst.Comment) or any(_has_comment(child) for child in node.children)


def _target(
    fragment: Fragment, step: Step, module: cst.Module, positions: Positions, text: FileText
) -> cst.CSTNode:
    """The LibCST node that *step* replaces."""
    match step.edit:
        case KeepTask() | Reraise() | Unindent():
            return _statement(fragment, module)
        case MakeAsync() | MakeSync() if isinstance(step.anchor, ast.stmt):
            return _statement(fragment, module)
    start, end = text.range_of(step.edit.span)  # type: ignore[union-attr]
    shift = len(fragment.prefix.encode("utf-8")) - fragment.start
    found = [
        node
        for node in positions
        if isinstance(node, cst.BaseExpression)
        and _range(node, positions) == (start + shift, end + shift)
    ]
    if len(found) != 1:
        raise RefusedError("LibCST has no node at the position of the fix")
    if isinstance(step.anchor, ast.comprehension):
        return _clause(found[0], positions)
    return found[0]


def _statement(fragment: Fragment, module: cst.Module) -> cst.CSTNode:
    first: cst.CSTNode = module.body[0]
    if isinstance(first, (cst.Try, cst.TryStar)) and fragment.prefix:
        return first.handlers[0]
    if isinstance(first, cst.If) and fragment.prefix:
        return first.body.body[0]
    return first


def _clause(target: cst.BaseExpression, positions: Positions) -> cst.CSTNode:
    for node in positions:
        if isinstance(node, cst.CompFor) and node.target is target:
            return node
    raise RefusedError("LibCST has no comprehension clause at the position of the fix")


def _range(node: cst.BaseExpression, positions: Positions) -> tuple[int, int]:
    """Start and end as ``ast`` has them: only a tuple counts its parentheses as its own."""
    span = positions[node]
    start, end = span.start, span.start + span.length
    if isinstance(node, cst.Tuple) and node.lpar:
        start = positions[node.lpar[-1]].start
        closing = positions[node.rpar[0]]
        end = closing.start + closing.length
    return start, end


def _unwrapped(new: str, fragment: Fragment, text: FileText) -> str:
    """*new* without prefix and suffix, and fit to stand where the fragment stood."""
    prefix, suffix = fragment.prefix, fragment.suffix
    if not (new.startswith(prefix) and new.endswith(suffix)):
        raise RefusedError("the edit reaches out of its place")
    inner = new[len(prefix) : len(new) - len(suffix)]
    if not fragment.is_expression:
        return inner
    old = text.source[fragment.start : fragment.end].decode("utf-8")
    if ("\n" in inner or "\r" in inner) and _stands_alone(old) and not _stands_alone(inner):
        inner = f"({inner})"
    return _apart_from_neighbours(inner, fragment, text)


def _stands_alone(code: str) -> bool:
    """Whether *code* is one expression also where no parentheses let it run over lines."""
    try:
        body = parse(code).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return len(body) == 1 and isinstance(body[0], ast.Expr)


def _apart_from_neighbours(inner: str, fragment: Fragment, text: FileText) -> str:
    """With a space where a keyword before or after would run into *inner*."""
    before = text.source[: fragment.start][-1:].decode("latin-1")
    after = text.source[fragment.end :][:1].decode("latin-1")
    if _is_word(before) and _is_word(inner[:1]):
        inner = " " + inner
    if _is_word(after) and _is_word(inner[-1:]):
        inner += " "
    return inner


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_"
