"""Threads for what works with an object of one request: a session that its framework makes in threads."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.conversion.request_blocks import request_block_around
from flake8_asyncpitfalls.analyses.conversion.request_objects import is_of_request
from flake8_asyncpitfalls.finding import Applicability, Fix
from flake8_asyncpitfalls.rules.blocking._advice import runner_here, told
from flake8_asyncpitfalls.rules.blocking._steps.undivided import moving
from flake8_asyncpitfalls.semantics.source.control_flow import walk_code
from flake8_asyncpitfalls.semantics.source.node_fields import arguments_of

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.effects.effect import Effect
    from flake8_asyncpitfalls.semantics.model import SemanticModel


def request_fix(call: ast.Call, effect: Effect, model: SemanticModel) -> Fix | None:
    """All that is done with the session of *call* between two waits in one thread.

    None where that is one call of a function of the project: a thread for it alone is shorter.
    """
    runner = runner_here(model, call)
    block = request_block_around(model, call) if runner else None
    if block is None:
        return None
    moved = getattr(block.holder, block.block)[block.first : block.last + 1]
    calls = [node for node in walk_code(moved) if isinstance(node, ast.Call)]
    if effect.hops and sum(bool(model.effects_at(one)) for one in calls) == 1:
        return None
    description = f"run the block in a thread with {told(runner)}"
    return Fix(Applicability.UNSAFE, description, (moving(block, runner),))


def given_of_request(call: ast.Call, effect: Effect, model: SemanticModel) -> frozenset[ast.expr]:
    """The arguments of *call*, which blocks further down, that are objects of one request."""
    if not effect.hops:
        return frozenset()
    return frozenset(
        one for one in arguments_of(call) if isinstance(one, ast.Name) and is_of_request(model, one)
    )
