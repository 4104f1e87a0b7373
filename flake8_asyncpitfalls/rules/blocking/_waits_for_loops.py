"""Waits for what an event loop is to do: ``run_coroutine_threadsafe(...).result()``."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.thread_methods import runs_only_in_threads

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.terms.term import Term

_THREADSAFE = "asyncio.run_coroutine_threadsafe"
_RUNNING = "asyncio.get_running_loop"


def waits_for_loop(node: ast.AST, model: SemanticModel) -> bool:
    """Whether it is ``run_coroutine_threadsafe(...).result()``, also through a variable."""
    return _handed_over(node, model) is not None


def waits_for_running_loop(call: ast.Call, model: SemanticModel) -> bool:
    """Whether *call* waits, in a plain function, for the loop that runs in the thread of the function.

    The function has asked for that loop itself, so what hands it to a thread is not meant; where only
    threads call it, asking for the loop fails first.
    """
    scope = model.scope_of(call)
    if not scope.is_function or model.runs_on_loop(call) or runs_only_in_threads(model, scope):
        return False
    term = _handed_over(call, model)
    if term is None or len(term[2]) < 2:
        return False
    loop = term[2][1]
    asked = [other for other in scope.of_type(ast.Call) if model.refers_to(other.func, _RUNNING)]
    return any(_may_only_be(model.term_of(other), loop) for other in asked)


def _may_only_be(asked: Term, loop: Term) -> bool:
    """Whether *loop* is what the call *asked* gives, or None where no loop runs."""
    options = loop[1] if loop[0] == "union" else (loop,)
    return asked in options and all(o == asked or o[0] == "none" for o in options)


def _handed_over(node: ast.AST, model: SemanticModel) -> Term | None:
    """The call of ``run_coroutine_threadsafe`` that made what the method *node* belongs to."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return None
    if node.func.attr not in ("result", "exception"):
        return None
    term = model.term_of(node.func.value)
    if term[0] == "declared":
        term = term[1]
    if term[0] != "call":
        return None
    made_by = model.types.resolve(_THREADSAFE)
    return term if model.types.evaluate(term[1], model.frame) == made_by else None
