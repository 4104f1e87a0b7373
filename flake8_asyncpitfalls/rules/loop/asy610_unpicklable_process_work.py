"""Work that cannot travel to another process.

## What it does
Reports a lambda or a function defined inside another function that is given to a
`ProcessPoolExecutor`, through `submit`, `map` or `loop.run_in_executor`, also in
`functools.partial`.

## Why it hurts
A process pool sends the function by its module and name. A lambda and a nested function have
none: the future fails with `PicklingError: Can't pickle <lambda>`, or `AttributeError: Can't get
local object`. That shows where the result is awaited, far from the cause.

## Example
```python
async def main(pool: ProcessPoolExecutor):
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(pool, lambda: fibonacci(30))
```

## Instead
```python
async def main(pool: ProcessPoolExecutor):
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(pool, fibonacci, 30)
```

## Fix safety
There is no fix: the function must move to the top level of a module.

## Like
Nothing in other linters.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, Partial

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_POOL = "concurrent.futures.ProcessPoolExecutor"
_RUN = "asyncio.AbstractEventLoop.run_in_executor"

rule = Rule(
    code="ASY610",
    name="unpicklable-process-work",
    severity=Severity.ERROR,
    message="{function} cannot be sent to another process; give the pool a function of a module",
)


@rule.check(ast.Call, mentions=(b"ProcessPoolExecutor",))
def check(call: ast.Call, model: SemanticModel) -> Iterator[Finding]:
    """Functions given to a process pool."""
    if not isinstance(call.func, ast.Attribute) or not call.args:
        return
    handed = model.arguments_marked(call, "offloads")
    if not handed or not _goes_to_processes(call, call.func.value, model):
        return
    function = model.value_of(handed[0])
    if isinstance(function, Partial):
        function = function.function
    if isinstance(function, FunctionValue) and not function.summary.is_async:
        scope = function.summary.scope
        if scope.kind == "lambda":
            yield rule.finding(handed[0], function="a lambda")
        elif scope.parent is not None and scope.parent.is_function:
            yield rule.finding(handed[0], function=f"the nested function {scope.name!r}")


def _goes_to_processes(call: ast.Call, receiver: ast.expr, model: SemanticModel) -> bool:
    if model.is_instance(receiver, _POOL):
        return True
    return model.refers_to(call.func, _RUN) and model.is_instance(call.args[0], _POOL)
