"""``loop.create_task(f())`` of another thread becomes ``asyncio.run_coroutine_threadsafe(f(), loop)``.

Only where nobody keeps the task: what that call gives is no task. Errors of a task that is dropped are told
when it is collected; nobody tells those of a future, so that it gets a callback that asks for them, unless
the coroutine catches all of its own.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.coroutines import coroutine_of
from flake8_asyncpitfalls.analyses.expected_failures import catches_all
from flake8_asyncpitfalls.analyses.used_names import UsedNames
from flake8_asyncpitfalls.edit import DropArgument, InsertArgument, InsertLines, ReplaceCallee
from flake8_asyncpitfalls.finding import Applicability, Fix
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, options_of
from flake8_asyncpitfalls.semantics.source.new_names import new_name
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from flake8_asyncpitfalls.edit import Edit
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_THREADSAFE = "asyncio.run_coroutine_threadsafe"
_TELLING = "add_done_callback(lambda done: done.cancelled() or done.result())"
_ONLY_FOR_TASKS = "name"


def handing_over(call: ast.Call, model: SemanticModel) -> Fix | None:
    """The coroutine of *call*, whose task nobody keeps, is handed to the loop that *call* names."""
    match call:
        case ast.Call(func=ast.Attribute(value=loop, attr="create_task"), args=[work]):
            names = {keyword.arg for keyword in call.keywords} - {_ONLY_FOR_TASKS}
        case _:
            return None
    if names or not _is_kept_loop(loop, model) or coroutine_of(model, work) is None:
        return None
    stmt = model.parent(call)
    if not isinstance(stmt, ast.Expr):
        return None
    span = Span.of(call)
    edits: list[Edit] = [DropArgument(span, keyword.arg or "") for keyword in call.keywords]
    edits += [ReplaceCallee(span, _THREADSAFE), InsertArgument(span, 1, unparsed(loop))]
    if not _catches_errors(work, model):
        future = new_name(model.analysis(UsedNames).of(model.scope_of(call)), "future")
        code = f"{future}.{_TELLING}"
        edits.append(InsertLines(Span.of(stmt), code, after=True, bound=future))
    return Fix(Applicability.UNSAFE, "hand the coroutine to the loop's own thread", tuple(edits))


def _is_kept_loop(expr: ast.expr, model: SemanticModel) -> bool:
    """Whether *expr* is a loop in a variable or an attribute: a call may ask for that of its own thread."""
    named = expr
    while isinstance(named, ast.Attribute):
        named = named.value
    return isinstance(named, ast.Name) and model.is_instance(expr, "asyncio.AbstractEventLoop")


def _catches_errors(work: ast.expr, model: SemanticModel) -> bool:
    """Whether the coroutine *work* lets none of its errors out."""
    callee = model.value_of(work.func) if isinstance(work, ast.Call) else None
    options = () if callee is None else options_of(callee)
    return bool(options) and all(
        isinstance(one, FunctionValue) and catches_all(one.summary) for one in options
    )
