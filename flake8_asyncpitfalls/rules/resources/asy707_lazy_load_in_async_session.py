"""An attribute of a database object whose reading would have to wait.

## What it does
Reports, for SQLAlchemy's `AsyncSession`: an attribute of an object that is read after `commit()`,
where the function makes the session without `expire_on_commit=False` and does not `refresh` the
object; and a `relationship` without a `lazy=` of its own that is read from an object which
`session.get` gave without `options`.

## Why it hurts
`commit` marks all attributes as out of date; reading one asks the database, and a relationship that
was not loaded does too. Outside of an `await` that raises `MissingGreenlet`.

## Example
```python
async with AsyncSession(engine) as session:
    session.add(user)
    await session.commit()
    print(user.id)
```

## Instead
```python
async with AsyncSession(engine, expire_on_commit=False) as session:
    session.add(user)
    await session.commit()
    print(user.id)
```

## Fix safety
There is no fix: `expire_on_commit=False` for all or `refresh` for one is for a person to decide.

## Like
Nothing in other linters; SQLAlchemy's documentation warns of it.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.resources._lazy_attributes import expired_reads, unloaded_reads
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel

rule = Rule(
    code="ASY707",
    name="lazy-load-in-async-session",
    message="reading {attribute!r} asks the database without an await ({why}); {advice}",
    severity=Severity.ERROR,
)


@rule.check(ast.AsyncFunctionDef, mentions=(b"sqlalchemy", b"sqlmodel"))
def check(function: ast.AsyncFunctionDef, model: SemanticModel) -> Iterator[Finding]:
    """Attributes of objects of a session that *function* makes or is given."""
    for read, line in expired_reads(function, model):
        yield rule.finding(
            read,
            attribute=unparsed(read),
            why=f"the commit of line {line} expired it",
            advice="make the session with 'expire_on_commit=False', or refresh the object first",
        )
    for read in unloaded_reads(function, model):
        yield rule.finding(
            read,
            attribute=unparsed(read),
            why="the relationship was not loaded",
            advice="load it with 'options=[selectinload(...)]'",
        )
