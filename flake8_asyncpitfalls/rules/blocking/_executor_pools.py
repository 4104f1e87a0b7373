"""Work that is handed to an executor and still runs when its ``with`` block is left, or it is shut down."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.source.control_flow import walk_code
from flake8_asyncpitfalls.semantics.source.node_fields import last_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel

EXECUTOR = "concurrent.futures.Executor"
_SUBMITTING = ("submit", "map")
_RUNNING = "run_in_executor"
_WAITING = frozenset({
    "as_completed", "dict", "exception", "gather", "join", "list", "max", "min", "next", "result",
    "set", "shutdown", "sorted", "sum", "tuple", "wait",
})  # fmt: skip


def pool_name(item: ast.withitem, model: SemanticModel) -> str:
    """The name of the executor that *item* leaves at the end; empty for anything else."""
    target = item.optional_vars if item.optional_vars is not None else item.context_expr
    is_pool = isinstance(target, ast.Name) and model.is_instance(item.context_expr, EXECUTOR)
    return target.id if isinstance(target, ast.Name) and is_pool else ""


def pending_work(stmt: ast.With, pool: str, model: SemanticModel) -> ast.Call | None:
    """A call in the block of *stmt* whose work nothing in the block certainly waits for.

    None as soon as the executor is used in another way than to hand it work.
    """
    nodes = list(walk_code(stmt.body))
    works = works_of(stmt, pool)
    known = {id(name) for work, name in works}
    mentions = [n for n in nodes if isinstance(n, ast.Name) and n.id == pool]
    if any(id(mention) not in known for mention in mentions):
        return None
    is_waiting = any(_waits(node) for node in nodes)
    for work, _ in works:
        if isinstance(model.parent(work), ast.Expr) or not is_waiting:
            return work
    return None


def works_of(stmt: ast.With, pool: str) -> list[tuple[ast.Call, ast.Name]]:
    """Calls in the block of *stmt* that hand work to *pool*, each with the name node that mentions it."""
    return list(_works(list(walk_code(stmt.body)), pool))


def _works(nodes: list[ast.AST], pool: str) -> Iterator[tuple[ast.Call, ast.Name]]:
    for node in nodes:
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        owner = node.func.value
        if isinstance(owner, ast.Name) and owner.id == pool and node.func.attr in _SUBMITTING:
            yield node, owner
            continue
        first = node.args[0] if node.args else None
        if isinstance(first, ast.Name) and first.id == pool and node.func.attr == _RUNNING:
            yield node, first


def is_handed_work(pool: ast.expr, model: SemanticModel) -> bool:
    """Whether work is handed to *pool* where it is mentioned."""
    parent = model.parent(pool)
    if isinstance(parent, ast.Call) and parent.args and parent.args[0] is pool:
        return last_name(parent.func) == _RUNNING
    return isinstance(parent, ast.Attribute) and parent.attr in _SUBMITTING


def _waits(node: ast.AST) -> bool:
    """Whether *node* may wait for work: any await, loop or call that asks for results."""
    if isinstance(node, ast.Call):
        return last_name(node.func) in _WAITING
    if isinstance(node, ast.comprehension):
        return bool(node.is_async)
    return isinstance(node, (ast.Await, ast.AsyncWith, ast.AsyncFor, ast.Starred))
