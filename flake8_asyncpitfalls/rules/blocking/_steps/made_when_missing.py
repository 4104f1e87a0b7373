"""What is made where a test found it missing: ``if not os.path.exists(d): os.makedirs(d)``.

For the event loop the test and the act are one step. With a wait between them another task may make
the same meanwhile. A folder may then be made twice with ``exist_ok``, where nothing else hangs on the test;
so may one that is made behind ``if os.path.exists(d): return``.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.rules.blocking._advice import keyword_of
from flake8_asyncpitfalls.semantics.inference.values import ModuleValue
from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES
from flake8_asyncpitfalls.semantics.summaries.passed_tests import outcomes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.effects.effect import Effect
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_ASKING = "metadata"
_MAKING = ("file", "filesystem", _ASKING)
_MOST_POSITIONS = 2
"""So many arguments may stand by position before the one that makes it repeatable."""


def tests_that_miss(call: ast.Call, model: SemanticModel) -> list[ast.Call]:
    """The calls in tests of ``if`` around *call* that found that there is no file which it is about."""
    direct = [effect for effect in model.effects_at(call).values() if not effect.hops]
    if not any(effect.kind in _MAKING for effect in direct):
        return []
    if any(_is_repeated(call, effect) for effect in direct):
        return []
    may_repeat = any(keyword_of(effect, "repeatable") for effect in direct)
    asked = (
        asking
        for test, outcome in outcomes(call, model.terms.parents)
        if (may_repeat and isinstance(model.parent(test), ast.If)) or _is_around(test, call, model)
        for asking in _calls(test, is_true=outcome)
    )
    return [asking for asking in asked if asks_for_place_of(call, asking, model)]


def asks_for_place_of(call: ast.Call, asking: ast.Call, model: SemanticModel) -> bool:
    """Whether *asking* asks the file system for what *call* is about."""
    if _ASKING not in model.effects_at(asking):
        return False
    return not _paths_of(call, model).isdisjoint(_paths_of(asking, model))


def repeatable(call: ast.Call, effect: Effect, model: SemanticModel) -> str:
    """The parameter that *call* has not got, and with which it may be done twice; '' for none."""
    name = keyword_of(effect, "repeatable")
    if not name or effect.hops or any(given.arg in (name, None) for given in call.keywords):
        return ""
    if len(call.args) > _MOST_POSITIONS or any(isinstance(a, ast.Starred) for a in call.args):
        return ""
    return name


def _is_repeated(call: ast.Call, effect: Effect) -> bool:
    """Whether *call* says itself that it may be done twice."""
    name = keyword_of(effect, "repeatable")
    said = [given.value for given in call.keywords if name and given.arg == name]
    return any(not isinstance(value, ast.Constant) or bool(value.value) for value in said)


def _is_around(test: ast.expr, node: ast.AST, model: SemanticModel) -> bool:
    """Whether *test* is that of an ``if`` around *node*."""
    around: ast.AST = node
    while not isinstance(around, (*FUNCTION_TYPES, ast.Module)):
        around = model.parent(around)
        if isinstance(around, ast.If) and around.test is test:
            return True
    return False


def _calls(test: ast.expr, *, is_true: bool) -> Iterator[ast.Call]:
    """The calls that must have given something false when *test* comes out as *is_true*."""
    match test:
        case ast.Call() if not is_true:
            yield test
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield from _calls(operand, is_true=not is_true)
        case ast.BoolOp(op=op, values=values) if isinstance(op, ast.And) == is_true:
            for value in values:
                yield from _calls(value, is_true=is_true)


def _paths_of(call: ast.Call, model: SemanticModel) -> set[str]:
    """The paths that *call* may be about, as texts: its first two arguments, and the object."""
    found = {ast.dump(arg) for arg in call.args[:2]}
    if isinstance(call.func, ast.Attribute):
        owner = call.func.value
        if not isinstance(model.value_of(owner), ModuleValue):
            found.add(ast.dump(owner))
    return found
