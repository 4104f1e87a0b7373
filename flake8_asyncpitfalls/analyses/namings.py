"""Where the project names a function: in its own module, and in those that import it.

Which modules those are is a search by words (``semantics/project/word_index.py``). A module that
imports the function and does not use it hands it on, to whoever likes: nobody can say then who calls it.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NamedTuple

from flake8_asyncpitfalls.analyses.endpoints import mentions
from flake8_asyncpitfalls.errors import SourceError
from flake8_asyncpitfalls.semantics.inference.callers import modules_naming
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, Unknown, options_of
from flake8_asyncpitfalls.semantics.project.word_index import IMPORTING
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary, ModuleFacts

_MOST = 6
"""Modules that are looked into for one function."""


class Naming(NamedTuple):
    """The expression *node* of the file that *model* is about names the function."""

    model: SemanticModel
    node: ast.expr


def namings(scope: Scope, model: SemanticModel) -> list[Naming] | None:
    """All places that name the function *scope* of *model*; None where some may be out of sight."""
    own = [Naming(model, node) for node in mentions(scope, model)]
    if _is_private(scope, model):
        return own
    if scope.parent is None or scope.parent.kind != "module" or _is_exported(scope, model):
        return None
    modules = _importing(scope, model)
    if modules is None or len(modules) > _MOST:
        return None
    function = model.module.function(scope.identity)
    for module in modules:
        found = _in_module(function, module, model)
        if found is None:
            return None
        own += found
    return own


def imported_namings(scope: Scope, model: SemanticModel) -> Iterator[Naming]:
    """Where modules that import the function *scope* by its name use it; there may be more places."""
    function = model.module.function(scope.identity)
    found = model.types.loader.search(IMPORTING + scope.name, model.module, having=scope.name)
    for module in list(found or ())[:_MOST]:
        if module is not model.module:
            yield from _in_module(function, module, model) or ()


def _is_private(scope: Scope, model: SemanticModel) -> bool:
    """Whether no other module can call it: it is private, nested, or its module is a script."""
    if scope.name.startswith("_") or (scope.parent is not None and scope.parent.is_function):
        return True
    tests = (node.test for node in model.terms.root.of_type(ast.If))
    return any("__name__" in unparsed(test) for test in tests)


def _is_exported(scope: Scope, model: SemanticModel) -> bool:
    """Whether ``__all__`` says that the function is there for others."""
    return any(
        isinstance(node, ast.Constant) and node.value == scope.name
        for name in model.terms.root.names("__all__")
        for node in ast.walk(model.statement_of(name))
    )


def _importing(scope: Scope, model: SemanticModel) -> list[ModuleFacts] | None:
    """The other modules whose text has an import and the name of the function."""
    found = modules_naming(scope.name, model.module, model.types.loader)
    return None if found is None else [module for module in found if module is not model.module]


def _in_module(
    function: FunctionSummary, module: ModuleFacts, model: SemanticModel
) -> list[Naming] | None:
    """Where *module* names *function*; None where it hands it on, or nobody can tell."""
    try:
        other = model.beside(module)
    except SourceError:
        return None
    spellings = _spellings(function.name, other)
    read = [node for name in spellings for scope in other.scopes for node in scope.names(name)]
    if spellings and not any(isinstance(node.ctx, ast.Load) for node in read):
        return None
    found = []
    for node in (*read, *_of_modules(function.name, other)):
        options = options_of(other.value_of(node))
        if any(isinstance(option, Unknown) for option in options):
            return None
        if any(isinstance(one, FunctionValue) and one.summary is function for one in options):
            found.append(Naming(other, node))
    return found


def _spellings(name: str, model: SemanticModel) -> set[str]:
    """What the module calls that which its imports know as *name*."""
    return {
        name if alias.name == "*" else alias.asname or alias.name
        for scope in model.scopes
        for stmt in scope.of_type(ast.ImportFrom)
        for alias in stmt.names
        if alias.name in (name, "*")
    }


def _of_modules(name: str, model: SemanticModel) -> Iterator[ast.expr]:
    """The attributes called *name* of what the module imports: ``jobs.run``, ``app.jobs.run``."""
    for node in model.uses.attributes(name):
        owner = node.value
        while isinstance(owner, ast.Attribute):
            owner = owner.value
        if isinstance(owner, ast.Name) and owner.id in model.imported_names:
            yield node
