"""Where event loops begin to run, and which objects of another loop they are given."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.coroutines import coroutine_of
from flake8_asyncpitfalls.record import Record
from flake8_asyncpitfalls.rules.resources._session_makers import made_on_one_loop
from flake8_asyncpitfalls.rules.resources._several_loops import (
    bound_before,
    bound_by_round,
    used_beside,
)
from flake8_asyncpitfalls.semantics.inference.values import (
    FunctionValue,
    Instance,
    Value,
    options_of,
)
from flake8_asyncpitfalls.semantics.source.node_fields import called_in, last_name
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope
    from flake8_asyncpitfalls.semantics.summaries.definitions import ModuleFacts

_PRIMITIVES = ("Queue", "PriorityQueue", "LifoQueue", "Lock", "Event", "Condition", "Semaphore",
               "BoundedSemaphore", "Future", "Task")  # fmt: skip
_TASKS = ("task", "shared_task", "job", "actor", "periodic_task", "db_task")
_TASK_LIBRARIES = (b"celery", b"dramatiq", b"rq", b"huey")
_CLOSING = frozenset({"aclose", "close", "connect", "disconnect", "dispose", "reset"})
_LOOPS = (ast.For, ast.While)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


class ForeignObject(Record):
    """An object of another loop: how it is called, its class, and why its loop is another."""

    name: str
    kind: str
    why: str


def foreign_object(call: ast.Call, model: SemanticModel) -> ForeignObject | None:
    """The object of another loop that the loop which *call* runs would use, if that is certain."""
    in_thread = _coroutine_in_thread(call, model)
    if in_thread is not None:
        return _handed_to_thread(in_thread, model)
    started = model.arguments_marked(call, "runs_loop")
    if not started or not isinstance(started[0], ast.Call):
        return None
    found = _of_earlier_run(started[0], call, model) or _of_module(started[0], call, model)
    return found or _of_primitives(started[0], call, model)


def _of_primitives(
    coroutine: ast.Call, call: ast.Call, model: SemanticModel
) -> ForeignObject | None:
    """A lock, queue or event that this loop and another one use."""
    why = _why_repeated(call, model)
    use = bound_by_round(call, coroutine, model) if why else None
    if use is None:
        why, use = "the run before has bound it to its own", bound_before(call, coroutine, model)
    if use is None:
        why = "this one runs in a thread, beside the loop that uses it, too"
        use = used_beside(call, coroutine, model)
    return None if use is None else ForeignObject(use.name, use.kind, why)


def _coroutine_in_thread(call: ast.Call, model: SemanticModel) -> ast.Call | None:
    """The ``f(x)`` of ``Thread(target=asyncio.run, args=(f(x),))``."""
    if not call.keywords:
        return None
    keywords = {keyword.arg: keyword.value for keyword in call.keywords}
    target, args = keywords.get("target"), keywords.get("args")
    if target is None or not model.refers_to(target, "asyncio.run"):
        return None
    first = args.elts[0] if isinstance(args, ast.Tuple) and args.elts else None
    return first if isinstance(first, ast.Call) else None


def _handed_to_thread(coroutine: ast.Call, model: SemanticModel) -> ForeignObject | None:
    scope = model.scope_of(coroutine)
    if not scope.is_coroutine:
        return None
    for argument in coroutine.args:
        kind = _kind(model.value_of(argument)) if isinstance(argument, ast.Name) else ""
        if kind and _is_used_beside(argument, scope, model):
            why = "the thread runs a loop of its own"
            return ForeignObject(unparsed(argument), kind, why)
    return None


def _is_used_beside(argument: ast.expr, scope: Scope, model: SemanticModel) -> bool:
    """Whether the function awaits something of the object itself."""
    text = unparsed(argument)
    return any(unparsed(node.value).startswith(f"{text}.") for node in scope.of_type(ast.Await))


def _of_earlier_run(
    coroutine: ast.Call, call: ast.Call, model: SemanticModel
) -> ForeignObject | None:
    """An argument that another ``asyncio.run`` has given, at the first run that uses it."""
    for argument in coroutine.args:
        if not isinstance(argument, ast.Name):
            continue
        scope = model.scope_of(argument)
        made = [b.value for b in model.terms.bindings_read(argument, scope)]
        makings = [m for m in made if isinstance(m, ast.Call)]
        starts = [s for m in makings for s in model.arguments_marked(m, "runs_loop")]
        found = [coroutine_of(model, start) for start in starts]
        if not found or len(found) != len(made) or any(f is None for f in found):
            continue
        kind = _kind(found[0].result)  # type: ignore[union-attr]
        earlier = [n for n in model.uses.reads(argument.id, scope) if n.lineno < call.lineno]
        if kind and not any(_is_in_run(name, model) for name in earlier):
            return ForeignObject(argument.id, kind, "the run that made it is over")
    return None


def _is_in_run(name: ast.Name, model: SemanticModel) -> bool:
    outer = model.parent(model.parent(name))
    return isinstance(outer, ast.Call) and bool(model.arguments_marked(outer, "runs_loop"))


def _of_module(coroutine: ast.Call, call: ast.Call, model: SemanticModel) -> ForeignObject | None:
    """A client of the module that the coroutine uses, in a run that comes more than once."""
    why = _why_repeated(call, model)
    if not why:
        return None
    for name in (*_names_in(coroutine), *_names_of_function(coroutine, model)):
        owner = model.uses.owner(name.id, model.scope_of(name))
        if owner is model.terms.root:
            kind = _kind(model.value_of(name)) or made_on_one_loop(model, model.module, name.id)
            if kind and kind not in _PRIMITIVES:
                return ForeignObject(name.id, kind, why)
    return _of_other_module(coroutine, model, why)


def _of_other_module(coroutine: ast.Call, model: SemanticModel, why: str) -> ForeignObject | None:
    """The same for a client of another module of the project, whose function the run begins with."""
    called = model.value_of(coroutine.func)
    if not isinstance(called, FunctionValue) or called.summary.module in (None, model.module):
        return None
    module = called.summary.module
    if module.is_stub or module.is_foreign:
        return None
    module.hold(model)
    scope = called.summary.scope
    closed = {_closed_name(node) for node in scope.of_type(ast.Attribute)}
    entered = {item.context_expr for stmt in scope.of_type(ast.AsyncWith) for item in stmt.items}
    for name in scope.of_type(ast.Name):
        if name.id in closed or name in entered or not isinstance(name.ctx, ast.Load):
            continue
        term = module.terms.reduce(name, scope)
        if term[0] == "global" and _is_assigned_in(module, name.id):
            kind = _kind(model.types.evaluate(term, model.types.frame(module)))
            kind = kind or made_on_one_loop(model, module, name.id)
            if kind and kind not in _PRIMITIVES:
                return ForeignObject(name.id, kind, why)
    return None


def _closed_name(attribute: ast.Attribute) -> str:
    """The variable that is closed where ``x.aclose`` or its like is read."""
    is_closing = attribute.attr in _CLOSING and isinstance(attribute.value, ast.Name)
    return attribute.value.id if is_closing else ""  # type: ignore[attr-defined]


def _is_assigned_in(module: ModuleFacts, name: str) -> bool:
    """Whether the module itself makes what *name* is once, where it begins."""
    bindings = module.terms.table(module.terms.root).by_name.get(name, ())
    return len(bindings) == 1 and bindings[0].kind in ("assign", "annotated")


def _names_in(coroutine: ast.Call) -> list[ast.Name]:
    return [argument for argument in coroutine.args if isinstance(argument, ast.Name)]


def _names_of_function(coroutine: ast.Call, model: SemanticModel) -> Iterator[ast.Name]:
    """The names that the called function of this module reads."""
    value = model.value_of(coroutine.func)
    if isinstance(value, FunctionValue) and value.summary.module is model.module:
        for name in value.summary.scope.of_type(ast.Name):
            if isinstance(name.ctx, ast.Load):
                yield name


def _why_repeated(call: ast.Call, model: SemanticModel) -> str:
    """Why the loop that *call* runs is not the only one of the process; empty if it may be."""
    if not model.refers_to(call.func, "asyncio.run"):
        return ""
    parent = model.parent(call)
    while not isinstance(parent, (*_FUNCTIONS, ast.Module)):
        if isinstance(parent, _LOOPS):
            return "each round runs a new one"
        parent = model.parent(parent)
    decorators = parent.decorator_list if isinstance(parent, ast.FunctionDef) else []
    if model.source.mentions(*_TASK_LIBRARIES) and any(map(_is_task, decorators)):
        return "each task runs a new one"
    return ""


def _is_task(decorator: ast.expr) -> bool:
    return last_name(called_in(decorator)) in _TASKS


def _kind(value: Value) -> str:
    """The class of an object that belongs to the loop in which it is used first; empty if none."""
    for option in options_of(value):
        if not isinstance(option, Instance):
            return ""
        name = option.qualified_name.rpartition(".")[2]
        is_asyncio = option.qualified_name.partition(".")[0] == "asyncio"
        if is_asyncio and name in _PRIMITIVES:
            return name
        if not _keeps_connections(option):
            return ""
        return name
    return ""


def _keeps_connections(option: Instance) -> bool:
    """Whether it is an asynchronous client, session or pool of a library."""
    if not option.summary.module.is_stub:
        return False
    markers = option.summary.markers.keys()
    is_async = "async" in option.qualified_name.lower() or ".aio" in option.qualified_name
    is_client = bool({"long_lived", "must_close"} & markers) or is_async
    return is_client and option.summary.has_member("__aenter__")
