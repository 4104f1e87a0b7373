"""Makers of sessions, whose connections are those of an engine that a module makes once."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.inference.values import Instance
from flake8_asyncpitfalls.semantics.source.node_fields import last_name

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.summaries.definitions import ModuleFacts

_MAKER = "sqlalchemy.ext.asyncio.async_sessionmaker"
_MAKERS = frozenset({_MAKER, "sqlalchemy.ext.asyncio.session.async_sessionmaker"})
_ENGINE = "create_async_engine"
_GIVING_UP = (b".dispose(", b"NullPool", b"poolclass")
"""Who closes the engine, or has it keep no connections, may use it in one loop after another."""


def made_on_one_loop(model: SemanticModel, module: ModuleFacts, name: str) -> str:
    """What the maker *name*, as *module* sees it, makes on an engine of its module; empty if not certain."""
    found = defined_in(model, module, name)
    if found is None or any(
        word in one.data for one in (found[0], module, model.module) for word in _GIVING_UP
    ):
        return ""
    home, own_name = found
    term = home.global_term(own_name)
    maker = model.types.evaluate(term, model.types.frame(home)) if term is not None else None
    if not isinstance(maker, Instance) or maker.qualified_name not in _MAKERS:
        return ""
    made = _call_of(home, own_name)
    return "AsyncSession" if made is not None and _is_on_engine(made, home) else ""


def defined_in(
    model: SemanticModel, module: ModuleFacts, name: str
) -> tuple[ModuleFacts, str] | None:
    """The module of the project that makes what *module* calls *name*, and its name there."""
    for _ in range(4):
        term = module.global_term(name)
        if term is None or term[0] != "from":
            return module, name
        source = model.types.loader.load(term[1], module)
        if source is None or source.is_stub or source.is_foreign:
            return None
        module, name = source, term[2]
    return None


def _call_of(module: ModuleFacts, name: str) -> ast.Call | None:
    """The call that *module* binds *name* to, once."""
    bindings = module.terms.table(module.terms.root).by_name.get(name, ())
    value = bindings[0].value if len(bindings) == 1 else None
    return value if isinstance(value, ast.Call) else None


def _is_on_engine(maker: ast.Call, module: ModuleFacts) -> bool:
    """Whether *maker* is given an engine that *module* makes itself."""
    given = [k.value for k in maker.keywords if k.arg == "bind"] or maker.args[:1]
    engine = given[0] if given else None
    if isinstance(engine, ast.Name):
        engine = _call_of(module, engine.id)
    return isinstance(engine, ast.Call) and last_name(engine.func) == _ENGINE
