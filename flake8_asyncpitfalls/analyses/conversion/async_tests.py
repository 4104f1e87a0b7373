"""Whether a test may be a coroutine function: something must be there that runs it then."""

from __future__ import annotations

import ast
import os
import re
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.test_code import is_of_tests
from flake8_asyncpitfalls.content import read_regular
from flake8_asyncpitfalls.semantics.project.resolver import project_folder
from flake8_asyncpitfalls.semantics.source.node_fields import called_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_CONFIGURED = ("pytest.ini", ".pytest.ini", "pyproject.toml", "tox.ini", "setup.cfg")
_ALL_RUN = re.compile(rb"""^\s*asyncio_mode\s*=\s*["']?auto\b""", re.MULTILINE)
_MOST_BYTES = 1_000_000
_MARKS = ("pytest.mark.asyncio", "pytest.mark.anyio", "pytest.mark.trio")
_CASE, _ASYNC_CASE = "unittest.TestCase", "unittest.IsolatedAsyncioTestCase"
NOBODY_RUNS = "it is a test, and nothing shows that async tests are run here"


def is_test(model: SemanticModel, scope: Scope) -> bool:
    """Whether a runner of tests calls the function *scope*; fixtures apart."""
    is_found = scope.parent is not None and scope.parent.kind in ("module", "class")
    return is_found and scope.name.startswith("test") and is_of_tests(model)


def why_not_async_test(model: SemanticModel, scope: Scope) -> str:
    """Why the test *scope* may not become ``async def``, one clause; '' when it is run then as well."""
    owner = scope.parent
    if owner is not None and isinstance(owner.node, ast.ClassDef):
        cls, members = model.module.class_(owner.identity), model.types.members
        if members.derives_from(cls, _CASE):
            return "" if members.derives_from(cls, _ASYNC_CASE) else NOBODY_RUNS
        if _has_mark(model, owner.node.decorator_list):
            return ""
    is_run = _has_mark(model, _marks_of(model.source.tree)) or _runs_all(model.source.path)
    return "" if is_run else NOBODY_RUNS


def _marks_of(module: ast.Module) -> Iterator[ast.expr]:
    """What the module puts on all its tests: ``pytestmark``, one mark or several."""
    for stmt in module.body:
        match stmt:
            case ast.Assign(targets=[ast.Name(id="pytestmark")], value=value):
                yield from value.elts if isinstance(value, (ast.List, ast.Tuple)) else [value]


def _has_mark(model: SemanticModel, marks: Iterable[ast.expr]) -> bool:
    return any(model.refers_to(called_in(mark), *_MARKS) for mark in marks)


def _runs_all(path: str) -> bool:
    """Whether the settings of pytest that hold for the file *path* say that async tests are run."""
    top = str(project_folder(path).path)
    folder = os.path.dirname(os.path.abspath(path))
    while True:
        if any(_says_so(os.path.join(folder, name)) for name in _CONFIGURED):
            return True
        if folder == top or not folder.startswith(top) or os.path.dirname(folder) == folder:
            return False
        folder = os.path.dirname(folder)


def _says_so(path: str) -> bool:
    try:
        return _ALL_RUN.search(read_regular(path, _MOST_BYTES)) is not None
    except OSError:
        return False
