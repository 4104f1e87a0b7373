"""``def f(): ...`` becomes ``@functools.cache`` and ``def f(): ...``."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import libcst as cst

from flake8_asyncpitfalls.edit import Decorate
from flake8_asyncpitfalls.fixes.edit_kind import EditKind, Step, one_name
from flake8_asyncpitfalls.fixes.refusal import RefusedError
from flake8_asyncpitfalls.fixes.text.fragment import lines_fragment
from flake8_asyncpitfalls.fixes.text.made_trees import reference_tree
from flake8_asyncpitfalls.fixes.text.parentheses import reference_to

if TYPE_CHECKING:
    from flake8_asyncpitfalls.fixes.text.expression_place import ExpressionPlace


def _write(node: cst.CSTNode, step: Step[Decorate], place: ExpressionPlace) -> cst.CSTNode:
    if not isinstance(node, cst.FunctionDef) or node.decorators:
        raise RefusedError("there is no function without a decorator here")
    return node.with_changes(decorators=[cst.Decorator(reference_to(step.reference))])


def _mean(node: ast.FunctionDef, step: Step[Decorate]) -> ast.AST:
    # A statement is looked for where its first decorator stands.
    node.decorator_list = [ast.copy_location(reference_tree(step.reference), node)]
    return node


kind = EditKind(
    Decorate,
    _write,
    _mean,
    found_as=(ast.FunctionDef,),
    fragment=lambda step, text: lines_fragment(step.anchor, text),
    names=one_name,
)
