"""The place that an edited expression fills, and the parentheses that it asks for."""

from __future__ import annotations

import libcst as cst

# What binds at least as tightly as a call and so needs no parentheses in any place.
_PRIMARIES = (
    cst.Name, cst.Attribute, cst.Subscript, cst.Call, cst.List, cst.Set, cst.Dict, cst.ListComp,
    cst.SetComp, cst.DictComp, cst.Float, cst.Imaginary, cst.Ellipsis, cst.BaseString,
)  # fmt: skip

# What is not an expression everywhere unless parentheses stand around it.
_ALWAYS_PARENTHESISED = (cst.NamedExpr, cst.Yield, cst.GeneratorExp, cst.Tuple)


class Slot:
    """Where *node* stands under *parent*, both as they were before any edit.

    *has_parentheses*: the old expression had its own. *is_last*: no further edit of this place
    follows. *may_drop_parentheses* is an answer: the old parentheses are needed no more.
    """

    def __init__(self, node: cst.CSTNode, parent: cst.CSTNode) -> None:
        self.node = node
        self.parent = parent
        self.has_parentheses = False
        self.is_last = True
        self.may_drop_parentheses = False

    @property
    def needs_primary(self) -> bool:
        """Whether only what binds like a call may stand here: before ``.x``, ``[0]``, ``()``."""
        match self.parent:
            case cst.Attribute(value=child) | cst.Subscript(value=child) | cst.Call(func=child):
                return child is self.node
            case cst.Await(expression=child):
                return child is self.node
        return False

    def fitted(self, expression: cst.BaseExpression) -> cst.BaseExpression:
        """*expression* with parentheses if this place needs them and has none."""
        if not self.is_last or self.has_parentheses or expression.lpar:
            return expression
        if is_primary(expression):
            return expression
        if isinstance(expression, cst.Await) and not self.needs_primary:
            return expression
        if isinstance(self.parent, (cst.Arg, cst.Element)) and not isinstance(
            expression, _ALWAYS_PARENTHESISED
        ):
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


def reference_to(text: str) -> cst.BaseExpression:
    """The expression for a dotted name such as ``asyncio.sleep``."""
    first, *rest = text.split(".")
    expression: cst.BaseExpression = cst.Name(first)
    for part in rest:
        expression = cst.Attribute(expression, cst.Name(part))
    return expression
