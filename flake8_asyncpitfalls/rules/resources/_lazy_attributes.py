"""Attributes of SQLAlchemy's objects that a function reads when they are not loaded."""

from __future__ import annotations

import ast
from itertools import chain
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.inference.values import ClassValue
from flake8_asyncpitfalls.semantics.project.word_index import IMPORTING
from flake8_asyncpitfalls.semantics.source.control_flow import State, states_at_ends, walk_code
from flake8_asyncpitfalls.semantics.source.node_fields import is_nothing
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_SESSIONS = ("sqlalchemy.ext.asyncio.AsyncSession", "sqlalchemy.ext.asyncio.session.AsyncSession")
_MAKERS = (
    "sqlalchemy.ext.asyncio.async_sessionmaker",
    "sqlalchemy.ext.asyncio.session.async_sessionmaker",
    "sqlalchemy.orm.sessionmaker",
    "sqlalchemy.orm.session.sessionmaker",
)
_HARMLESS = ("awaitable_attrs", "metadata", "registry")
_EXPIRED: State = frozenset({True})
_FRESH: State = frozenset({False})


def expired_reads(
    function: ast.AsyncFunctionDef, model: SemanticModel
) -> Iterator[tuple[ast.Attribute, int]]:
    """Reads of objects after a commit expired them, with the commit's line (1-based)."""
    scope = model.terms.scopes[function]
    for session, block in _own_sessions(scope, model):
        for name in _objects_of(session, block):
            yield from _read_after_commit(name, session, block, model)


def _own_sessions(scope: Scope, model: SemanticModel) -> Iterator[tuple[str, ast.AsyncWith]]:
    """``async with AsyncSession(engine) as session`` whose objects expire at a commit."""
    for stmt in scope.of_type(ast.AsyncWith):
        for item in stmt.items:
            call, target = item.context_expr, item.optional_vars
            if not isinstance(call, ast.Call) or not isinstance(target, ast.Name):
                continue
            makers = [call, *_maker_calls(call, scope, model)]
            is_session = model.is_instance(call, *_SESSIONS) and all(
                k.arg not in ("expire_on_commit", None) for made in makers for k in made.keywords
            )
            is_known = model.refers_to(call.func, *_SESSIONS) or len(makers) > 1
            if is_session and is_known:
                yield target.id, stmt


def _maker_calls(call: ast.Call, scope: Scope, model: SemanticModel) -> list[ast.Call]:
    """The ``async_sessionmaker(engine)`` of ``maker()``; none where not all makers are in plain sight.

    A function that gives one may say there that nothing expires.
    """
    match call.func:
        case ast.Name(id=name):
            bindings = model.terms.table(model.uses.owner(name, scope)).by_name.get(name, [])
            values = [b.value for b in bindings if b.kind in ("assign", "annotated")]
            given = [(model, value) for value in values if value and not is_nothing(value)]
        case ast.Subscript(slice=ast.Name(id=key)):
            given = list(_stored(key, model))
        case _:
            return []
    makers = [
        made
        for other, made in given
        if isinstance(made, ast.Call) and other.refers_to(made.func, *_MAKERS)
    ]
    return makers if len(makers) == len(given) else []


def _stored(key: str, model: SemanticModel) -> Iterator[tuple[SemanticModel, ast.expr]]:
    """What the project stores under the variable *key*: ``app[MAKER] = async_sessionmaker(engine)``."""
    for other in chain([model], model.found(IMPORTING + key)):
        for scope in other.scopes:
            for stmt in scope.of_type(ast.Assign):
                for target in stmt.targets:
                    match target:
                        case ast.Subscript(slice=ast.Name(id=name)) if name == key:
                            yield other, stmt.value


def _objects_of(session: str, block: ast.AsyncWith) -> set[str]:
    """The variables whose objects the block adds to the session, or gets from it."""
    found: set[str] = set()
    for node in walk_code(block.body):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id=owner), attr="add"), args=[ast.Name(id=name)]
            ) if owner == session:
                found.add(name)
            case ast.Assign(
                targets=[ast.Name(id=name)],
                value=ast.Await(
                    value=ast.Call(func=ast.Attribute(value=ast.Name(id=owner), attr="get"))
                ),
            ) if owner == session:
                found.add(name)
    return found


def _read_after_commit(
    name: str, session: str, block: ast.AsyncWith, model: SemanticModel
) -> Iterator[tuple[ast.Attribute, int]]:
    found: dict[ast.Attribute, None] = {}
    commits: list[int] = []

    def after(node: ast.AST, state: State) -> State:
        for part in walk_code([node]):
            if state == _EXPIRED and isinstance(part, ast.Attribute) and _is_read(part, name):
                found[part] = None
        text = unparsed(node) if isinstance(node, (ast.expr, ast.stmt)) else ""
        if f"{session}.commit()" in text and isinstance(node, ast.Expr):
            commits.append(node.lineno)
            return _EXPIRED
        is_fresh = f"{session}.refresh({name}" in text or f"{session}.expunge" in text
        is_bound = any(
            isinstance(part, ast.Name) and part.id == name and isinstance(part.ctx, ast.Store)
            for part in walk_code([node])
        )
        return _FRESH if is_fresh or is_bound else state

    states_at_ends(block.body, after)
    yield from ((read, commits[0]) for read in list(found)[:1])


def _is_read(part: ast.Attribute, name: str) -> bool:
    is_own = isinstance(part.value, ast.Name) and part.value.id == name
    return is_own and isinstance(part.ctx, ast.Load) and part.attr not in _HARMLESS


def unloaded_reads(function: ast.AsyncFunctionDef, model: SemanticModel) -> Iterator[ast.Attribute]:
    """Reads of relationships of objects that ``session.get`` gave without loading options."""
    scope = model.terms.scopes[function]
    for stmt in scope.of_type(ast.Assign):
        match stmt:
            case ast.Assign(
                targets=[ast.Name(id=name)],
                value=ast.Await(
                    value=ast.Call(
                        func=ast.Attribute(value=session, attr="get"),
                        args=[ast.Name() as cls, _],
                        keywords=[],
                    )
                ),
            ) if model.is_instance(session, *_SESSIONS):
                lazy = _lazy_relationships(cls, model)
                if len(model.terms.table(scope).by_name[name]) > 2 or not lazy:
                    continue
                for read in scope.of_type(ast.Attribute):
                    if _is_read(read, name) and read.attr in lazy and read.lineno > stmt.lineno:
                        yield read
                        break


def _lazy_relationships(cls: ast.Name, model: SemanticModel) -> set[str]:
    """The relationships of a class of this file that are loaded when they are first read."""
    value = model.value_of(cls)
    if not isinstance(value, ClassValue) or value.summary.module is not model.module:
        return set()
    found: set[str] = set()
    for stmt in value.summary.scope.body:
        target = stmt.targets[0] if isinstance(stmt, ast.Assign) else getattr(stmt, "target", None)
        made = getattr(stmt, "value", None)
        if isinstance(target, ast.Name) and isinstance(made, ast.Call):
            is_relation = unparsed(made.func).rpartition(".")[2] == "relationship"
            keywords = {k.arg: unparsed(k.value).strip("'\"") for k in made.keywords}
            if is_relation and keywords.get("lazy", "select") == "select":
                found.add(target.id)
    return found
