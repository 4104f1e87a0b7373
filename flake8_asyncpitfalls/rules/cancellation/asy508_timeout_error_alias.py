"""An old name of `TimeoutError`.

## What it does
Reports `asyncio.TimeoutError` and `concurrent.futures.TimeoutError` where the target Python is 3.11
or newer, which made both names of the builtin `TimeoutError`.

## Why it hurts
The names look like different exceptions, and code that catches one beside the other, or only one,
makes its readers ask which. Since 3.11 they are one class.

## Example
```python
try:
    await asyncio.wait_for(work(), 5)
except asyncio.TimeoutError:
    print("too slow")
```

## Instead
```python
try:
    await asyncio.wait_for(work(), 5)
except TimeoutError:
    print("too slow")
```

## Fix safety
Safe: the class is the same. No fix is offered for a name that was imported as `TimeoutError`: there
it is the import that can go; nor where the key of a dict or a handler would be there twice, or where a
comment above the handler is about the name that would go.

## Like
ruff UP041.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.edit import DropArgument, DropElement, ReplaceName
from flake8_asyncpitfalls.finding import Applicability, Fix, Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.cancellation._explained_names import is_explained
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_ALIASES = ("asyncio.TimeoutError", "concurrent.futures.TimeoutError")
_SINCE = (3, 11)

rule = Rule(
    code="ASY508",
    name="timeout-error-alias",
    severity=Severity.NOTE,
    message="'{name}' is the builtin TimeoutError since Python 3.11; {advice}",
    fixable="safe",
)


@rule.check(ast.Attribute, mentions=(b"TimeoutError",))
def check_attribute(expr: ast.Attribute, model: SemanticModel) -> Iterator[Finding]:
    """``asyncio.TimeoutError`` and its like."""
    if expr.attr == "TimeoutError" and _is_alias(expr, model):
        yield _finding(expr, model)


@rule.check(ast.ImportFrom, mentions=(b"TimeoutError",))
def check_import(stmt: ast.ImportFrom, model: SemanticModel) -> Iterator[Finding]:
    """Uses of the same class under the name that an import gave it."""
    scope = model.scope_of(stmt)
    for alias in stmt.names:
        if alias.name == "TimeoutError":
            names = model.uses.reads(alias.asname or alias.name, scope)
            yield from (_finding(name, model) for name in names if _is_alias(name, model))


def _is_alias(expr: ast.Attribute | ast.Name, model: SemanticModel) -> bool:
    if not model.runs_on_python(*_SINCE, at=expr) or not isinstance(expr.ctx, ast.Load):
        return False
    return model.name_of(expr) in _ALIASES


def _is_repeated(expr: ast.expr, others: list[ast.expr], model: SemanticModel) -> bool:
    """Whether one of *others*, among which *expr* is, names the class too, and will stay."""
    place = others.index(expr)
    return any(
        model.name_of(other) == "builtins.TimeoutError"
        or (number < place and model.name_of(other) in _ALIASES)
        for number, other in enumerate(others)
        if isinstance(other, (ast.Name, ast.Attribute))
    )


def _would_be_twice(expr: ast.Attribute | ast.Name, model: SemanticModel) -> bool:
    """Whether a key of its dict, an element of its set or another handler names the class, too."""
    among = model.parent(expr)
    others: list[ast.expr | None] = []
    if isinstance(among, ast.Dict):
        others = among.keys if expr in among.keys else []
    elif isinstance(among, ast.Set):
        others = [*among.elts]
    elif isinstance(among, ast.ExceptHandler):
        stmt = model.parent(among)
        assert isinstance(stmt, (ast.Try, ast.TryStar))
        others = [handler.type for handler in stmt.handlers]
    known = [other for other in others if other is not None]
    return expr in known and _is_repeated(expr, known, model)


def _finding(expr: ast.Attribute | ast.Name, model: SemanticModel) -> Finding:
    name = unparsed(expr)
    among = model.parent(expr)
    drop: DropElement | DropArgument | None = None
    if isinstance(among, ast.Tuple) and _is_repeated(expr, among.elts, model):
        drop = DropElement(Span.of(among), among.elts.index(expr))
    elif isinstance(among, ast.Call) and model.refers_to(among.func, "contextlib.suppress"):
        if _is_repeated(expr, among.args, model):
            drop = DropArgument(Span.of(among), among.args.index(expr))
    if drop is not None and not is_explained(expr, model, is_dropped=True):
        fix = Fix(Applicability.SAFE, "TimeoutError stands beside it", (drop,))
        return rule.finding(expr, fix=fix, name=name, advice="that stands beside it")
    if drop is not None or _would_be_twice(expr, model):
        return rule.finding(expr, name=name, advice="that stands beside it")
    if name == "TimeoutError":
        return rule.finding(expr, name=name, advice="remove its import")
    if is_explained(expr, model, is_dropped=False):
        return rule.finding(expr, name=name, advice="use that, and mend the comment")
    edit = ReplaceName(Span.of(expr), "builtins.TimeoutError")
    fix = Fix(Applicability.SAFE, "use the builtin TimeoutError", (edit,))
    return rule.finding(expr, fix=fix, name=name, advice="use that")
