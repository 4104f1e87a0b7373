"""Waits for threads that stand there already: ``await asyncio.to_thread(shutil.rmtree, path)``.

What moves into a thread together with such a wait calls the function itself there.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flake8_asyncpitfalls.semantics.effects.effect import Effects
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_RUNNER = "asyncio.to_thread"


def hop_at(model: SemanticModel, node: ast.AST) -> ast.Call | None:
    """The call of ``asyncio.to_thread`` that *node* awaits, where it names the function that runs."""
    call = node.value if isinstance(node, ast.Await) else None
    if not isinstance(call, ast.Call) or not call.args:
        return None
    is_named = isinstance(call.args[0], (ast.Name, ast.Attribute))
    return call if is_named and model.name_of(call.func) == _RUNNER else None


def hops_among(model: SemanticModel, nodes: Iterable[ast.AST]) -> list[ast.Call]:
    """The calls of ``asyncio.to_thread`` that *nodes* await."""
    return [hop for node in nodes if (hop := hop_at(model, node)) is not None]


def waits_for_more(model: SemanticModel, places: Iterable[ast.AST]) -> bool:
    """Whether one of *places*, where something is awaited, is no wait for a thread."""
    return any(hop_at(model, place) is None for place in places)


def effects_of_hop(model: SemanticModel, hop: ast.Call) -> Effects:
    """What the function blocks on that *hop* gives to a thread, whatever it is called with."""
    return model.call_effects.of_call(model.value_of(hop.args[0]), None, model.frame)
