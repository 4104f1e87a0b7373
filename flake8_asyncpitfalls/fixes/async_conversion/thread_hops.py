"""How often a helper that was made asynchronous goes to a thread and comes back.

One call of a thread is worth the change. A helper that goes there again and again, and waits for
nothing else, is better run in one thread as a whole: nothing comes between its steps then.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.source.control_flow import suspensions, walk_code
from flake8_asyncpitfalls.semantics.source.node_fields import last_name
from flake8_asyncpitfalls.semantics.source.statement_flow import StatementFlow
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

_RUNNERS = frozenset({"to_thread", "run_sync", "run_in_executor"})
"""What fixes that offload to threads call, whatever library is in use."""
_OPENERS = frozenset({"aiofiles.open", "anyio.open_file"})
"""What opens a file each of whose methods runs in a thread, one after the other."""


def goes_to_threads_only(body: Sequence[ast.stmt], helpers: Collection[str]) -> bool:
    """Whether one way through *body*, which fixes were written in, takes several threads.

    It is not where something else is awaited in it: neither a thread nor one of *helpers*, by name.
    """
    if waits_for_more(body, helpers):
        return False
    flow = _Hops()
    ends = [flow.block(body, 0) or 0, *flow.ends.values()]
    return max(ends) > 1


def waits_for_more(body: Sequence[ast.stmt], helpers: Collection[str]) -> bool:
    """Whether *body* awaits anything but threads and *helpers*, which are given by name."""
    for place in suspensions(body):
        if not isinstance(place, ast.Await) or not isinstance(place.value, ast.Call):
            return True
        if last_name(place.value.func) not in _RUNNERS.union(helpers):
            return True
    return False


def stays_in_threads(body: Sequence[ast.stmt], helpers: Collection[str]) -> bool:
    """Whether *body* awaits nothing but threads, files opened to be awaited, and *helpers*."""
    files = {name for node in walk_code(body) for name in _file_names(node)}
    for place in suspensions(body):
        match place:
            case ast.AsyncWith() if all(map(_opens_file, place.items)):
                continue
            case ast.AsyncFor(iter=ast.Name(id=name)) if name in files:
                continue
            case ast.Await(value=ast.Call(func=func)):
                is_of_file = isinstance(func, ast.Attribute) and last_name(func.value) in files
                if is_of_file or last_name(func) in _RUNNERS.union(helpers):
                    continue
        return False
    return True


def _file_names(node: ast.AST) -> list[str]:
    """What the files are called that *node*, as an ``async with``, opens."""
    items = node.items if isinstance(node, ast.AsyncWith) else []
    names = [item.optional_vars for item in items if _opens_file(item)]
    return [name.id for name in names if isinstance(name, ast.Name)]


def _opens_file(item: ast.withitem) -> bool:
    call = item.context_expr
    return isinstance(call, ast.Call) and unparsed(call.func) in _OPENERS


def moves_block(body: Sequence[ast.stmt]) -> bool:
    """Whether a function inside of *body*, made of a block, is what runs in a thread."""
    nodes = list(walk_code(body))
    inner = {node.name for node in nodes if isinstance(node, ast.FunctionDef)}
    hops = [node.value for node in nodes if isinstance(node, ast.Await) and _is_hop(node)]
    return any(
        isinstance(arg, ast.Name) and arg.id in inner
        for hop in hops
        if isinstance(hop, ast.Call)
        for arg in hop.args
    )


class _Hops(StatementFlow[int]):
    """The most threads on any way to a place; what a loop holds counts twice."""

    def join(self, one: int, other: int) -> int:
        return max(one, other)

    def evaluated(self, node: ast.AST, state: int) -> int:
        return state + sum(_is_hop(part) for part in walk_code([node]))


def _is_hop(node: ast.AST) -> bool:
    is_call = isinstance(node, ast.Await) and isinstance(node.value, ast.Call)
    return is_call and last_name(node.value.func) in _RUNNERS  # type: ignore[attr-defined]
