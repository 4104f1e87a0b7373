"""Writing to a stream in a loop without ever waiting for it.

## What it does
Reports `writer.write(...)` of an asyncio stream in a loop whose body does not await
`writer.drain()`.

## Why it hurts
`write` only appends to a buffer. When the other side reads more slowly than the loop writes, the
buffer grows until the memory is used up; `drain` waits until there is room.

## Example
```python
async for row in rows:
    writer.write(row)
```

## Instead
```python
async for row in rows:
    writer.write(row)
    await writer.drain()
```

## Fix safety
There is no fix: a person says how much may be buffered.

## Like
Nothing in other linters; asyncio's documentation says it.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.semantics.source.control_flow import walk_code
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_WRITING = ("write", "writelines")
_LOOPS = (ast.For, ast.AsyncFor, ast.While)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.Module)

rule = Rule(
    code="ASY920",
    name="write-without-drain",
    message="{writer!r} is written to in a loop that never waits for it, so its buffer may grow "
    "without end; 'await {writer}.drain()' in the loop",
    severity=Severity.NOTE,
    optional=True,
)


@rule.check(ast.Call, on_loop=True, mentions=(b".write",))
def check(call: ast.Call, model: SemanticModel) -> Iterator[Finding]:
    """``writer.write(...)`` in a loop."""
    func = call.func
    if not isinstance(func, ast.Attribute) or func.attr not in _WRITING:
        return
    loop = _loop_around(call, model)
    if loop is None or not model.is_instance(func.value, "asyncio.StreamWriter"):
        return
    writer = unparsed(func.value)
    drained = model.analysis(_DrainedLoops).of(loop)
    if drained is not None and writer not in drained:
        yield rule.finding(call, writer=writer)


def _loop_around(call: ast.Call, model: SemanticModel) -> ast.For | ast.AsyncFor | ast.While | None:
    parent = model.parent(call)
    while not isinstance(parent, _FUNCTIONS):
        if isinstance(parent, _LOOPS):
            is_short = isinstance(parent, ast.For) and isinstance(
                parent.iter, (ast.Tuple, ast.List)
            )
            return None if is_short else parent
        parent = model.parent(parent)
    return None


class _DrainedLoops:
    """What the loops of one file drain, looked for once a loop."""

    def __init__(self, model: SemanticModel) -> None:
        self._known: dict[ast.AST, frozenset[str] | None] = {}

    def of(self, loop: ast.For | ast.AsyncFor | ast.While) -> frozenset[str] | None:
        """What the loop gives to functions that may drain it; None where it drains by itself."""
        if loop not in self._known:
            nodes = list(walk_code(loop.body))
            drains = any(isinstance(node, ast.Attribute) and node.attr == "drain" for node in nodes)
            calls = (node for node in nodes if isinstance(node, ast.Call))
            given = frozenset(unparsed(arg) for call in calls for arg in call.args)
            self._known[loop] = None if drains else given
        return self._known[loop]
