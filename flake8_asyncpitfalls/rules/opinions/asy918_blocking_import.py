"""A large library that is imported in a coroutine.

## What it does
Reports imports inside an `async def` of libraries that take long to import, and calls of
`importlib.import_module` there. Silent where the module has imported the library at its top, and
where nothing else runs: at the start of a program or server, in a script, the first time.

## Why it hurts
The first import reads and runs hundreds of files; the event loop waits for a second or more, in the
middle of a request.

## Example
```python
async def report(rows):
    import pandas
    return pandas.DataFrame(rows).describe()
```

## Instead
```python
import pandas

async def report(rows):
    return pandas.DataFrame(rows).describe()
```

## Fix safety
There is no fix: an import in a function is often there to break a cycle or to save start-up time.

## Like
Nothing in other linters.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.library_facts import fact_of
from flake8_asyncpitfalls.analyses.startup import is_quiet
from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.semantics.source.node_fields import last_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel

rule = Rule(
    code="ASY918",
    name="blocking-import",
    severity=Severity.NOTE,
    message="importing {library} here holds up the event loop; import it when the program starts",
    optional=True,
)


@rule.check(ast.Import, on_loop=True)
def check_import(stmt: ast.Import, model: SemanticModel) -> Iterator[Finding]:
    """``import library`` in a coroutine."""
    for alias in stmt.names:
        if _is_slow(alias.name, model) and not is_quiet(model, stmt):
            yield rule.finding(stmt, library=repr(alias.name))


@rule.check(ast.ImportFrom, on_loop=True)
def check_from(stmt: ast.ImportFrom, model: SemanticModel) -> Iterator[Finding]:
    """``from library import name`` in a coroutine."""
    if not stmt.level and stmt.module and _is_slow(stmt.module, model):
        if not is_quiet(model, stmt):
            yield rule.finding(stmt, library=repr(stmt.module))


@rule.check(ast.Call, on_loop=True, mentions=(b"import_module", b"__import__"))
def check_call(call: ast.Call, model: SemanticModel) -> Iterator[Finding]:
    """``importlib.import_module(name)`` in a coroutine."""
    func = call.func
    name = last_name(func)
    is_builtin = isinstance(func, ast.Name) and name == "__import__"
    is_function = name == "import_module" and model.refers_to(func, "importlib.import_module")
    if (is_builtin or is_function) and not is_quiet(model, call):
        yield rule.finding(call, library="a module")


def _is_slow(module: str, model: SemanticModel) -> bool:
    library = module.partition(".")[0]
    if not fact_of(library, "__slow_import__", model):
        return False
    root = model.terms.root
    at_the_top = {alias.name for stmt in root.of_type(ast.Import) for alias in stmt.names}
    at_the_top |= {stmt.module or "" for stmt in root.of_type(ast.ImportFrom)}
    return library not in {name.partition(".")[0] for name in at_the_top}
