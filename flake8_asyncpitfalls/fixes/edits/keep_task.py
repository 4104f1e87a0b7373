"""``create_task(x)`` becomes an assignment, and the task is kept in a set until it is done."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import libcst as cst

from flake8_asyncpitfalls.edit import KeepTask
from flake8_asyncpitfalls.fixes.edit_kind import EditKind, Step
from flake8_asyncpitfalls.fixes.refusal import RefusedError
from flake8_asyncpitfalls.fixes.text.fragment import (
    has_own_lines,
    statement_fragment,
)
from flake8_asyncpitfalls.fixes.text.made_trees import statements_of
from flake8_asyncpitfalls.semantics.source.new_names import names_in, new_name, task_names

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flake8_asyncpitfalls.fixes.imports.visibility import Visibility
    from flake8_asyncpitfalls.fixes.text.expression_place import ExpressionPlace
    from flake8_asyncpitfalls.fixes.text.file_text import FileText
    from flake8_asyncpitfalls.fixes.text.syntax_paths import Path


_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Module)
Lines = cst.FlattenSentinel[cst.BaseStatement]


def _write(node: cst.CSTNode, step: Step[KeepTask], place: ExpressionPlace) -> Lines | cst.CSTNode:
    if not isinstance(node, cst.SimpleStatementLine) or len(node.body) != 1:
        raise RefusedError("the task is not made by a statement of its own")
    assignment = _assignment(node.body[0], step.name)
    kept = f"{step.edit.container}.add({step.name})"
    released = f"{step.name}.add_done_callback({step.edit.container}.discard)"
    after: list[Any] = [cst.Expr(cst.parse_expression(code)) for code in (kept, released)]
    if isinstance(node.body[0], cst.Return):
        after.append(cst.Return(cst.Name(step.name)))
    if step.is_inline:
        semicolon = cst.Semicolon(whitespace_after=cst.SimpleWhitespace(" "))
        body = [small.with_changes(semicolon=semicolon) for small in (assignment, *after)]
        body[-1] = body[-1].with_changes(semicolon=node.body[0].semicolon)
        return node.with_changes(body=body)
    first = node.with_changes(body=[assignment])
    return cst.FlattenSentinel([first, *(cst.SimpleStatementLine([small]) for small in after)])


def _assignment(small: cst.BaseSmallStatement, name: str) -> cst.BaseSmallStatement:
    """*small* with its value bound to *name*."""
    if isinstance(small, (cst.Expr, cst.Return)) and small.value is not None:
        return cst.Assign([cst.AssignTarget(cst.Name(name))], small.value)
    if isinstance(small, cst.Assign):
        return small.with_changes(targets=[cst.AssignTarget(cst.Name(name))])
    if isinstance(small, cst.AnnAssign):
        return small
    raise RefusedError("the task is not made by a statement of its own")


def _mean(stmt: Any, step: Step[KeepTask]) -> list[ast.stmt]:
    edit = step.edit
    last: list[ast.stmt] = []
    if isinstance(stmt, ast.Return):
        last = [ast.Return(ast.Name(step.name, ast.Load()))]
    if isinstance(stmt, (ast.Expr, ast.Return)) and stmt.value is not None:
        stmt = ast.Assign([ast.Name(step.name, ast.Store())], stmt.value)
    elif isinstance(stmt, ast.Assign):
        stmt.targets = [ast.Name(step.name, ast.Store())]
    kept = f"{edit.container}.add({step.name})"
    released = f"{step.name}.add_done_callback({edit.container}.discard)"
    return [stmt, *statements_of(f"{kept}\n{released}"), *last]


def _with_variable(step: Step[KeepTask], text: FileText, names: Visibility) -> Step[KeepTask]:
    """The step with the variable that holds the task; raises RefusedError if there can be none."""
    stmt = step.anchor
    if not isinstance(stmt, (ast.Expr, ast.Assign, ast.AnnAssign, ast.Return)):
        raise RefusedError("the task is not made by a statement of its own")
    name = _variable(stmt, step.path, names)
    return replace(step, name=name, is_inline=not has_own_lines(stmt, text))


def _container(step: Step[KeepTask], names: Visibility) -> str:
    """The statement that makes the set; empty when the module has it."""
    edit = step.edit
    if "." in edit.container:
        return ""
    task = step.references[0] if step.references else ""
    return container_for(
        edit.container, step.path, names, is_annotated=edit.is_annotated, task=task
    )


def _names(edit: KeepTask, path: Path) -> Iterable[str]:
    """The class of tasks where the edit makes a set that may be annotated."""
    module = path[0]
    assert isinstance(module, ast.Module)
    is_there = "." in edit.container or any(
        _makes_set(stmt, edit.container) for stmt in module.body
    )
    if not is_there and (edit.is_annotated or _is_lazily_annotated(module)):
        yield "asyncio.Task"


def container_for(
    container: str, path: Path, names: Visibility, *, is_annotated: bool = False, task: str = ""
) -> str:
    """The statement that makes the set *container* for code at *path*; empty when it is there.

    Raises RefusedError when the name means something else. *is_annotated* is that of KeepTask, *task*
    is how the class of tasks is spelled here, as far as the edit writes it.
    """
    if not _is_new(container, path, names):
        return ""
    if _is_imported_inside(task, path, names):
        task = ""
    can_be_annotated = is_annotated or _is_lazily_annotated(names.tree)
    if not can_be_annotated:
        return f"{container} = set()"
    if not task and not _has_asyncio(names):
        return f"{container}: set[object] = set()"
    return f"{container}: set[{task or 'asyncio.Task'}[object]] = set()"


def _is_imported_inside(name: str, path: Path, names: Visibility) -> bool:
    """Whether the dotted *name* begins with what only a function around *path* has imported."""
    first = name.partition(".")[0]
    return any(
        first in bound and not isinstance(scope, ast.Module) for scope, bound in names.scopes(path)
    )


def _is_new(container: str, path: Path, names: Visibility) -> bool:
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


def _variable(
    stmt: ast.Expr | ast.Assign | ast.AnnAssign | ast.Return, path: Path, names: Visibility
) -> str:
    """The name that holds the task: the one that it is bound to already, or one not in use."""
    scope = next(node for node in reversed(path) if isinstance(node, _SCOPES))
    if isinstance(scope, ast.ClassDef):
        raise RefusedError("the task is made in a class body")
    unused = new_name(names_in(scope), *task_names(_work(stmt.value)))
    if isinstance(stmt, (ast.Expr, ast.Return)):
        return unused
    targets = stmt.targets if isinstance(stmt, ast.Assign) else [stmt.target]
    match targets:
        case [ast.Name(id="_")] if isinstance(stmt, ast.Assign) and not _is_read("_", scope):
            return unused
        case [ast.Name(id=name)]:
            return name
    raise RefusedError("the task is not bound to one name")


def _work(making: ast.expr | None) -> ast.expr | None:
    """What the task does that *making* makes."""
    return making.args[0] if isinstance(making, ast.Call) and making.args else None


def _is_read(name: str, scope: ast.AST) -> bool:
    return any(
        isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load)
        for node in ast.walk(scope)
    )


kind = EditKind(
    KeepTask,
    _write,
    _mean,
    anchor=lambda path: path[-2],
    fragment=lambda step, text: statement_fragment(step.anchor, text),
    names=_names,
    prepare=_with_variable,
    top_level=_container,
)
