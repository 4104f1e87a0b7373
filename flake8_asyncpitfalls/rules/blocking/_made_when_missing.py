"""What is made where a test found it missing: ``if not os.path.exists(d): os.makedirs(d)``.

For the event loop the test and the act are one step. With a wait between them another task may make
the same meanwhile.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.rules.blocking._advice import keyword_of
from flake8_asyncpitfalls.semantics.inference.values import ModuleValue
from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES

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
    paths = _paths_of(call, model)
    return [
        asking
        for asking in _asked_in_vain(call, model)
        if not paths.isdisjoint(_paths_of(asking, model)) and _ASKING in model.effects_at(asking)
    ]


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


def _asked_in_vain(node: ast.AST, model: SemanticModel) -> Iterator[ast.Call]:
    """The calls whose results must have been false for *node* to run."""
    below: ast.AST = node
    while not isinstance(below, (*FUNCTION_TYPES, ast.Module)):
        above = model.parent(below)
        if isinstance(above, ast.If) and below is not above.test:
            yield from _calls(above.test, is_true=below in above.body)
        below = above


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
