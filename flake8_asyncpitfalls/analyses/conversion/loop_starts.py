"""Where a file starts event loops: an object that serves one of them cannot serve the next."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from flake8_asyncpitfalls.analyses.conversion.async_tests import is_test
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

STARTING = re.compile(rb"\brun(?:_until_complete|_sync|_forever)?\b")
"""What a file has in it that starts one."""


class LoopStart(NamedTuple):
    """A *call* that runs an event loop: once in a program, in one *test*, or maybe often."""

    call: ast.Call
    runs: Literal["once", "test", "often"]


def loop_starts(model: SemanticModel) -> Iterator[LoopStart]:
    """The calls of the file that run an event loop until it is done."""
    for scope in model.scopes:
        for call in scope.of_type(ast.Call):
            if model.marker(call.func, "runs_loop") is not None:
                yield LoopStart(call, _how_often(model, scope))


def _how_often(model: SemanticModel, scope: Scope) -> Literal["once", "test", "often"]:
    """How often *scope* may run in one process."""
    if scope.kind == "module":
        return "once"
        return "often"
    if is_test(model, scope):
        return "test"
    return "once" if _is_called_by_module(model, scope) else "often"


def _is_called_by_module(model: SemanticModel, scope: Scope) -> bool:
    """Whether the module itself calls the function *scope*, and no other function of it does."""
    function = model.module.function(scope.identity)
    callers = {
        other.kind
        for other in model.scopes
        for name in other.names(scope.name)
        if isinstance(value := model.value_of(name), FunctionValue) and value.summary is function
    }
    return callers == {"module"}
