"""Uses of a coroutine that are told where it is made, since what uses it is not at fault."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flake8_asyncpitfalls.analyses.awaitability import is_meant_to_fail
from flake8_asyncpitfalls.analyses.coroutines import Held, Use, coroutine_of, is_left_open
from flake8_asyncpitfalls.analyses.value_places import place_of_value
from flake8_asyncpitfalls.rules.awaiting import (
    COMPARISON,
    F_STRING,
    TRUTH,
    USING,
    is_statement,
    value_use,
    works_anyway,
)
from flake8_asyncpitfalls.rules.awaiting._elements import DISPLAYS, use_of_element
from flake8_asyncpitfalls.rules.awaiting._futures import OF_FUTURES
from flake8_asyncpitfalls.rules.awaiting._returned_awaitables import (
    is_handed_on_by_callers,
    is_plain_result,
    may_return_awaitable,
)
from flake8_asyncpitfalls.semantics.inference.values import (
    Coroutine,
    NamedInstance,
    NoneValue,
    is_declared_awaitable,
    options_of,
)
from flake8_asyncpitfalls.semantics.model import SemanticModel

_AT_THE_USE = frozenset({"a subscript", "an f-string", "arithmetic"})
"""Uses that are told where they stand, too: what is written there shows the value that was meant."""
_GIVING = (
    ast.AnnAssign, ast.Assign, ast.BoolOp, ast.Call, ast.IfExp, ast.keyword, *DISPLAYS
)  # fmt: skip
VALUED = (*USING, *_GIVING)
"""The nodes in which a coroutine may be taken for a value."""
_LOST_SENSE = frozenset({TRUTH, F_STRING, "bool()", "all()", "any()"})
"""Uses that look at what an awaitable gives, and find the awaitable."""
_OF_COROUTINES = frozenset({"close", "send", "throw"})
_TESTS = frozenset({"isinstance()", "type()", "a membership test"})


def use_of_coroutine(expr: ast.expr, model: SemanticModel) -> str:
    """How *expr* is used as a value, in words; empty where it is no coroutine, or may be one there."""
    use = value_use(expr, model)
    if not use and not _is_given(expr, model):
        return ""
    if coroutine_of(model, expr) is None:
        return ""
    return use or place_of_value(model, expr) or use_of_element(expr, model)


def _is_given(expr: ast.expr, model: SemanticModel) -> bool:
    """Whether *expr* is handed to something, in a coroutine."""
    return isinstance(model.parent(expr), _GIVING) and model.may_await(expr)


def is_handed_on(held: Held, model: SemanticModel) -> bool:
    """Whether a use of the variable may await, close or keep the coroutine of *held*.

    Who returns from an ``async def`` what he has tested for being there means what it gives.
    """
    open_uses = [
        use.node
        for use in held.uses
        if not use_of(use.node, model) and not is_statement(use.node, model)
    ]
    if held.is_unbounded or not open_uses:
        return held.is_unbounded
    return not (
        any(
            use.is_certain and value_use(use.node, model) in (TRUTH, COMPARISON)
            for use in held.uses
        )
        and all(_returns_result(node, model) for node in open_uses)
    )


def _returns_result(node: ast.expr, model: SemanticModel) -> bool:
    """Whether *node* is what an ``async def`` returns that nobody awaits twice."""
    scope = model.scope_of(node)
    return (
        isinstance(model.parent(node), ast.Return)
        and scope.is_coroutine
        and not may_return_awaitable(scope, model)
        and not is_handed_on_by_callers(scope, model)
    )


def use_of(expr: ast.expr, model: SemanticModel) -> str:
    """How *expr* is used as a value, in words: by an operator, or by the place it is handed to."""
    return value_use(expr, model) or place_of_value(model, expr) or use_of_element(expr, model)


def misplaced_use(held: Held, model: SemanticModel) -> str:
    """The use that shows a plain value is meant where the coroutine of *held* is made, in words.

    Another path gives the variable something else, or the place that it is handed to says so. What
    works for a coroutine too (a truth test) counts like the rest, since nobody awaits this one.
    """
    words: list[str] = []
    for use in held.uses:
        word = value_use(use.node, model)
        if is_meant_to_fail(model, use.node) or (not use.is_certain and word in _TESTS):
            return ""
        place = "" if word else use_of(use.node, model)
        if place or (word and not use.is_certain):
            words.append(place or word)
    return words[0] if words else ""


def returned_beside_plain(held: Held, model: SemanticModel) -> str:
    """The result that takes the coroutine of *held* on one path and a plain value on others, in words."""
    words = [use_of(use.node, model) or _result(use, model) for use in held.uses]
    results = [_result(use, model) for use in held.uses]
    return next(filter(None, results), "") if all(words) else ""


def _result(use: Use, model: SemanticModel) -> str:
    """Words for a variable that an ``async def`` returns and that has a plain value on other paths."""
    scope = model.scope_of(use.node)
    if use.is_certain or not isinstance(model.parent(use.node), ast.Return):
        return ""
    if not scope.is_coroutine or may_return_awaitable(scope, model):
        return ""
    others = [o for o in options_of(model.value_of(use.node)) if not isinstance(o, Coroutine)]
    is_plain = all(
        is_plain_result(option, model) and not isinstance(option, NoneValue) for option in others
    )
    if not others or not is_plain or is_handed_on_by_callers(scope, model):
        return ""
    return "a result that is a plain value on another path"


def use_of_awaitable(call: ast.Call, model: SemanticModel) -> str:
    """How *call*, declared to give an ``Awaitable``, is used as a value whose sense is lost."""
    use = value_use(call, model)
    if not use and isinstance(model.parent(call), DISPLAYS):
        use = use_of_element(call, model)
    if use not in _LOST_SENSE and not _is_of_result(model.parent(call)):
        return ""
    options = options_of(model.value_of(call))
    declared = [o for o in options if isinstance(o, NamedInstance) and is_declared_awaitable(o)]
    others = [option for option in options if option not in declared]
    is_lost = bool(declared) and all(isinstance(option, Coroutine) for option in others)
    return use if is_lost else ""


def _is_of_result(parent: ast.AST) -> bool:
    """Whether *parent* reads an attribute that neither an awaitable nor a future has."""
    if not isinstance(parent, ast.Attribute) or not isinstance(parent.ctx, ast.Load):
        return False
    return not parent.attr.startswith("_") and parent.attr not in OF_FUTURES | _OF_COROUTINES


def certain_uses(
    held: Held, model: SemanticModel, *, is_handed: bool
) -> Iterator[tuple[ast.expr, str]]:
    """The uses of the variable as a value, each in words; *is_handed*: somebody else may await it."""
    for use in held.uses:
        word = value_use(use.node, model) if use.is_certain else ""
        if not word or (is_handed and works_anyway(word)):
            continue
        # Who awaits it elsewhere has asked before what it is: 'if inspect.isasyncgen(reply)'.
        if word == "iteration" and (is_handed or is_left_open(model, held.value)):
            continue
        if not is_meant_to_fail(model, use.node):
            yield use.node, word


def told_at_use(
    held: Held, used: list[tuple[ast.expr, str]], model: SemanticModel, *, is_handed: bool
) -> list[tuple[ast.expr, str]]:
    """Those of the uses *used* of the variable that are told where they stand.

    None where the coroutine is handed on, too: the ``await`` is missing where it is made, unless
    another use has it.
    """
    is_awaited = any(isinstance(model.parent(use.node), ast.Await) for use in held.uses)
    return [
        (node, word)
        for node, word in used
        if is_awaited or _is_walrus(node) or (not is_handed and word in _AT_THE_USE)
    ]


def _is_walrus(node: ast.expr) -> bool:
    return isinstance(node, ast.NamedExpr)


def is_told_at_use(held: Held, model: SemanticModel) -> bool:
    """Whether ASY202 tells of the coroutine of *held* at another place than where it is made."""
    if is_handed_on(held, model) or misplaced_use(held, model):
        return False
    used = list(certain_uses(held, model, is_handed=False))
    told = told_at_use(held, used, model, is_handed=False)
    return bool(told) and not _is_walrus(told[0][0])
