"""A fragment of source through LibCST: the nodes at the steps' spans are edited."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

import libcst as cst

from flake8_asyncpitfalls.fixes.edits import KINDS
from flake8_asyncpitfalls.fixes.refusal import RefusedError
from flake8_asyncpitfalls.fixes.text.expression_place import ExpressionPlace, place_of
from flake8_asyncpitfalls.fixes.text.file_text import FileText, parse

if TYPE_CHECKING:
    from libcst.metadata import CodeSpan

    from flake8_asyncpitfalls.fixes.edit_kind import AnyStep
    from flake8_asyncpitfalls.fixes.text.fragment import Fragment

Positions: TypeAlias = "Mapping[cst.CSTNode, CodeSpan]"


def rewrite(fragment: Fragment, steps: Sequence[AnyStep], text: FileText) -> bytes:
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
    try:
        new = _rewritten(module, fragment, steps, text)
    except (cst.CSTValidationError, cst.ParserSyntaxError) as error:
        raise RefusedError("LibCST does not allow the edit") from error
    return _unwrapped(new, fragment, text).encode("utf-8")


def _rewritten(
    module: cst.Module, fragment: Fragment, steps: Sequence[AnyStep], text: FileText
) -> str:
    anchors = {step.anchor for step in steps}
    if fragment.is_expression and len(anchors) == 1 and isinstance(steps[0].anchor, ast.expr):
        return _rewritten_root(module, steps, text)
    return _rewritten_inside(module, fragment, steps, text)


def _rewritten_root(module: cst.Module, steps: Sequence[AnyStep], text: FileText) -> str:
    """The code when all *steps* are for the one expression that *module* holds."""
    match module.body:
        case [cst.SimpleStatementLine(body=[cst.Expr(value=root)])]:
            return module.code_for_node(_edited(root, steps, text, is_root=True))
    raise RefusedError("LibCST reads the code otherwise")


def _rewritten_inside(
    module: cst.Module, fragment: Fragment, steps: Sequence[AnyStep], text: FileText
) -> str:
    """The code when *steps* are for statements, or for nodes within the expression."""
    from libcst.metadata import ByteSpanPositionProvider, MetadataWrapper

    wrapper = MetadataWrapper(module, unsafe_skip_copy=True)
    positions = wrapper.resolve(ByteSpanPositionProvider)
    actions: dict[cst.CSTNode, list[AnyStep]] = {}
    for step in steps:
        actions.setdefault(_target(fragment, step, module, positions, text), []).append(step)
    rewriter = _Rewriter(actions, text, _around(actions, positions))
    new = module.visit(rewriter)
    if rewriter.left:
        # What stands outside of the span of its own statement, as decorators may.
        new = module.visit(_Rewriter(actions, text, None))
    # LibCST writes an empty line for a module without statements.
    return new.code if new.body else ""


def _around(targets: Iterable[cst.CSTNode], positions: Positions) -> set[cst.CSTNode]:
    """The nodes whose spans hold one of *targets*: to visit all others takes longer than to parse."""
    spans = [positions[target] for target in targets]
    return {
        node
        for node, span in positions.items()
        if any(
            span.start <= inner.start and inner.start + inner.length <= span.start + span.length
            for inner in spans
        )
    }


class _Rewriter(cst.CSTTransformer):
    """Replaces the nodes of *actions*, from the innermost to the outermost.

    Only nodes of *around* are looked into, unless that is None; *left* counts what was not met.
    """

    def __init__(
        self,
        actions: Mapping[cst.CSTNode, Sequence[AnyStep]],
        text: FileText,
        around: set[cst.CSTNode] | None,
    ) -> None:
        super().__init__()
        self._actions, self._text, self._visited = actions, text, around
        self.left = len(actions)

    def on_visit(self, node: cst.CSTNode) -> bool:
        return self._visited is None or node in self._visited

    def on_leave(  # type: ignore[override]
        self, original_node: cst.CSTNode, updated_node: cst.CSTNode
    ) -> cst.CSTNode | cst.FlattenSentinel[cst.CSTNode]:
        steps = self._actions.get(original_node)
        if not steps:
            return updated_node
        self.left -= 1
        if isinstance(updated_node, cst.BaseExpression):
            return _edited(updated_node, steps, self._text, is_root=False)
        if len(steps) > 1:
            raise RefusedError("two edits of one statement")
        place = ExpressionPlace(needs_primary=False, is_loose=True, has_parentheses=False)
        return KINDS[type(steps[0].edit)].write(updated_node, steps[0], place)  # type: ignore[no-any-return]


def _edited(
    node: cst.BaseExpression, steps: Sequence[AnyStep], text: FileText, *, is_root: bool
) -> cst.BaseExpression:
    """*node* after *steps*; parentheses around the old expression go around the new one."""
    lpar, rpar = node.lpar, node.rpar
    place = place_of(steps[0].path, text)
    result = node.with_changes(lpar=(), rpar=())
    for number, step in enumerate(steps):
        place.is_last = number == len(steps) - 1
        result = KINDS[type(step.edit)].write(result, step, place)
    # The outermost pair around a root is the fragment's.
    has_own = len(lpar) > is_root
    if place.may_drop_parentheses and has_own and not _has_comment(lpar[-1], rpar[0]):
        lpar, rpar = lpar[:-1], rpar[1:]
    return result.with_changes(lpar=(*lpar, *result.lpar), rpar=(*result.rpar, *rpar))


def _has_comment(*nodes: cst.CSTNode) -> bool:
    return any(isinstance(node, cst.Comment) or _has_comment(*node.children) for node in nodes)


def _target(
    fragment: Fragment, step: AnyStep, module: cst.Module, positions: Positions, text: FileText
) -> cst.CSTNode:
    """The LibCST node that *step* replaces."""
    if isinstance(step.anchor, (ast.stmt, ast.ExceptHandler)):
        return _statement(fragment, module)
    start, end = text.range_of(step.edit.span)
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
    if isinstance(first, cst.If) and fragment.prefix[5:6] in ("\r", "\n"):
        first = first.body.body[0]
    if fragment.is_elif and isinstance(first, cst.If) and first.orelse is not None:
        return first.orelse
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
