"""A library that its authors have given up.

## What it does
Reports imports of asynchronous libraries that are archived, deprecated or were taken up by another
project, and names the successor.

## Why it hurts
Nobody mends its errors and security holes any more, and one day it will not run on a new Python.

## Example
```python
import aioredis
```

## Instead
```python
import redis.asyncio
```

## Fix safety
There is no fix: the successors differ in more than the name.

## Like
flake8-async ASYNC127.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.library_facts import fact_of
from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel

rule = Rule(
    code="ASY917",
    name="unmaintained-library",
    severity=Severity.NOTE,
    message="{library!r} is no longer maintained; use {successor}",
    optional=True,
)


@rule.check(ast.Import)
def check_import(stmt: ast.Import, model: SemanticModel) -> Iterator[Finding]:
    """``import library``."""
    for alias in stmt.names:
        yield from _findings(stmt, alias.name, model)


@rule.check(ast.ImportFrom)
def check_from(stmt: ast.ImportFrom, model: SemanticModel) -> Iterator[Finding]:
    """``from library import name``."""
    if not stmt.level and stmt.module:
        yield from _findings(stmt, stmt.module, model)


def _findings(stmt: ast.stmt, module: str, model: SemanticModel) -> Iterator[Finding]:
    library = module.partition(".")[0]
    successor = fact_of(library, "__successor__", model)
    if successor:
        yield rule.finding(stmt, library=library, successor=successor)
