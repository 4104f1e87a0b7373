"""``create_task(x)`` becomes an assignment, and the task is kept in a set until it is done."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import libcst as cst

from flake8_asyncpitfalls.edit import KeepTask
from flake8_asyncpitfalls.fixes.edit_kind import EditKind, Step
from flake8_asyncpitfalls.fixes.imports.import_block import TopLevel
from flake8_asyncpitfalls.fixes.refusal import RefusedError
from flake8_asyncpitfalls.fixes.text.fragment import (
    has_own_lines,
    statement_fragment,
)
from flake8_asyncpitfalls.fixes.text.made_trees import reference_tree, statements_of
from flake8_asyncpitfalls.semantics.source.new_names import names_in, new_name, task_names
from flake8_asyncpitfalls.semantics.source.node_fields import last_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flake8_asyncpitfalls.edit import InsertLines
    from flake8_asyncpitfalls.fixes.imports.visibility import Visibility
    from flake8_asyncpitfalls.fixes.text.expression_place import ExpressionPlace
    from flake8_asyncpitfalls.fixes.text.file_text import FileText
    from flake8_asyncpitfalls.fixes.text.syntax_paths import Path


_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Module)
_MAKERS = ("create_task", "ensure_future")
_ASSIGNMENTS = (ast.Assign, ast.AnnAssign)
Lines = cst.FlattenSentinel[cst.BaseStatement]
_HELPER = """\
def {name}(task{type}){gives}:
    \"\"\"Hold the task until it is done: the event loop has weak references only.\"\"\"
    {container}.add(task)
    task.add_done_callback({container}.discard)"""


def _write(node: cst.CSTNode, step: Step[KeepTask], place: ExpressionPlace) -> Lines | cst.CSTNode:
    if not isinstance(node, cst.SimpleStatementLine) or len(node.body) != 1:
        raise RefusedError("the task is not made by a statement of its own")
    if step.edit.helper and isinstance(node.body[0], cst.Expr):
        argument = cst.Arg(node.body[0].value)
        handed = cst.Call(cst.parse_expression(step.edit.helper), [argument])
        return node.with_changes(body=[node.body[0].with_changes(value=handed)])
    assignment = _assignment(node.body[0], step.name)
    after: list[Any] = [cst.Expr(cst.parse_expression(code)) for code in _keeping(step)]
    if isinstance(node.body[0], cst.Return):
        after.append(cst.Return(cst.Name(step.name)))
    if step.is_inline:
        semicolon = cst.Semicolon(whitespace_after=cst.SimpleWhitespace(" "))
        body = [small.with_changes(semicolon=semicolon) for small in (assignment, *after)]
        body[-1] = body[-1].with_changes(semicolon=node.body[0].semicolon)
        return node.with_changes(body=body)
    first = node.with_changes(body=[assignment])
    return cst.FlattenSentinel([first, *(cst.SimpleStatementLine([small]) for small in after)])


def _keeping(step: Step[KeepTask]) -> list[str]:
    """What is done with the variable that holds the task."""
    edit = step.edit
    if edit.helper:
        return [f"{edit.helper}({step.name})"]
    adds, drops = ("append", "remove") if edit.is_list else ("add", "discard")
    added = f"{edit.container}.{adds}({step.name})"
    return [added, f"{step.name}.add_done_callback({edit.container}.{drops})"]


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
    if edit.helper and isinstance(stmt, ast.Expr):
        return [ast.Expr(ast.Call(reference_tree(edit.helper), [stmt.value], []))]
    if isinstance(stmt, ast.Return):
        last = [ast.Return(ast.Name(step.name, ast.Load()))]
    if isinstance(stmt, (ast.Expr, ast.Return)) and stmt.value is not None:
        stmt = ast.Assign([ast.Name(step.name, ast.Store())], stmt.value)
    elif isinstance(stmt, ast.Assign):
        stmt.targets = [ast.Name(step.name, ast.Store())]
    return [stmt, *statements_of("\n".join(_keeping(step))), *last]


def _with_variable(step: Step[KeepTask], text: FileText, names: Visibility) -> Step[KeepTask]:
    """The step with the variable that holds the task; raises RefusedError if there can be none."""
    stmt = step.anchor
    if not isinstance(stmt, (ast.Expr, ast.Assign, ast.AnnAssign, ast.Return)):
        raise RefusedError("the task is not made by a statement of its own")
    name = _variable(stmt, step.path, names)
    return replace(step, name=name, is_inline=not has_own_lines(stmt, text))


def _needed(step: Step[KeepTask], names: Visibility) -> list[TopLevel]:
    """What the module does not have yet: the set, and the function that fills it."""
    edit = step.edit
    if edit.is_list:
        return []
    task, *more = step.references or ("",)
    return needed_for(
        edit.container,
        step.path,
        names,
        is_annotated=edit.is_annotated,
        task=task,
        old_set=more[0] if more else "",
        helper=edit.helper,
    )


def _names(edit: KeepTask, path: Path) -> Iterable[str]:
    """The class of tasks where the edit makes a set with a type, and the class of sets in old Pythons."""
    module = path[0]
    assert isinstance(module, ast.Module)
    old_set = old_sets(edit, path)
    is_there = (
        edit.is_list
        or "." in edit.container
        or any(_makes(stmt, edit.container) for stmt in module.body)
    )
    if not is_there and (edit.is_annotated or old_set or _is_lazily_annotated(module)):
        yield "asyncio.Task"
        yield from old_set


def old_sets(edit: KeepTask | InsertLines, path: Path) -> list[str]:
    """The class that annotates the set of *edit* where ``set[...]`` is too new, and the module has types."""
    module = path[0]
    assert isinstance(module, ast.Module)
    is_list = isinstance(edit, KeepTask) and edit.is_list
    if edit.is_annotated or is_list or not edit.container or "." in edit.container:
        return []
    if any(_makes(stmt, edit.container) for stmt in module.body):
        return []
    is_old = any(map(_is_typed, ast.walk(module))) and not _is_lazily_annotated(module)
    return ["typing.Set"] if is_old else []


def needed_for(
    container: str,
    path: Path,
    names: Visibility,
    *,
    is_annotated: bool = False,
    task: str = "",
    old_set: str = "",
    helper: str = "",
) -> list[TopLevel]:
    """The set *container* for code at *path*, and the function *helper*, as far as they are not there.

    Raises RefusedError when a name means something else. *is_annotated* is that of KeepTask, *task*
    and *old_set* are how the class of tasks, and ``typing.Set`` where it must be that, are spelled here,
    as far as the edit writes them.
    """
    if "." in (helper or container) or (
        helper and not _is_new(helper, path, names, ast.FunctionDef)
    ):
        return []
    is_new = _is_new(container, path, names, *_ASSIGNMENTS)
    if _is_imported_inside(task, path, names):
        task = ""
    can_be_annotated = is_annotated or _is_lazily_annotated(names.tree)
    if not task and _has_asyncio(names):
        task = "asyncio.Task"
    if is_new and any(map(_is_future, ast.walk(names.tree))):
        task = ""
    kind = (f"{task}[object]" if task else "object") if can_be_annotated else ""
    made = f"{container}: set[{kind}] = set()" if kind else f"{container} = set()"
    if old_set:
        # Old Pythons have no asyncio.Task[...] either, but in quotes nobody looks for it.
        kind = f'"{task}[object]"' if task else "object"
        made = f"{container}: {old_set}[{kind}] = set()"
    needed = [TopLevel(made, container)] if is_new else []
    if helper:
        is_typed = bool(task and kind) and _has_types(names.tree)
        code = _HELPER.format(
            name=helper,
            container=container,
            type=f": {kind}" if is_typed else "",
            gives=" -> None" if is_typed else "",
        )
        needed.append(TopLevel(code.replace("    ", _indent(names.tree)), container))
    return needed


def _has_types(tree: ast.Module) -> bool:
    """Whether most functions of the module say what they return."""
    functions = [node for node in ast.walk(tree) if isinstance(node, _SCOPES[:2])]
    typed = [one for one in functions if one.returns is not None]
    return 2 * len(typed) > len(functions)


def _is_typed(node: ast.AST) -> bool:
    """Whether *node* is a function that says what it takes or gives."""
    return isinstance(node, _SCOPES[:2]) and (
        node.returns is not None or any(part.annotation for part in node.args.args)
    )


def _is_future(stmt: ast.AST) -> bool:
    """Whether *stmt* says that a task is a future: no set of tasks takes that."""
    match stmt:
        case ast.AnnAssign(annotation=said, value=ast.Call(func=made)):
            said = said.value if isinstance(said, ast.Subscript) else said
            return last_name(said) == "Future" and last_name(made) in _MAKERS
    return False


def _indent(tree: ast.Module) -> str:
    """One step of the indentation of the module."""
    blocks = [stmt for stmt in tree.body if isinstance(stmt, _SCOPES[:3])]
    steps = [one.body[0].col_offset for one in blocks if one.body[0].lineno > one.lineno]
    return " " * (steps[0] if steps and steps[0] > 1 else 4)


def _is_imported_inside(name: str, path: Path, names: Visibility) -> bool:
    """Whether the dotted *name* begins with what only a function around *path* has imported."""
    first = name.partition(".")[0]
    return any(
        first in bound and not isinstance(scope, ast.Module) for scope, bound in names.scopes(path)
    )


def _is_new(name: str, path: Path, names: Visibility, *kinds: type[ast.stmt]) -> bool:
    """Whether the module has no *name* yet, made by one of *kinds*; RefusedError if it is another thing."""
    if names.is_rebound(name):
        raise RefusedError(f"the name {name!r} means something else here")
    for scope, bound in names.scopes(path):
        if name in bound and not isinstance(scope, ast.Module):
            raise RefusedError(f"the name {name!r} means something else here")
    if name not in names.bindings(names.tree):
        return True
    if not any(isinstance(stmt, kinds) and _makes(stmt, name) for stmt in names.tree.body):
        raise RefusedError(f"the name {name!r} means something else here")
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


def _makes(stmt: ast.stmt, wanted: str) -> bool:
    """Whether *stmt* makes a set, or a function, that is called *wanted*."""
    match stmt:
        case (
            ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(func=ast.Name(id="set")))
            | ast.AnnAssign(target=ast.Name(id=name), value=ast.Call(func=ast.Name(id="set")))
            | ast.FunctionDef(name=name)
        ):
            return name == wanted
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
    top_level=_needed,
)
