"""Bare coroutines given to `asyncio.wait`.

## What it does
Reports `asyncio.wait` with a list, set, tuple or comprehension that holds coroutines, also with an
empty one to which coroutines were added.

## Why it hurts
`asyncio.wait` takes tasks and futures. Since Python 3.11 it raises `TypeError: Passing coroutines
is forbidden`; before, it made tasks itself, so that the sets it returned held other objects than
those it was given.

## Example
```python
async def main():
    done, pending = await asyncio.wait([fetch("a"), fetch("b")])
```

## Instead
```python
async def main():
    done, pending = await asyncio.wait(
        [asyncio.create_task(fetch("a")), asyncio.create_task(fetch("b"))]
    )
```

Where all results are wanted, `asyncio.gather(fetch("a"), fetch("b"))` is shorter.

## Fix safety
Safe: each coroutine is wrapped in `asyncio.create_task`, which is what older Pythons did. Offered
in coroutines, where all elements are certainly coroutines and are written in the call.

## Like
Nothing in other linters.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.coroutines import coroutine_of
from flake8_asyncpitfalls.edit import WrapArgument
from flake8_asyncpitfalls.finding import Applicability, Finding, Fix, Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.tasks import added_coroutine
from flake8_asyncpitfalls.semantics.inference.values import Coroutine, NamedInstance, options_of
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel

_DISPLAYS = (ast.List, ast.Set, ast.Tuple)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.GeneratorExp)

rule = Rule(
    code="ASY402",
    name="wait-on-coroutines",
    severity=Severity.ERROR,
    message="asyncio.wait takes tasks, and {coroutine} is a coroutine (an error since Python "
    "3.11); use asyncio.create_task",
    fixable="safe",
)


@rule.check(ast.Call, mentions=(b"wait",))
def check(call: ast.Call, model: SemanticModel) -> Iterator[Finding]:
    """Calls of ``asyncio.wait`` whose first argument holds a coroutine."""
    given = _first_argument(call)
    if given is None or not _may_be_wait(call.func, given, model):
        return
    if not model.refers_to(call.func, "asyncio.wait"):
        return
    elements = _elements(given)
    if not elements:
        if added := added_coroutine(given, model):
            yield rule.finding(call, coroutine=unparsed(added))
        elif _holds_coroutines(given, model):
            yield rule.finding(call, coroutine=f"each element of {unparsed(given)}")
        return
    coroutines = [expr for expr in elements if coroutine_of(model, expr) is not None]
    if coroutines:
        fix = _fix(call, model) if len(coroutines) == len(elements) else None
        yield rule.finding(call, fix=fix, coroutine=unparsed(coroutines[0]))


def _may_be_wait(func: ast.expr, given: ast.expr, model: SemanticModel) -> bool:
    """A cheap look: the right name, or an imported one with coroutines written in the call."""
    if isinstance(func, ast.Attribute):
        return func.attr == "wait"
    if not isinstance(func, ast.Name) or func.id not in model.imported_names:
        return False
    return func.id == "wait" or bool(_elements(given))


def _first_argument(call: ast.Call) -> ast.expr | None:
    if call.args:
        return call.args[0]
    return next((word.value for word in call.keywords if word.arg in ("fs", "aws")), None)


def _elements(expr: ast.expr) -> list[ast.expr]:
    if isinstance(expr, _DISPLAYS):
        return expr.elts
    return [expr.elt] if isinstance(expr, _COMPREHENSIONS) else []


def _holds_coroutines(expr: ast.expr, model: SemanticModel) -> bool:
    """Whether a variable holds a list whose elements are all coroutines."""
    value = model.value_of(expr)
    if not isinstance(value, NamedInstance) or len(value.args) != 1:
        return False
    return all(isinstance(option, Coroutine) for option in options_of(value.args[0]))


def _fix(call: ast.Call, model: SemanticModel) -> Fix | None:
    if not call.args or not model.may_await(call):
        return None
    has_newer = model.runs_on_python(3, 7, at=call)
    making = "asyncio.create_task" if has_newer else "asyncio.ensure_future"
    edit = WrapArgument(Span.of(call), 0, making, each_element=True)
    return Fix(Applicability.SAFE, f"wrap the coroutines in {making}", (edit,))
