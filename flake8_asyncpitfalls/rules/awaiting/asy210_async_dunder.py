"""A special method that is asynchronous, or is not, against its nature.

## What it does
Reports `async def` for a special method that Python itself calls and does not await: `__init__`,
`__new__`, `__del__`, `__len__`, `__bool__`, `__str__`, `__iter__`, `__enter__` and their like; and
a plain `def` for `__aenter__`, `__aexit__` or `__anext__` whose result can certainly not be
awaited.

## Why it hurts
Python takes the coroutine for the result. `__init__` then fails (`__init__() should return None,
not 'coroutine'`), and so do most of the others; `__del__` and `__exit__` just never run, and
`__exit__` swallows every exception, because a coroutine is true.

## Example
```python
class Connection:
    async def __init__(self, address):
        self.stream = await connect(address)
```

## Instead
```python
class Connection:
    @classmethod
    async def open(cls, address):
        self = cls()
        self.stream = await connect(address)
        return self
```

## Fix safety
There is no fix: the work has to move to a method of its own, or the class becomes an asynchronous
context manager.

## Like
Pylint's E0100 and E0304 to E0313, for some of these methods.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flake8_asyncpitfalls.analyses.awaitability import returns_no_awaitable
from flake8_asyncpitfalls.finding import Finding, Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.awaiting._replaced_classes import is_made_into_another
from flake8_asyncpitfalls.semantics.model import SemanticModel

rule = Rule(
    code="ASY210",
    name="async-dunder",
    severity=Severity.ERROR,
    message="{what}; {advice}",
)
_SYNC = frozenset({
    "__new__", "__init__", "__del__", "__post_init__", "__init_subclass__", "__set_name__",
    "__repr__", "__str__", "__bytes__", "__format__", "__hash__", "__bool__", "__len__",
    "__length_hint__", "__dir__", "__sizeof__", "__int__", "__float__", "__complex__", "__index__",
    "__iter__", "__next__", "__reversed__", "__contains__", "__enter__", "__exit__", "__await__",
    "__aiter__", "__lt__", "__le__", "__eq__", "__ne__", "__gt__", "__ge__", "__setattr__",
    "__delattr__", "__set__", "__delete__", "__setitem__", "__delitem__", "__instancecheck__",
    "__subclasscheck__", "__reduce__", "__reduce_ex__", "__getstate__", "__setstate__",
    "__fspath__", "__copy__", "__deepcopy__", "__buffer__",
})  # fmt: skip
"""The methods of https://docs.python.org/3/reference/datamodel.html whose result Python uses."""
_ASYNC = frozenset({"__aenter__", "__aexit__", "__anext__"})


@rule.check(ast.AsyncFunctionDef)
def check_async(function: ast.AsyncFunctionDef, model: SemanticModel) -> Iterator[Finding]:
    """Special methods that are coroutine functions though nothing awaits them."""
    name, cls = function.name, model.parent(function)
    if name not in _SYNC or not isinstance(cls, ast.ClassDef) or is_made_into_another(cls, model):
        return
    if name == "__aiter__" and model.summary_of(function).is_generator:
        return
    advice = "make it a plain 'def' and do the asynchronous work elsewhere"
    yield rule.finding(function, what=f"Python calls {name!r} and does not await it", advice=advice)


@rule.check(ast.FunctionDef)
def check_sync(function: ast.FunctionDef, model: SemanticModel) -> Iterator[Finding]:
    """Asynchronous special methods whose result cannot be awaited."""
    name = function.name
    if name not in _ASYNC or function.decorator_list:
        return
    is_method = isinstance(model.parent(function), ast.ClassDef)
    if is_method and returns_no_awaitable(model, function):
        what = f"Python awaits what {name!r} gives, and this cannot be awaited"
        yield rule.finding(function, what=what, advice="make it 'async def'")
