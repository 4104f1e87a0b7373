"""A question to the file system, behind other functions.

## What it does
Reports calls in a coroutine context that ask the file system about a path through one or more
sync functions or methods of the project: `Path.exists`, `mkdir`, `os.stat`, `os.path.isfile` and
their like. The message names the function at the end of the way. What runs while nothing else does
is left alone: at the start of a program or server, in a script, the first time.

## Why it hurts
One question to a local disk takes microseconds; on a network drive, or a disk that is busy, every
other task waits for the answer. That the call is out of sight does not make it shorter.

## Example
```python
from pathlib import Path

def cache_dir():
    folder = Path("cache")
    folder.mkdir(exist_ok=True)
    return folder

async def play(name):
    return cache_dir() / name
```

## Instead
```python
import asyncio
from pathlib import Path

def cache_dir():
    folder = Path("cache")
    folder.mkdir(exist_ok=True)
    return folder

async def play(name):
    return await asyncio.to_thread(cache_dir) / name
```

## Fix safety
There is no fix: what the function touches on the way must bear to run in a thread.

## Like
Nothing in other linters: they look at one function at a time.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.startup import is_quiet
from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.semantics.effects.display_names import hop_name
from flake8_asyncpitfalls.semantics.summaries.sites import place_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.effects.effect import Effect
    from flake8_asyncpitfalls.semantics.model import SemanticModel

rule = Rule(
    code="ASY954",
    name="blocking-path-metadata-reached",
    severity=Severity.NOTE,
    message="{function!r} waits for the disk: {call} ({where}); run it in a thread",
    optional=True,
)


@rule.check_effect("metadata", reached=True)
def check(node: ast.AST, effect: Effect, model: SemanticModel) -> Iterator[Finding]:
    """A call that waits for an entry of the file system further down."""
    if effect.is_once or is_quiet(model, node):
        return
    last = effect.hops[-1]
    yield rule.finding(
        place_of(node),
        chain=effect.hops,
        entered=effect.first_callee,
        function=hop_name(model.spelled(node), effect.first_callee),
        call=last.what,
        where=f"{last.path}:{last.line}",
    )
