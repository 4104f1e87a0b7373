"""The task that a callback starts, kept by a function in the place of the lambda.

``loop.call_later(1, lambda: create_task(f()))`` becomes ``def start_f(): ...`` that keeps the task in a
set until it is done, and ``loop.call_later(1, start_f)``. Equal lambdas of one block share a function.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.used_names import UsedNames
from flake8_asyncpitfalls.edit import InsertLines, ReplaceExpression
from flake8_asyncpitfalls.finding import Applicability, Fix
from flake8_asyncpitfalls.rules.tasks._task_sets import new_container, task_set
from flake8_asyncpitfalls.semantics.source.new_names import new_name
from flake8_asyncpitfalls.semantics.source.node_fields import last_name
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_SIMPLE = (ast.Expr, ast.Assign, ast.AnnAssign, ast.Return)


def keeping_callback(function: ast.Lambda, model: SemanticModel) -> Fix | None:
    """A function that does what the lambda *function* does, and keeps the task."""
    scope = model.scope_of(function)
    stmt = model.statement_of(function)
    if not isinstance(stmt, _SIMPLE) or not scope.is_function:
        return None
    equal = _equal_ones(function, model)
    first = model.statement_of(equal[0])
    if not isinstance(first, _SIMPLE):
        return None
    name = _name(function, model)
    task = new_name(
        {arg.arg for arg in ast.walk(function.args) if isinstance(arg, ast.arg)}, "task"
    )
    container = task_set(function.body, model)
    is_typed = getattr(scope.node, "returns", None) is not None
    lines = (
        f"def {name}({ast.unparse(function.args)}){' -> None' if is_typed else ''}:",
        f"    {task} = {ast.unparse(function.body)}",
        f"    {container}.add({task})",
        f"    {task}.add_done_callback({container}.discard)",
    )
    is_annotated = model.runs_on_python(3, 9)
    inserted = InsertLines(
        Span.of(first),
        "\n".join(lines),
        container=new_container(container),
        is_annotated=is_annotated,
    )
    places = tuple(ReplaceExpression(Span.of(one), name) for one in equal)
    return Fix(Applicability.UNSAFE, "keep the task in a set until it is done", (inserted, *places))


def _equal_ones(function: ast.Lambda, model: SemanticModel) -> list[ast.Lambda]:
    """The lambdas in the block of *function* that do the same, and so share what is written for it."""
    block, code = model.block_of(model.statement_of(function)), ast.unparse(function)
    return [
        other
        for other in model.scope_of(function).of_type(ast.Lambda)
        if ast.unparse(other) == code
        and model.block_of(model.statement_of(other)) is block
        and is_callback(other, model)
    ]


def is_callback(function: ast.Lambda, model: SemanticModel) -> bool:
    """Whether *function* is an argument that the loop calls, and whose result nobody gets."""
    call = model.parent(function)
    if isinstance(call, ast.keyword):
        call = model.parent(call)
    return isinstance(call, ast.Call) and function in model.arguments_marked(call, "runs_on_loop")


def _name(function: ast.Lambda, model: SemanticModel) -> str:
    """``start_close`` for what starts ``close()``; with a number where another one is called so."""
    base = _base(function)
    scope = model.scope_of(function)
    used = set(model.analysis(UsedNames).of(scope))
    seen: list[ast.Lambda] = []
    for other in scope.of_type(ast.Lambda):
        is_seen = any(other in _equal_ones(one, model) for one in seen)
        if _base(other) != base or is_seen or not is_callback(other, model):
            continue
        name = new_name(used, base)
        if function in _equal_ones(other, model):
            return name
        used.add(name)
        seen.append(other)
    return new_name(used, base)


def _base(function: ast.Lambda) -> str:
    made = (
        function.body.args[0]
        if isinstance(function.body, ast.Call) and function.body.args
        else None
    )
    work = last_name(made.func) if isinstance(made, ast.Call) else ""
    return f"start_{work.strip('_') or 'task'}"
