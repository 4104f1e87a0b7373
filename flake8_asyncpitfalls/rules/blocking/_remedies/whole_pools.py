"""The block of an executor that nothing in it awaits, in a thread as a whole: it waits at its end there."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.conversion.thread_blocks import thread_block_at
from flake8_asyncpitfalls.analyses.test_code import is_in_test, is_of_tests
from flake8_asyncpitfalls.finding import Applicability, Fix
from flake8_asyncpitfalls.rules.blocking._advice import runner_here, told
from flake8_asyncpitfalls.rules.blocking._executor_pools import pool_name, works_of
from flake8_asyncpitfalls.rules.blocking._pool_results import only_hands_over
from flake8_asyncpitfalls.rules.blocking._steps.swallowing import would_be_swallowed
from flake8_asyncpitfalls.rules.blocking._steps.undivided import moving, undivided
from flake8_asyncpitfalls.semantics.source.node_fields import place_in

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel


def whole_pool_fix(stmt: ast.With, model: SemanticModel) -> Fix | None:
    """The ``with`` of an executor that *stmt* is, in a thread, if it only hands over and that may be."""
    pool = pool_name(stmt.items[0], model) if len(stmt.items) == 1 else ""
    works = [work for work, _ in works_of(stmt, pool)] if pool else []
    runner, holder = runner_here(model, stmt), model.parent(stmt)
    place = place_in(stmt, holder)
    if not works or not runner or place is None or not isinstance(holder, ast.stmt):
        return None
    if not only_hands_over(stmt, works, model) or not all(
        _is_of_pool(work, pool) for work in works
    ):
        return None
    if is_in_test(model, stmt) or is_of_tests(model) or would_be_swallowed(stmt, model):
        return None
    block = thread_block_at(model, holder, *place, place[1])
    if block is None:
        return None
    description = f"run the block in a thread with {told(runner)}"
    fix = Fix(Applicability.UNSAFE, description, (moving(block, runner),))
    return undivided(fix, works[0], model)


def _is_of_pool(work: ast.Call, pool: str) -> bool:
    """Whether *work* is handed over by the pool itself, and not by the loop, which is no thread's."""
    match work.func:
        case ast.Attribute(value=ast.Name(id=name)):
            return name == pool
    return False


def pool_around(node: ast.AST, model: SemanticModel) -> ast.With | None:
    """The ``with`` of an executor around the loop *node* over what it gives."""
    if not isinstance(node, ast.For) or not isinstance(node.iter, ast.Call):
        return None
    func, around = node.iter.func, model.parent(node)
    name = (
        func.value.id
        if isinstance(func, ast.Attribute) and isinstance(func.value, ast.Name)
        else ""
    )
    while isinstance(around, ast.stmt) and not isinstance(around, ast.AsyncFunctionDef):
        if isinstance(around, ast.With):
            if any(name and pool_name(item, model) == name for item in around.items):
                return around
        around = model.parent(around)
    return None
