"""``async with`` for a lock that a function takes and gives back in one block."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.edit import EnterBetween
from flake8_asyncpitfalls.finding import Applicability, Fix
from flake8_asyncpitfalls.semantics.source.control_flow import leaving, walk_code
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope


def entered_between(acquire: ast.Call, release: ast.Call, model: SemanticModel) -> Fix | None:
    """``async with`` over what stands between the two, where they open and close one block.

    None unless they are the only ones of the function, and nothing between them leaves the block
    or makes the name of the lock another object's.
    """
    taking, giving = model.statement_of(acquire), model.statement_of(release)
    owner = model.parent(taking)
    body: list[ast.stmt] = getattr(owner, "body", [])
    if not isinstance(owner, ast.stmt) or taking not in body or giving not in body:
        return None
    if not (_is_bare(taking, acquire) and isinstance(giving, ast.Expr) and giving.value is release):
        return None
    first, last = body.index(taking), body.index(giving)
    between = body[first + 1 : last]
    if not between or _has_others(acquire, model):
        return None
    if any(leaving(between)) or _rebinds(between, acquire):
        return None
    edit = EnterBetween(Span.of(owner), first, last)
    return Fix(Applicability.SAFE, "enter the lock", (edit,))


def _is_bare(stmt: ast.stmt, acquire: ast.Call) -> bool:
    """Whether *stmt* is ``await lock.acquire()``, nothing more, on a lock that is only named."""
    match stmt:
        case ast.Expr(value=ast.Await(value=call)) if call is acquire:
            assert isinstance(acquire.func, ast.Attribute)
            names = ast.walk(acquire.func.value)
            plain = (ast.Name, ast.Attribute, ast.expr_context)
            return (
                not acquire.args
                and not acquire.keywords
                and all(isinstance(n, plain) for n in names)
            )
    return False


def _has_others(acquire: ast.Call, model: SemanticModel) -> bool:
    """Whether the function takes or gives back the lock elsewhere, or another only gives it back.

    A variable of the function's own is no other function's.
    """
    assert isinstance(acquire.func, ast.Attribute)
    lock = unparsed(acquire.func.value)
    own = model.scope_of(acquire)
    table = model.terms.table(own)
    is_own = lock in table.by_name and lock not in table.global_names | table.nonlocal_names
    used = model.analysis(_Uses).of(lock)
    scopes = set(own.walk()) if is_own else used.keys()
    return len(used.get(own, ())) != 2 or any(
        set(attributes) == {"release"} for scope, attributes in used.items() if scope in scopes
    )


class _Uses:
    """What each function of a file calls on each lock, collected once."""

    def __init__(self, model: SemanticModel) -> None:
        self._used: dict[str, dict[Scope, list[str]]] = {}
        for node in (*model.uses.attributes("acquire"), *model.uses.attributes("release")):
            found = self._used.setdefault(unparsed(node.value), {})
            found.setdefault(model.scope_of(node), []).append(node.attr)

    def of(self, lock: str) -> dict[Scope, list[str]]:
        """The attributes read of what is spelled *lock*, for each function."""
        return self._used.get(lock, {})


def _rebinds(stmts: list[ast.stmt], acquire: ast.Call) -> bool:
    """Whether *stmts* bind a name or attribute that the lock is told by."""
    assert isinstance(acquire.func, ast.Attribute)
    told_by = {unparsed(n) for n in ast.walk(acquire.func.value) if isinstance(n, ast.expr)}
    return any(
        isinstance(node, (ast.Name, ast.Attribute))
        and not isinstance(node.ctx, ast.Load)
        and unparsed(node) in told_by
        for node in walk_code(stmts)
    )
