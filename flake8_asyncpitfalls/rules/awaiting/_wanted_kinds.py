"""Words about a function where a coroutine or result is wanted, and the reverse."""

from __future__ import annotations

import ast
from typing import Any

from flake8_asyncpitfalls.analyses.awaitability import is_sync_call
from flake8_asyncpitfalls.analyses.patched import is_patched
from flake8_asyncpitfalls.rules.awaiting import discarded, shown
from flake8_asyncpitfalls.semantics.inference.protocols import is_async_generator
from flake8_asyncpitfalls.semantics.inference.values import (
    ClassValue,
    FunctionValue,
    Instance,
    options_of,
)
from flake8_asyncpitfalls.semantics.model import SemanticModel
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

DISPLAYS = (ast.List, ast.Tuple, ast.Set, ast.ListComp, ast.SetComp, ast.GeneratorExp)
_COLLECTORS = frozenset({"list", "tuple", "set"})
_OWN_KINDS = (b"cls=",)
"""What makes commands of a class of its own (``click.group(cls=AsyncGroup)``), which may await."""


def is_for_plain(decorator: ast.expr, model: SemanticModel) -> bool:
    """Whether *decorator* keeps the function and calls it as a plain one."""
    if isinstance(decorator, ast.Call):
        is_marked = model.marker(decorator.func, "for_plain") is not None
        return is_marked and not model.module.terms.source.mentions(*_OWN_KINDS)
    return any(model.marker(decorator, name) is not None for name in ("calls_later", "for_plain"))


def marks_plain(decorator: ast.expr, model: SemanticModel) -> bool:
    """Whether *decorator* only notes that the loop may call the function plainly."""
    return all(
        model.marker(decorator, name) is not None for name in ("transparent", "runs_on_loop")
    )


def may_do_else(call: ast.Call, markers: tuple[str, ...], model: SemanticModel) -> bool:
    """Whether *call* may be of something that has none of *markers*: the project puts its own there.

    Or it is of one of several, as for ``loop: IOLoop | AbstractEventLoop``, of which one starts a task.
    """
    if is_patched(model, call.func):
        return True
    options = options_of(model.value_of(call.func))
    return len(options) > 1 and not all(
        isinstance(option, (FunctionValue, ClassValue))
        and not option.summary.markers.keys().isdisjoint(markers)
        for option in options
    )


def may_await_hooks(call: ast.Call, model: SemanticModel) -> bool:
    """Whether *call* makes a retrying decorator, of another function than a plain ``def``."""
    is_decorating = isinstance(model.parent(call), ast.FunctionDef)
    return not is_decorating and model.marker(call.func, "makes_block") is not None


def takes_result(call: ast.Call, model: SemanticModel) -> bool:
    """Whether *call* loses what its callback gives: ``map`` does where its own result is dropped."""
    marker = model.marker(call.func, "calls")
    if marker is None or not marker.keywords.get("hands_on"):
        return True
    parent = model.parent(call)
    if isinstance(parent, ast.Call) and getattr(parent.func, "id", "") in _COLLECTORS:
        call, parent = parent, model.parent(parent)
    return isinstance(parent, ast.Expr) and call in list(discarded(parent.value))


def is_called_by_library(target: ast.Attribute, model: SemanticModel) -> bool:
    """Whether *target*, which is assigned to, is what a library calls: ``client.on_message``."""
    owner = model.value_of(target.value)
    order = model.types.members.mro(owner.summary) if isinstance(owner, Instance) else ()
    markers = (cls.markers.get("calls_in_thread") for cls in order if cls is not None)
    return any(target.attr in marker.args for marker in markers if marker is not None)


def advice_for_coroutine(call: ast.Call, inner: ast.Call, model: SemanticModel) -> str:
    """What *call*, which takes a function, is given instead of the coroutine *inner*."""
    if model.marker(call.func, "takes_function") is not None:
        return f"hand it {shown(inner)!r} itself"
    if model.marker(call.func, "runs_on_loop") is not None:
        return "hand it a plain function that starts a task for it"
    return "await it, or hand it a plain function that runs a loop for it"


def corrected(call: ast.Call, inner: ast.Call, rest: str) -> str:
    """The call with the function itself, as far as a message shows it."""
    for keyword in call.keywords:
        if keyword.value is inner:
            return f"{shown(call)}({keyword.arg}={shown(inner)}{', args=(...)' if rest else ''})"
    before = [unparsed(arg) for arg in call.args[: call.args.index(inner)]]
    return f"{shown(call)}({', '.join([*before, shown(inner), *([rest] if rest else [])])})"


def words_for_none(call: ast.Call, expr: ast.expr, model: SemanticModel) -> dict[str, Any] | None:
    """The fields of a message about *expr* in *call*, which wants a coroutine, if it is certainly none."""
    if isinstance(expr, DISPLAYS):
        return _words_for_several(call, expr)
    words = _words_for_generator(expr, model)
    if not isinstance(expr, ast.Call):
        return words
    is_plain = is_sync_call(model, expr) and not model.effects_at(expr)
    return (words or _words_for_plain_result(expr)) if is_plain else None


def _words_for_plain_result(call: ast.Call) -> dict[str, Any]:
    """The fields of a message about *call*, whose result is no coroutine, where one is wanted."""
    return {
        "wanted": "a coroutine",
        "given": f"what the plain function {shown(call)!r} gives",
        "instead": f"asyncio.to_thread({shown(call)}{', ...' if call.args else ''})",
    }


def _words_for_generator(expr: ast.expr, model: SemanticModel) -> dict[str, Any] | None:
    """The fields of a message about *expr*, if it is an async generator or the function that makes one."""
    options = options_of(model.value_of(expr))
    is_function = all(
        isinstance(option, FunctionValue)
        and not option.call_kind
        and option.summary.is_async
        and option.summary.is_generator
        for option in options
    )
    is_made = isinstance(expr, ast.Call) and is_async_generator(model.value_of(expr))
    if not is_function and not is_made:
        return None
    kind = "function" if is_function else "of"
    is_bare = isinstance(expr, ast.Call) and not (expr.args or expr.keywords)
    call = f"{shown(expr)}({'' if is_bare else '...'})"
    return {
        "wanted": "a coroutine",
        "given": f"the async generator {kind} {shown(expr)!r}",
        "instead": f"async for ... in {call}",
    }


def words_for_plain_function(expr: ast.expr) -> dict[str, Any]:
    """The fields of a message about a plain function for what awaits its results."""
    return {
        "wanted": "a coroutine function, whose result it awaits",
        "given": f"the plain function {shown(expr)!r}",
        "instead": "async def",
    }


def _words_for_several(call: ast.Call, display: ast.expr) -> dict[str, Any]:
    """The fields of a message about a list or generator in *call*: a bracket in the wrong place."""
    kind = "a generator" if isinstance(display, ast.GeneratorExp) else "a list"
    return {
        "wanted": "one coroutine",
        "given": f"{kind} of them",
        "instead": f"[{shown(call)}(...) for ...]",
    }


def primary(expr: ast.expr) -> str:
    """*expr* as it stands before the parentheses of a call."""
    return f"({shown(expr)})" if isinstance(expr, ast.Lambda) else shown(expr)
