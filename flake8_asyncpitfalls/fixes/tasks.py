"""Keeping a task: the variable that holds it and the module's set of running tasks."""

from __future__ import annotations

import ast
from itertools import count
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.fixes.fragments import has_own_lines
from flake8_asyncpitfalls.fixes.refusal import RefusedError
from flake8_asyncpitfalls.fixes.steps import Step

if TYPE_CHECKING:
    from flake8_asyncpitfalls.finding import KeepTask
    from flake8_asyncpitfalls.fixes.text import FileText
    from flake8_asyncpitfalls.fixes.tree import Path
    from flake8_asyncpitfalls.fixes.visibility import Visibility

_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Module)


def step(edit: KeepTask, path: Path, text: FileText, names: Visibility) -> Step:
    """The step that keeps the task made at the end of *path*; raises RefusedError if none can."""
    stmt = path[-2]
    if not isinstance(stmt, (ast.Expr, ast.Assign, ast.AnnAssign)):
        raise RefusedError("the task is not made by a statement of its own")
    name = _variable(stmt, path, names)
    return Step(edit, path, stmt, name=name, is_inline=not has_own_lines(stmt, text))


def is_new(container: str, path: Path, names: Visibility) -> bool:
    """Whether the module has no set *container* yet; RefusedError if the name is another thing."""
    if names.is_rebound(container):
        raise RefusedError(f"the name {container!r} means something else here")
    for scope, bound in names.scopes(path):
        if container in bound and not isinstance(scope, ast.Module):
            raise RefusedError(f"the name {container!r} means something else here")
    if container not in names.bindings(names.tree):
        return True
    if not any(_makes_set(stmt, container) for stmt in names.tree.body):
        raise RefusedError(f"the name {container!r} means something else here")
    return False


def creation(container: str, names: Visibility) -> str:
    """The statement that makes the set, annotated in a module whose annotations nobody evaluates.

    A type checker asks for it, and an older Python could not evaluate it.
    """
    if not _is_lazily_annotated(names.tree) or not _has_asyncio(names):
        return f"{container} = set()"
    return f"{container}: set[asyncio.Task[object]] = set()"


def _is_lazily_annotated(tree: ast.Module) -> bool:
    return any(
        isinstance(stmt, ast.ImportFrom)
        and stmt.module == "__future__"
        and any(alias.name == "annotations" for alias in stmt.names)
        for stmt in tree.body
    )


def _has_asyncio(names: Visibility) -> bool:
    """Whether the module imports ``asyncio``, and nothing else has that name."""
    bindings = names.bindings(names.tree).get("asyncio", ())
    return bool(bindings) and all(
        binding.qualified == "asyncio" and binding.block == id(names.tree.body)
        for binding in bindings
    )


def _makes_set(stmt: ast.stmt, container: str) -> bool:
    match stmt:
        case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(func=ast.Name(id="set"))):
            return name == container
        case ast.AnnAssign(target=ast.Name(id=name), value=ast.Call(func=ast.Name(id="set"))):
            return name == container
    return False


def _variable(stmt: ast.Expr | ast.Assign | ast.AnnAssign, path: Path, names: Visibility) -> str:
    """The name that holds the task: the one that it is bound to already, or one not in use."""
    scope = next(node for node in reversed(path) if isinstance(node, _SCOPES))
    if isinstance(scope, ast.ClassDef):
        raise RefusedError("the task is made in a class body")
    used = names.names_used(scope)
    if isinstance(stmt, ast.Expr):
        return _unused(used)
    targets = stmt.targets if isinstance(stmt, ast.Assign) else [stmt.target]
    match targets:
        case [ast.Name(id="_")] if isinstance(stmt, ast.Assign) and not _is_read("_", scope):
            return _unused(used)
        case [ast.Name(id=name)]:
            return name
    raise RefusedError("the task is not bound to one name")


def _unused(used: set[str]) -> str:
    names = ("task" if number == 1 else f"task_{number}" for number in count(1))
    return next(name for name in names if name not in used)


def _is_read(name: str, scope: ast.AST) -> bool:
    return any(
        isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load)
        for node in ast.walk(scope)
    )
