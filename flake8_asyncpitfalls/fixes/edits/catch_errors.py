"""``except:`` or ``except BaseException:`` becomes ``except Exception:``."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import libcst as cst

from flake8_asyncpitfalls.edit import CatchErrors
from flake8_asyncpitfalls.fixes.edit_kind import EditKind, Step, one_name
from flake8_asyncpitfalls.fixes.refusal import RefusedError
from flake8_asyncpitfalls.fixes.text.fragment import Fragment, header_fragment
from flake8_asyncpitfalls.fixes.text.made_trees import reference_tree
from flake8_asyncpitfalls.fixes.text.parentheses import reference_to

if TYPE_CHECKING:
    from flake8_asyncpitfalls.fixes.text.expression_place import ExpressionPlace
    from flake8_asyncpitfalls.fixes.text.file_text import FileText

_SPACE = cst.SimpleWhitespace(" ")


def _write(node: cst.CSTNode, step: Step[CatchErrors], place: ExpressionPlace) -> cst.CSTNode:
    if not isinstance(node, cst.ExceptHandler):
        raise RefusedError("there is no except clause here")
    name = node.name
    if name is not None:
        name = name.with_changes(whitespace_before_as=_SPACE)
    return node.with_changes(
        type=reference_to(step.reference), name=name, whitespace_after_except=_SPACE
    )


def _mean(handler: ast.ExceptHandler, step: Step[CatchErrors]) -> ast.AST:
    handler.type = reference_tree(step.reference)
    return handler


def _fragment(step: Step[CatchErrors], text: FileText) -> Fragment:
    """The clause up to its body, behind a ``try`` of its own."""
    header = header_fragment(step.anchor, text)
    prefix = f"try: pass{text.newline.decode('ascii')}"
    return Fragment(header.start, header.end, prefix, header.suffix)


kind = EditKind(
    CatchErrors,
    _write,
    _mean,
    found_as=(ast.ExceptHandler,),
    fragment=_fragment,
    names=one_name,
)
