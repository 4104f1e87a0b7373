"""Local variables that hold something open, and what lets it go."""

from __future__ import annotations

import ast
from itertools import count, takewhile
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.coroutines import makes_coroutine
from flake8_asyncpitfalls.edit import CloseFinally, EnterBetween
from flake8_asyncpitfalls.finding import Applicability, Fix
from flake8_asyncpitfalls.rules.resources._left_users import gives_user, leaves_user
from flake8_asyncpitfalls.semantics.inference.capabilities import is_builtin
from flake8_asyncpitfalls.semantics.source.control_flow import walk_code
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope


ENTER = "enter it with 'async with'"


def part(target: ast.expr, index: int | None) -> ast.expr | None:
    if index is None:
        return target
    elements = target.elts if isinstance(target, ast.Tuple) else []
    return elements[index] if index < len(elements) else None


def is_let_go(name: str, methods: tuple[str, ...], scope: Scope, model: SemanticModel) -> bool:
    """Whether something closes the variable, enters it, or may keep what it holds."""
    is_own = model.uses.is_private(name, scope) and len(_bindings(name, scope, model)) == 1
    return not is_own or any(
        _is_closing(read, methods, model) or model.scope_of(read) is not scope
        for read in model.uses.reads(name, scope)
    )


def is_built_on_shared(call: ast.Call, scope: Scope, model: SemanticModel) -> bool:
    """Whether *call* gets a transport or the like that lives elsewhere and keeps the connections.

    Closing the object would close that too, and a new object uses the old connections again.
    """
    return any(
        keyword.arg in _UNDERNEATH and _is_from_elsewhere(keyword.value, scope, model)
        for keyword in call.keywords
    )


def _is_from_elsewhere(expr: ast.expr, scope: Scope, model: SemanticModel) -> bool:
    while isinstance(expr, ast.Attribute):
        expr = expr.value
    if not isinstance(expr, ast.Name):
        return False
    bindings = model.terms.table(scope).by_name.get(expr.id, [])
    return all(binding.kind == "param" for binding in bindings)


_UNDERNEATH = {"transport", "connector", "http_client"}
"""Arguments that hold the connections of a client."""


def _bindings(name: str, scope: Scope, model: SemanticModel) -> list[object]:
    return list(model.terms.table(scope).by_name[name])


def _is_closing(read: ast.Name, methods: tuple[str, ...], model: SemanticModel) -> bool:
    """Whether *read* is anything but a look at the object or a call of a method on it."""
    attribute = model.parent(read)
    if not isinstance(attribute, ast.Attribute) or attribute.attr in methods:
        return True
    call = model.parent(attribute)
    if isinstance(call, ast.Call) and call.func is attribute:
        return False
    return not is_builtin(model.value_of(attribute))


def is_left_by_errors(
    opening: ast.Assign, name: str, methods: tuple[str, ...], model: SemanticModel
) -> bool:
    """Whether the one call that closes the variable is skipped when an await before it raises.

    That is so where the call is a statement after *opening* in the same block, or in the block around
    its ``try`` without handlers, and the function does nothing else that may let the object go.
    """
    scope = model.scope_of(opening)
    reads = model.uses.reads(name, scope)
    closing = [read for read in reads if _is_closing(read, methods, model)]
    is_own = model.uses.is_private(name, scope) and len(_bindings(name, scope, model)) == 1
    if not is_own or len(closing) != 1 or any(model.scope_of(r) is not scope for r in reads):
        return False
    block, end = model.block_of(opening), model.statement_of(closing[0])
    if not _is_call_on(closing[0], end):
        return False
    between: list[ast.stmt] = []
    at: ast.stmt = opening
    while end not in block:
        holder = model.parent(at)
        if not (isinstance(holder, ast.Try) and at in holder.body and _only_cleans_up(holder)):
            return False
        between += block[block.index(at) + 1 :]
        at, block = holder, model.block_of(holder)
    if block.index(end) < block.index(at):
        return False
    between += block[block.index(at) + 1 : block.index(end)]
    return any(isinstance(node, _AWAITING) for node in walk_code(between))


def _only_cleans_up(stmt: ast.Try) -> bool:
    """Whether every error goes on out of it: it has a ``finally`` alone."""
    return not (stmt.handlers or stmt.orelse)


def closed_at_end(
    opening: ast.Assign, name: str, methods: tuple[str, ...], model: SemanticModel
) -> Fix | None:
    """``async with`` up to what closes the variable, or a ``try`` with that in its ``finally``."""
    fix = closed_finally(opening, name, methods, model)
    edit = fix.edits[0] if fix is not None and gives_itself(opening, model) else None
    if not isinstance(edit, CloseFinally) or edit.closing != 1:
        return fix
    between = EnterBetween(edit.span, edit.first - 1, edit.last + 1)
    return Fix(Applicability.UNSAFE, ENTER, (between,))


def gives_itself(opening: ast.Assign, model: SemanticModel) -> bool:
    """Whether what *opening* makes can be entered, and gives itself then."""
    if isinstance(opening.value, ast.Await) or not has_manager(opening.value, model):
        return False
    value = model.value_of(opening.value)
    return model.types.protocols.entered(value, is_async=True) == value


def closed_finally(
    opening: ast.Assign, name: str, methods: tuple[str, ...], model: SemanticModel, code: str = ""
) -> Fix | None:
    """What follows *opening* in a ``try``, and in its ``finally`` what closes the variable.

    That is the closing statements that are there already, or else *code*, for the whole function. None
    where something may need the object after that.
    """
    holder, block = model.parent(opening), model.block_of(opening)
    if not isinstance(holder, ast.stmt) or block is not getattr(holder, "body", None):
        return None
    first, behind, closing = block.index(opening) + 1, len(block), 0
    if not code:
        called = model.analysis(_MethodCalls).of(holder, name)
        behind = next((i for i in called if i >= first and called[i] in methods), first)
        closing = sum(1 for _ in takewhile(called.__contains__, count(behind)))
    elif not _is_all_there_is(holder, name, model):
        return None
    is_needed = leaves_user if code else gives_user
    if behind <= first or is_needed(opening, holder, range(first, behind), model):
        return None
    edit = CloseFinally(Span.of(holder), first, behind - 1, closing, code)
    return Fix(Applicability.UNSAFE, "close it in a 'finally'", (edit,))


def _is_all_there_is(holder: ast.stmt, name: str, model: SemanticModel) -> bool:
    """Whether nothing comes after the block of *holder* that may need *name*: what cleans up, at most."""
    if isinstance(holder, ast.AsyncFunctionDef):
        return True
    if not isinstance(holder, ast.Try) or not _only_cleans_up(holder):
        return False
    outer = model.parent(holder)
    if not isinstance(outer, ast.stmt) or holder is not model.block_of(holder)[-1]:
        return False
    cleaning = walk_code(holder.finalbody)
    is_read = any(isinstance(node, ast.Name) and node.id == name for node in cleaning)
    return not is_read and _is_all_there_is(outer, name, model)


_AWAITING = (ast.Await, ast.AsyncFor, ast.AsyncWith)


def _is_call_on(name: ast.Name, stmt: ast.stmt) -> bool:
    """Whether *stmt* is a call of a method of *name* and nothing else, awaited or not."""
    method = _called(stmt)
    return method is not None and method.value is name


class _MethodCalls:
    """The statements of blocks that call a method of a variable and do nothing else."""

    def __init__(self, model: SemanticModel) -> None:
        self._known: dict[ast.stmt, dict[str, dict[int, str]]] = {}

    def of(self, holder: ast.stmt, name: str) -> dict[int, str]:
        """The methods of *name* that the body of *holder* calls so, by the statement's number, in order."""
        known = self._known.get(holder)
        if known is None:
            known = self._known[holder] = {}
            for number, stmt in enumerate(getattr(holder, "body", ())):
                match _called(stmt):
                    case ast.Attribute(value=ast.Name(id=owner), attr=method):
                        known.setdefault(owner, {})[number] = method
        return known.get(name, {})


def _called(stmt: ast.stmt) -> ast.Attribute | None:
    """What the statement *stmt* calls, awaited or not."""
    expr = stmt.value if isinstance(stmt, ast.Expr) else None
    call = expr.value if isinstance(expr, ast.Await) else expr
    func = call.func if isinstance(call, ast.Call) else None
    return func if isinstance(func, ast.Attribute) else None


def has_manager(expr: ast.expr, model: SemanticModel) -> bool:
    """Whether what *expr* gives can be entered, and gives itself."""
    value = model.value_of(expr)
    return model.types.members.method(value, "__aenter__") is not None


def is_coroutine_method(target: ast.Name, method: str, scope: Scope, model: SemanticModel) -> bool:
    binding = model.terms.table(scope).by_name[target.id][0]
    value = model.types.evaluate(model.terms.binding_term(binding, scope), model.frame)
    function = model.types.members.method(value, method)
    return function is None or makes_coroutine(model, function)
