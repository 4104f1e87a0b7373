"""Names imported out of an async library.

## What it does
Reports `from asyncio import sleep`, `from trio import ...`, `from anyio import ...`, and imports of
these libraries under another name. Submodules (`from trio.testing import ...`) are left alone.

## Why it hurts
`sleep`, `run`, `Event`, `Lock` and `timeout` mean one thing in `time` and `threading` and another
in an async library; without the library's name before it, a reader has to look up which one it is.

## Example
```python
from trio import sleep
```

## Instead
```python
import trio
```

## Fix safety
There is no fix.

## Like
flake8-async ASYNC106.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.library import LIBRARIES
from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel

rule = Rule(
    code="ASY906",
    name="async-library-import-style",
    severity=Severity.NOTE,
    message="write 'import {library}', so that every use says whose {what} it is",
    optional=True,
)


@rule.check(ast.ImportFrom)
def check_from(stmt: ast.ImportFrom, model: SemanticModel) -> Iterator[Finding]:
    """``from trio import sleep``."""
    if stmt.module in LIBRARIES and not stmt.level:
        yield rule.finding(stmt, library=stmt.module, what=f"{stmt.names[0].name!r}")


@rule.check(ast.Import)
def check_import(stmt: ast.Import, model: SemanticModel) -> Iterator[Finding]:
    """``import trio as t``."""
    for alias in stmt.names:
        if alias.name in LIBRARIES and alias.asname not in (None, alias.name):
            yield rule.finding(stmt, library=alias.name, what=f"{alias.asname!r}")
