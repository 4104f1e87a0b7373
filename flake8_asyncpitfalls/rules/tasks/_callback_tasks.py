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
from flake8_asyncpitfalls.rules.tasks._task_keepers import helper_for, keeping_lines
from flake8_asyncpitfalls.rules.tasks._task_sets import new_container, task_set
from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES
from flake8_asyncpitfalls.semantics.source.new_names import new_name
from flake8_asyncpitfalls.semantics.source.node_fields import last_name
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel

_WITH_ARGUMENTS = frozenset({
    "add_signal_handler", "call_at", "call_later", "call_soon", "call_soon_threadsafe",
})  # fmt: skip
"""Methods of the loop that hand what follows the callback on to it."""
_MAKERS = frozenset({"create_task", "ensure_future"})
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
    loop = _loop_around(first, model)
    given = None if loop is None else _given_in_loop(equal, name, loop, model)
    if loop is None or given is None:
        # One more for each round of a loop.
        edits = tuple(ReplaceExpression(Span.of(one), name) for one in equal)
        inserted = _written(function, name, unparsed(function.args), first, model)
    else:
        edits = given
        inserted = _written(function, name, ", ".join(_parameters(function)), loop, model)
    return Fix(Applicability.UNSAFE, "keep the task in a set until it is done", (inserted, *edits))


def _written(
    function: ast.Lambda, name: str, parameters: str, place: ast.stmt, model: SemanticModel
) -> InsertLines:
    """The function *name* in the place of *function*, put before the statement *place*."""
    is_typed = getattr(model.scope_of(function).node, "returns", None) is not None
    task = new_name(set(_parameters(function)), "task")
    container = task_set(function.body, model)
    helper = helper_for(container, model)
    made = unparsed(function.body)
    body = [f"{task} = {made}", *keeping_lines(task, container, helper)]
    if helper:
        body = [f"{helper}({made})"]
    lines = [
        f"def {name}({parameters}){' -> None' if is_typed else ''}:",
        *(f"    {line}" for line in body),
    ]
    return InsertLines(
        Span.of(place),
        "\n".join(lines),
        container=new_container(container),
        is_annotated=model.runs_on_python(3, 9),
        helper=helper,
    )


def _parameters(function: ast.Lambda) -> list[str]:
    return [part.arg for part in ast.walk(function.args) if isinstance(part, ast.arg)]


def _loop_around(stmt: ast.stmt, model: SemanticModel) -> ast.stmt | None:
    """The outermost loop of its function that *stmt* stands in."""
    found: ast.stmt | None = None
    parent = model.parent(stmt)
    while not isinstance(parent, (*FUNCTION_TYPES, ast.Lambda, ast.Module)):
        if isinstance(parent, (ast.For, ast.AsyncFor, ast.While)):
            found = parent
        parent = model.parent(parent)
    return found


def _given_in_loop(
    equal: list[ast.Lambda], name: str, loop: ast.stmt, model: SemanticModel
) -> tuple[ReplaceExpression, ...] | None:
    """How *equal* lambdas in *loop* use the function *name* in front of it; None if one cannot.

    What a lambda holds as defaults, ``lambda s=sig: ...``, is handed over with the callback.
    """
    bound = {
        node.id
        for node in ast.walk(loop)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    edits: list[ReplaceExpression] = []
    for one in equal:
        own = set(_parameters(one))
        read = {node.id for node in ast.walk(one.body) if isinstance(node, ast.Name)} - own
        call = model.parent(one)
        if not read.isdisjoint(bound) or not isinstance(call, ast.Call):
            return None
        if not own:
            edits.append(ReplaceExpression(Span.of(one), name))
            continue
        arguments = one.args
        is_plain = len(arguments.defaults) == len(arguments.args) == len(own)
        is_last = call.args[-1] is one and not call.keywords
        if not is_plain or not is_last or last_name(call.func) not in _WITH_ARGUMENTS:
            return None
        code = model.source.code_of
        before, values = map(code, call.args[:-1]), map(code, arguments.defaults)
        whole = f"{code(call.func)}({', '.join([*before, name, *values])})"
        if "#" in code(call) or "\n" in whole:
            return None
        edits.append(ReplaceExpression(Span.of(call), whole))
    return tuple(edits)


def _equal_ones(function: ast.Lambda, model: SemanticModel) -> list[ast.Lambda]:
    """The lambdas in the block of *function* that do the same, and so share what is written for it."""
    block, code = model.block_of(model.statement_of(function)), unparsed(function)
    return [
        other
        for other in model.scope_of(function).of_type(ast.Lambda)
        if unparsed(other) == code
        and model.block_of(model.statement_of(other)) is block
        and is_callback(other, model)
    ]


def is_callback(function: ast.Lambda, model: SemanticModel) -> bool:
    """Whether *function* is an argument that the loop calls, and whose result nobody gets."""
    call = model.parent(function)
    if isinstance(call, ast.keyword):
        call = model.parent(call)
    return isinstance(call, ast.Call) and function in model.arguments_marked(call, "runs_on_loop")


def makers_called_back(
    call: ast.Call, model: SemanticModel
) -> Iterator[tuple[ast.expr, ast.expr | None]]:
    """What the loop calls, by *call*, only to make a task, and of what: ``call_soon(create_task, f())``."""
    for given in model.arguments_marked(call, "runs_on_loop"):
        is_maker = last_name(given) in _MAKERS and model.marker(given, "schedules") is not None
        if is_maker and model.marker(given, "keeps_task") is None:
            work = call.args[call.args.index(given) + 1 :] if given in call.args else []
            yield given, work[0] if work else None


def _name(function: ast.Lambda, model: SemanticModel) -> str:
    """``on_signal``, ``start_close`` for what starts ``close()``; numbered where another is called so."""
    base = _base(function, model)
    scope = model.scope_of(function)
    used = set(model.analysis(UsedNames).of(scope))
    seen: list[ast.Lambda] = []
    for other in scope.of_type(ast.Lambda):
        is_seen = any(other in _equal_ones(one, model) for one in seen)
        if is_seen or not is_callback(other, model) or _base(other, model) != base:
            continue
        name = new_name(used, base)
        if function in _equal_ones(other, model):
            return name
        used.add(name)
        seen.append(other)
    return new_name(used, base)


def _base(function: ast.Lambda, model: SemanticModel) -> str:
    made = (
        function.body.args[0]
        if isinstance(function.body, ast.Call) and function.body.args
        else None
    )
    work = last_name(made.func) if isinstance(made, ast.Call) else ""
    call = model.parent(function)
    if isinstance(call, ast.Call) and last_name(call.func) == "add_signal_handler":
        number = last_name(call.args[0]) if call.args else ""
        others = {
            unparsed(other)
            for other in model.scope_of(function).of_type(ast.Lambda)
            if last_name(getattr(model.parent(other), "func", other)) == "add_signal_handler"
        }
        if number.startswith("SIG") and len(_equal_ones(function, model)) == 1:
            return f"on_{number.lower()}"
        if len(others) == 1:
            return "on_signal"
    return f"start_{work.strip('_') or 'task'}"
