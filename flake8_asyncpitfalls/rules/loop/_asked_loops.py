"""Loops that functions of a file ask for where none runs, and make run one coroutine."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.shared_state import mentions_of
from flake8_asyncpitfalls.analyses.test_code import is_of_tests
from flake8_asyncpitfalls.rules.loop import (
    CAUTIOUS,
    allows_nesting,
    assigned_name,
    is_after_failure,
    is_get_event_loop,
    is_receiver_of_run,
    is_repeated,
    is_tried,
)
from flake8_asyncpitfalls.rules.loop._one_run import RUN, run_instead, run_later
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, Instance, options_of
from flake8_asyncpitfalls.semantics.project.word_index import IMPORTING
from flake8_asyncpitfalls.semantics.source.node_fields import first_name, last_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Fix
    from flake8_asyncpitfalls.semantics.inference.values import Value
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_ALL = "asyncio.run for every loop"
_SINCE = (3, 7)
"""The first Python that has ``asyncio.run``."""
_SINCE_RUNNER = (3, 11)
_SETTER = ".set_event_loop"
_OR_KEPT = ", or one loop for all calls where the object keeps clients between them"


def is_careful(call: ast.Call, model: SemanticModel) -> bool:
    """Whether a loop may run at *call*, which asks for one, or the code is ready for none being there."""
    if model.runs_on_loop(call) or _sets_loop(call, model) or allows_nesting(model):
        return True
    if _may_be_set_before(call, model):
        return True
    return is_tried(call, model, CAUTIOUS) or is_after_failure(call, model, CAUTIOUS)


def is_run_here(call: ast.Call, model: SemanticModel) -> bool:
    """Whether the same function makes this loop run, without asking whether it runs already."""
    if is_receiver_of_run(call, model):
        return True
    name = assigned_name(call, model)
    reads = model.uses.reads(name, model.scope_of(call)) if name else []
    asked = [getattr(model.parent(read), "attr", "") for read in reads]
    return "is_running" not in asked and any(is_receiver_of_run(read, model) for read in reads)


def instead_of(call: ast.Call, model: SemanticModel) -> str:
    """What runs the coroutines instead of the loop that *call* asks for: several need one loop."""
    name = assigned_name(call, model)
    reads = model.uses.reads(name, model.scope_of(call)) if name else [call]
    runs = [read for read in reads if is_receiver_of_run(read, model)]
    if len(runs) < 2 and not any(is_repeated(run, model) for run in runs):
        return f"asyncio.run(){_OR_KEPT if _runs_own_method(call, model) else ''}"
    is_new = model.runs_on_python(*_SINCE_RUNNER, at=call)
    return "asyncio.Runner()" if is_new else "asyncio.new_event_loop(), and close it at the end"


def run_fix(call: ast.Call, model: SemanticModel) -> Fix | None:
    """``asyncio.run`` for the one coroutine that each loop of the file runs, in all functions or in none.

    It leaves no current loop behind, which the others would ask for.
    """
    if model.source.mentions(b"asyncio.run(") or not model.runs_on_python(*_SINCE, at=call):
        return None
    fix = model.analysis(_Runs).fixes.get(call)
    return None if fix is None or _is_run_elsewhere(model) else fix


def _is_run_elsewhere(model: SemanticModel) -> bool:
    """Whether another module of the project asks for the current loop where none runs, and runs it."""
    others = model.found(IMPORTING + "asyncio", having="get_event_loop")
    return any(other.analysis(_Asking).runs_one for other in others)


class _Asking:
    """The calls of a module that ask for the current loop, and whether one of these loops is run there."""

    def __init__(self, model: SemanticModel) -> None:
        self.calls = [
            call
            for scope in model.scopes
            for call in scope.of_type(ast.Call)
            if is_get_event_loop(call, model)
        ]
        self.runs_one = any(is_run_here(call, model) for call in self.calls)


class _Runs:
    """The fixes of one file, by the calls that ask for a loop; none where one of these has no fix."""

    def __init__(self, model: SemanticModel) -> None:
        asking = model.analysis(_Asking).calls
        is_whole = model.source.data.count(b"get_event_loop") == len(asking)
        fixes = {call: _one_fix(call, model) for call in asking} if is_whole else {}
        several = _ALL if len(asking) > 1 else ""
        self.fixes: dict[ast.Call, Fix] = {
            call: replace(fix, group=several) for call, fix in fixes.items() if fix is not None
        }
        if len(self.fixes) < len(fixes):
            self.fixes = {}


def _one_fix(call: ast.Call, model: SemanticModel) -> Fix | None:
    if is_careful(call, model) or not is_run_here(call, model) or is_repeated(call, model):
        return None
    name = assigned_name(call, model)
    if _runs_method(call, model):
        # The object may hold what belongs to the loop that is there.
        return None
    reads = model.uses.reads(name, model.scope_of(call)) if name else []
    fix = run_instead(call, name or model.source.code_of(call), reads, model)
    if fix is None and len(reads) == 1 and not is_repeated(reads[0], model):
        return run_later(call, name, reads[0], model)
    return fix


def _runs_method(call: ast.Call, model: SemanticModel) -> bool:
    """Whether a coroutine that is run in the function is that of a method, or nobody knows whose.

    A method of a class, and one of an object that the function makes and keeps to itself, are as good as
    functions.
    """
    runs = [
        c for c in model.scope_of(call).of_type(ast.Call) if last_name(c.func) == RUN and c.args
    ]
    functions = [getattr(run.args[0], "func", None) for run in runs]
    return not all(
        isinstance(func, ast.expr)
        and isinstance(value := model.value_of(func), FunctionValue)
        and (not isinstance(value.receiver, Instance) or _is_made_here(func, model))
        for func in functions
    )


def _is_made_here(method: ast.expr, model: SemanticModel) -> bool:
    """Whether *method* is one of an object that the function makes, and only calls methods of."""
    owner = method.value if isinstance(method, ast.Attribute) else None
    if not isinstance(owner, ast.Name):
        return False
    scope = model.scope_of(owner)
    bindings = model.terms.table(scope).by_name.get(owner.id, ())
    return (
        [one.kind for one in bindings] == ["assign"]
        and all(isinstance(one.value, ast.Call) for one in bindings)
        and scope.is_function
        and model.uses.is_private(owner.id, scope)
        and all(
            isinstance(model.parent(read), ast.Attribute)
            for read in model.uses.reads(owner.id, scope)
        )
    )


def _runs_own_method(call: ast.Call, model: SemanticModel) -> bool:
    """Whether a method runs a coroutine of its own object, which may keep what belongs to one loop."""
    runs = (
        c for c in model.scope_of(call).of_type(ast.Call) if last_name(c.func) == RUN and c.args
    )
    return any(
        first_name(getattr(run.args[0], "func", run.args[0])) in ("self", "cls") for run in runs
    )


def _sets_loop(call: ast.Call, model: SemanticModel) -> bool:
    """Whether the function of *call* sets a loop, or calls a function of the project that does."""
    calls = model.scope_of(call).of_type(ast.Call)
    return any(
        _is_setter(option) or any(_is_setter(callee) for callee in _called_by(option, model))
        for other in calls
        if other is not call
        for option in options_of(model.value_of(other.func))
    )


def _may_be_set_before(call: ast.Call, model: SemanticModel) -> bool:
    """Whether the project may have set a loop when others call the function of *call*.

    Some functions of it set one and go on. What the file itself runs is run without that.
    """
    scope = model.scope_of(call)
    if not scope.is_function or _is_run_by_file(scope, model, set()):
        return False
    others = model.found(IMPORTING + "asyncio", having="set_event_loop(")
    return any(not is_of_tests(other) and other.analysis(_Setting).sets_one for other in others)


def _is_run_by_file(scope: Scope, model: SemanticModel, seen: set[Scope]) -> bool:
    """Whether the file runs the function *scope* when it is run or imported itself."""
    seen.add(scope)
    for mention in mentions_of(scope, model):
        caller = model.scope_of(mention)
        if not caller.is_function or (caller not in seen and _is_run_by_file(caller, model, seen)):
            return True
    return False


class _Setting:
    """Whether a function of a module sets a loop for others: it does not run that itself."""

    def __init__(self, model: SemanticModel) -> None:
        self.sets_one = any(
            _sets_for_others(scope, model) for scope in model.scopes if scope.is_function
        )


def _sets_for_others(scope: Scope, model: SemanticModel) -> bool:
    calls = scope.of_type(ast.Call)
    if any(last_name(call.func).startswith("run_") for call in calls):
        return False
    return any(
        model.refers_to(call.func, "asyncio.set_event_loop")
        and call.args
        and not isinstance(call.args[0], ast.Constant)
        for call in calls
    )


def _is_setter(function: Value) -> bool:
    return isinstance(function, FunctionValue) and function.qualified_name.endswith(_SETTER)


def _called_by(function: Value, model: SemanticModel) -> Iterator[Value]:
    """What *function*, if it is one of the project, calls by the name of what sets a loop."""
    if not isinstance(function, FunctionValue) or function.summary.module.is_stub:
        return
    frame = model.types.calls.frame_of(function, [], {})
    for site in function.summary.sites:
        if site.kind == "call" and site.term[1][-1] == _SETTER[1:]:
            yield from options_of(model.types.evaluate(site.term[1], frame))
