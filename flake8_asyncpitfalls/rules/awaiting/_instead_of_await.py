"""What stands instead of the ``await`` of something that is not asynchronous."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.awaitability import is_async_iterable, is_async_manager
from flake8_asyncpitfalls.analyses.library import library_at
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from flake8_asyncpitfalls.finding import Fix
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_MAX_STEPS = 5
_MAKING = ("assign", "with")


def of_object(expr: ast.expr, model: SemanticModel, fix: Fix) -> Fix:
    """*fix* as one with those of the other uses of the object that *expr* goes out from.

    An object is synchronous everywhere, so that half of its uses would be changed for nothing.
    """
    root, scope = _root(expr), model.scope_of(expr)
    for _ in range(_MAX_STEPS):
        if not isinstance(root, ast.Name) or not model.uses.is_private(root.id, scope):
            break
        bindings = model.terms.bindings_read(root, scope)
        if len(bindings) != 1 or bindings[0].value is None or bindings[0].kind not in _MAKING:
            break
        root = _root(bindings[0].value)
    return replace(fix, group=f"{scope.identity} {unparsed(root)}")


def _root(expr: ast.expr) -> ast.expr:
    """The object that *expr* goes out from: ``self.store`` of ``await self.store.open().read()``."""
    while True:
        match expr:
            case ast.Await(value=inner) | ast.Call(func=inner) | ast.Subscript(value=inner):
                expr = inner
            case ast.Attribute(value=ast.Name(id="self" | "cls")):
                return expr
            case ast.Attribute(value=inner):
                expr = inner
            case _:
                return expr


def own_sleep(call: ast.Call, model: SemanticModel) -> str:
    """The library's sleep where *call* does nothing else than sleep."""
    marker = model.marker(call.func, "blocks")
    if marker is None or marker.argument(0) != "sleep":
        return ""
    is_plain = marker.keywords.get("twin") == "asyncio.sleep"
    return f"{library_at(model, call)}.sleep" if is_plain else ""


def twin(call: ast.Call, model: SemanticModel) -> str:
    """What is awaited instead, if that is known of what blocks here."""
    marker = model.marker(call.func, "blocks")
    return "" if marker is None else str(marker.keywords.get("twin", ""))


def needed_statement(call: ast.Call, model: SemanticModel) -> str:
    """The statement that an async generator or context manager is made for."""
    if is_async_iterable(model, call):
        return "async for"
    return "async with" if is_async_manager(model, call) else ""


def is_used_rightly(expr: ast.Await, model: SemanticModel) -> bool:
    """Whether what *expr* gives is used as an async generator or manager is: the ``await`` alone is wrong.

    Right there, or as a variable that ``async for`` and ``async with`` alone read.
    """
    parent = model.parent(expr)
    if not isinstance(parent, ast.Assign):
        return _is_entered(expr, model)
    scope = model.scope_of(expr)
    match parent.targets:
        case [ast.Name(id=name)] if model.uses.is_private(name, scope):
            reads = model.uses.reads(name, scope)
            return bool(reads) and all(_is_entered(read, model) for read in reads)
    return False


def _is_entered(expr: ast.expr, model: SemanticModel) -> bool:
    parent = model.parent(expr)
    if isinstance(parent, ast.withitem):
        return isinstance(model.parent(parent), ast.AsyncWith)
    if isinstance(parent, ast.comprehension):
        return bool(parent.is_async) and parent.iter is expr
    return isinstance(parent, ast.AsyncFor) and parent.iter is expr
