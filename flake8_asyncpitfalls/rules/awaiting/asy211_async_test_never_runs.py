"""A test that passes because it never runs.

## What it does
Reports an `async def test_...` in a class that derives from plain `unittest.TestCase`, and
`@pytest.mark.asyncio` on a fixture.

## Why it hurts
`TestCase` calls the test, gets a coroutine, and counts the test as passed; not one line of it has
run. Python 3.11 and newer warn about it. Marks do nothing on a fixture, so it is not run as a
coroutine either.

## Example
```python
class Clock(unittest.TestCase):
    async def test_tick(self):
        self.assertEqual(await tick(), 1)
```

## Instead
```python
class Clock(unittest.IsolatedAsyncioTestCase):
    async def test_tick(self):
        self.assertEqual(await tick(), 1)
```

## Fix safety
Deriving from `unittest.IsolatedAsyncioTestCase` is unsafe: tests that never ran may fail.

## Like
pytest, which warns of coroutines that it does not know how to run.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flake8_asyncpitfalls.analyses.awaitability import is_plain_subclass
from flake8_asyncpitfalls.edit import ReplaceName
from flake8_asyncpitfalls.finding import Applicability, Finding, Fix, Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.awaiting import head_of
from flake8_asyncpitfalls.semantics.model import SemanticModel
from flake8_asyncpitfalls.semantics.source.node_fields import called_in
from flake8_asyncpitfalls.span import Span

rule = Rule(
    code="ASY211",
    name="async-test-never-runs",
    severity=Severity.ERROR,
    message="{what}; {advice}",
    fixable="unsafe",
)
_PLAIN = "unittest.TestCase"
_ASYNC = "unittest.IsolatedAsyncioTestCase"
_RUNNERS = ("run", "__call__", "_callTestMethod", "__getattribute__", "__init_subclass__")


@rule.check(ast.ClassDef)
def check_class(cls: ast.ClassDef, model: SemanticModel) -> Iterator[Finding]:
    """Async tests in *cls*, where nothing can run them."""
    functions = [stmt for stmt in cls.body if isinstance(stmt, ast.AsyncFunctionDef)]
    tests = [function for function in functions if function.name.startswith("test")]
    if not tests or not cls.bases or cls.keywords or cls.decorator_list:
        return
    if not is_plain_subclass(model, cls, _PLAIN, _ASYNC, *_RUNNERS):
        return
    fix = _base_fix(cls, model)
    for test in tests:
        if not test.decorator_list and not model.summary_of(test).is_generator:
            what = f"{_PLAIN} does not await {test.name!r}, so the test passes without running"
            yield rule.finding(test, fix=fix, what=what, advice=f"derive from {_ASYNC}")


@rule.check(ast.AsyncFunctionDef, ast.FunctionDef, mentions=(b"pytest",))
def check_fixture(
    function: ast.AsyncFunctionDef | ast.FunctionDef, model: SemanticModel
) -> Iterator[Finding]:
    """Marks of tests on a fixture."""
    factories = list(map(called_in, function.decorator_list))
    if len(factories) > 1 and any(model.refers_to(f, "pytest.fixture") for f in factories):
        for factory in factories:
            if model.refers_to(factory, "pytest.mark.asyncio"):
                what = f"'pytest.mark.asyncio' does nothing on the fixture {function.name!r}"
                advice = "use 'pytest_asyncio.fixture'"
                yield rule.finding(head_of(function), what=what, advice=advice)


def _base_fix(cls: ast.ClassDef, model: SemanticModel) -> Fix | None:
    """The other base, where *cls* itself names the plain one."""
    for base in cls.bases:
        if model.refers_to(base, _PLAIN):
            return Fix(Applicability.UNSAFE, _ASYNC, (ReplaceName(Span.of(base), _ASYNC),))
    return None
