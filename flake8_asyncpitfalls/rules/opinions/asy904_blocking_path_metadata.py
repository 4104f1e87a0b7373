"""A look at the file system in a coroutine.

## What it does
Reports calls in a coroutine context that ask the file system about a path, or change an entry of
it: `Path.exists`, `stat`, `mkdir`, `unlink`, `rename`, `os.path.exists`, `os.stat`, `os.remove` and
their like. Pure operations on paths (`os.path.join`, `Path.with_suffix`) are left alone, and so is
what runs while nothing else does: at the start of a program or server, in a script, the first time.

## Why it hurts
On a local disk such a call takes microseconds; on a network file system, a sleeping disk or a full
queue it takes as long as the disk does, and the event loop waits.

## Example
```python
async def read(path):
    if not path.exists():
        return None
```

## Instead
```python
async def read(path):
    if not await asyncio.to_thread(path.exists):
        return None
```

## Fix safety
Safe: the same call runs in a thread, with the same result and exceptions.

## Like
flake8-async ASYNC240, ruff ASYNC240.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.await_places import can_await
from flake8_asyncpitfalls.analyses.library import library_at
from flake8_asyncpitfalls.analyses.startup import is_quiet
from flake8_asyncpitfalls.edit import AddAwait, Offload
from flake8_asyncpitfalls.finding import Applicability, Fix, Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed
from flake8_asyncpitfalls.semantics.summaries.sites import place_of
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.effects.effect import Effect
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_THREADS = {
    "asyncio": "asyncio.to_thread",
    "anyio": "anyio.to_thread.run_sync",
    "trio": "trio.to_thread.run_sync",
}

rule = Rule(
    code="ASY904",
    name="blocking-path-metadata",
    severity=Severity.NOTE,
    message="{call} waits for the disk; offload it with 'await {runner}({function}, ...)'",
    fixable="safe or unsafe",
    optional=True,
)


@rule.check_effect("metadata")
def check(node: ast.AST, effect: Effect, model: SemanticModel) -> Iterator[Finding]:
    """A call that waits for an entry of the file system."""
    if effect.is_once or is_quiet(model, node):
        return
    runner = _THREADS[library_at(model, node)]
    if runner == "asyncio.to_thread" and not model.runs_on_python(3, 9, at=node):
        runner = "loop.run_in_executor"
    yield rule.finding(
        place_of(node),
        fix=_fix(node, effect, runner, model),
        call=effect.name,
        runner=runner,
        function=unparsed(node.func) if isinstance(node, ast.Call) else effect.name,
    )


def _fix(node: ast.AST, effect: Effect, runner: str, model: SemanticModel) -> Fix | None:
    if not isinstance(node, ast.Call) or not can_await(model, node) or runner.startswith("loop"):
        return None
    if effect.marker is None or effect.marker.keywords.get("offload") != "safe":
        return None
    edits = (Offload(Span.of(node), runner), AddAwait(Span.of(node)))
    return Fix(Applicability.SAFE, f"await {runner}", edits)
