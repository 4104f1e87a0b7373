"""Where a thread for one call would read badly, what around it goes there as a whole, or nothing does.

``{key: load(key) for key in keys}``: with a wait for each key it takes as many threads after one another.
``post(url, <several lines>).json()``: the wait would stand in brackets around all of these lines.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.file_accesses import FILES
from flake8_asyncpitfalls.edit import AddAwait, Offload, RunInThread
from flake8_asyncpitfalls.finding import Applicability, Fix
from flake8_asyncpitfalls.rules.blocking._advice import runner_here
from flake8_asyncpitfalls.rules.blocking._remedies.lazy_walks import whole_fix
from flake8_asyncpitfalls.rules.blocking._steps.undivided import moved_by
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, options_of
from flake8_asyncpitfalls.semantics.source.control_flow import suspensions, walk_code

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary

_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp)


def is_raised(call: ast.Call, model: SemanticModel) -> bool:
    """Whether *call* makes the exception that a ``raise`` raises, or calls what does nothing but raise.

    Who reads that, looks for no wait; and what raises for all errors writes some of them down at most.
    """
    parent = model.parent(call)
    if isinstance(parent, ast.Raise) and parent.exc is call:
        return True
    functions = options_of(model.value_of(call.func))
    return all(isinstance(one, FunctionValue) and _only_raises(one.summary) for one in functions)


def _only_raises(function: FunctionSummary) -> bool:
    """Whether no call of *function* comes back; one with nothing but a ``raise`` may be abstract."""
    if function.module.is_stub or function.is_generator or function.is_async or function.is_empty:
        return False
    return not function.results


def readable(fix: Fix | None, call: ast.AST, model: SemanticModel) -> Fix | None:
    """*fix*, or where it is a thread for *call* alone, one for what around it reads better as a whole.

    None in a message, and for what ends with an error of the coroutine.
    """
    match fix:
        case Fix(edits=(Offload(), AddAwait())) if isinstance(call, ast.Call):
            if _is_in_text(call, model):
                return None
            runner = runner_here(model, call)
        case Fix(edits=(RunInThread(),)) if _ends_with_raise(moved_by(fix, call, model), model):
            return None
        case _:
            return fix
    if (rounds := _rounds_around(call, model)) is not None:
        return whole_fix(rounds, runner, model)
    whole = _whole_primary(call, model)
    is_long = call.lineno != call.end_lineno == whole.end_lineno
    if fix.applicability is Applicability.SAFE or whole is call or not is_long:
        return fix
    return whole_fix(whole, runner, model) or fix


def _is_in_text(call: ast.Call, model: SemanticModel) -> bool:
    """Whether *call* looks at files in an f-string: nobody looks for a wait in a message."""
    if not all(effect.kind in FILES for effect in model.effects_at(call).values()):
        return False
    node: ast.AST = call
    while isinstance(node, (ast.expr, ast.comprehension, ast.keyword)):
        node = model.parent(node)
        if isinstance(node, ast.FormattedValue):
            return True
    return False


def _ends_with_raise(stmts: Sequence[ast.stmt], model: SemanticModel) -> bool:
    """Whether the last of *stmts* raises, and works no more: that says what the coroutine ends with."""
    nodes = list(walk_code(stmts[-1:]))
    return any(isinstance(node, ast.Raise) for node in nodes) and not any(
        isinstance(node, ast.Call) and model.effects_at(node) for node in nodes
    )


def _rounds_around(call: ast.Call, model: SemanticModel) -> ast.expr | None:
    """The outermost comprehension that goes round with *call*, and waits for nothing else."""
    found = None
    child: ast.AST = call
    clause: ast.AST | None = None
    while not isinstance(child, ast.stmt):
        parent = model.parent(child)
        if isinstance(parent, _COMPREHENSIONS) and not (
            child is parent.generators[0] and clause is parent.generators[0].iter
        ):
            found = parent
        clause, child = child, parent
    return found if found is not None and not any(suspensions([found])) else None


def _whole_primary(call: ast.Call, model: SemanticModel) -> ast.expr:
    """*call* with the attributes, calls and items that follow it."""
    whole: ast.expr = call
    while True:
        parent = model.parent(whole)
        is_longer = (
            isinstance(parent, (ast.Attribute, ast.Subscript)) and parent.value is whole
        ) or (isinstance(parent, ast.Call) and parent.func is whole)
        if not is_longer:
            return whole
        assert isinstance(parent, ast.expr)
        whole = parent
