"""Expressions of LibCST: what needs parentheses where, and how references are built."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

if TYPE_CHECKING:
    from flake8_asyncpitfalls.fixes.text.expression_place import ExpressionPlace

# What binds at least as tightly as a call and so needs no parentheses in any place.
_PRIMARIES = (
    cst.Name, cst.Attribute, cst.Subscript, cst.Call, cst.List, cst.Set, cst.Dict, cst.ListComp,
    cst.SetComp, cst.DictComp, cst.Float, cst.Imaginary, cst.Ellipsis, cst.BaseString,
)  # fmt: skip

# What is not an expression everywhere unless parentheses stand around it.
_ALWAYS_PARENTHESISED = (cst.NamedExpr, cst.Yield, cst.GeneratorExp, cst.Tuple)


def fitted(expression: cst.BaseExpression, place: ExpressionPlace) -> cst.BaseExpression:
    """*expression* with parentheses if the place needs them and has none."""
    if not place.is_last or place.has_parentheses or is_primary(expression):
        return expression
    if isinstance(expression, cst.Await) and not place.needs_primary:
        return expression
    if place.is_loose and not isinstance(expression, _ALWAYS_PARENTHESISED):
        return expression
    return parenthesised(expression)


def is_primary(expression: cst.BaseExpression) -> bool:
    """Whether *expression* can be called, awaited and have attributes without parentheses."""
    return bool(expression.lpar) or isinstance(expression, _PRIMARIES)


def parenthesised(expression: cst.BaseExpression) -> cst.BaseExpression:
    """*expression* in one more pair of parentheses."""
    lpar = (cst.LeftParen(), *expression.lpar)
    return expression.with_changes(lpar=lpar, rpar=(*expression.rpar, cst.RightParen()))


def as_primary(expression: cst.BaseExpression) -> cst.BaseExpression:
    """*expression* with parentheses if it needs them to be called or awaited."""
    return expression if is_primary(expression) else parenthesised(expression)


def as_argument(expression: cst.BaseExpression) -> cst.BaseExpression:
    """*expression* fit to be one argument of several: a generator expression needs parentheses."""
    if isinstance(expression, (cst.GeneratorExp, cst.Yield)) and not expression.lpar:
        return parenthesised(expression)
    return expression


def without_parentheses(expression: cst.BaseExpression) -> cst.BaseExpression:
    """*expression* as one argument of a call, without a pair of parentheses it does not need."""
    if not expression.lpar or isinstance(expression, _ALWAYS_PARENTHESISED):
        return expression
    return expression.with_changes(lpar=expression.lpar[1:], rpar=expression.rpar[:-1])


def reference_to(text: str) -> cst.BaseExpression:
    """The expression for a dotted name such as ``asyncio.sleep``."""
    first, *rest = text.split(".")
    expression: cst.BaseExpression = cst.Name(first)
    for part in rest:
        expression = cst.Attribute(expression, cst.Name(part))
    return expression
