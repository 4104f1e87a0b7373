"""The places of a project that certainly name a function or method, in all of its modules.

Unlike ``namings``, which must know all places, this gives what is seen: what nobody can tell is left out.
A method is meant, too, where it may stand in for that of a base class or a Protocol of the project.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.endpoints import mentions
from flake8_asyncpitfalls.analyses.namings import Naming
from flake8_asyncpitfalls.analyses.test_code import is_of_tests
from flake8_asyncpitfalls.errors import SourceError
from flake8_asyncpitfalls.semantics.inference.callers import modules_naming
from flake8_asyncpitfalls.semantics.inference.records import is_protocol
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, options_of
from flake8_asyncpitfalls.semantics.project.word_index import ACCESSING, READING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.inference.values import Value
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary, ModuleFacts

_MOST = 48
"""Modules that are looked into for one function."""


def named_places(scope: Scope, model: SemanticModel) -> Iterator[Naming | None]:
    """The places that certainly name the function *scope* of *model*, its own module's first.

    None stands for those nobody sees, where a module hands it on, or there are too many.
    """
    meant = _Meant(scope, model)
    yield from (Naming(model, node) for node in mentions(scope, model) if meant.by(node, model))
    if scope.parent is not None and scope.parent.is_function:
        return
    modules = _modules(scope, model)
    if modules is None or len(modules) > _MOST:
        yield None
        return
    for module in modules:
        if module is not model.module and meant.may_be_in(module):
            yield from meant.places(module)


def _modules(scope: Scope, model: SemanticModel) -> list[ModuleFacts] | None:
    """The modules whose text may name the function."""
    loader, own = model.types.loader, model.module
    if scope.parent is None or scope.parent.kind != "class":
        return modules_naming(scope.name, own, loader)
    is_private = scope.name.startswith("_")
    return loader.search((READING if is_private else ACCESSING) + scope.name, own)


class _Meant:
    """Whether places mean one function."""

    def __init__(self, scope: Scope, model: SemanticModel) -> None:
        self._scope = scope
        self._model = model
        self._function: FunctionSummary = model.module.function(scope.identity)
        outer = scope.parent
        self._is_method = outer is not None and outer.kind == "class"
        self._order = (
            model.types.members.mro(model.module.class_(outer.identity))
            if outer is not None and self._is_method
            else []
        )

    def by(self, node: ast.expr, model: SemanticModel) -> bool:
        """Whether the expression *node* of *model* is the function, or what it may stand in for."""
        return self._is_in(model.value_of(node))

    def may_be_in(self, module: ModuleFacts) -> bool:
        """Whether a method is certainly named somewhere in *module*, which is not looked into yet."""
        if not self._is_method:
            return True
        terms, types, word = module.terms, self._model.types, self._function.name.encode()
        frame = types.frame(module)
        return any(
            self._is_in(types.evaluate(terms.reduce(node, scope), frame))
            for scope in terms.root.walk_where(lambda late: late.may_name(word))
            for node in scope.of_type(ast.Attribute)
            if node.attr == self._function.name and isinstance(node.ctx, ast.Load)
        )

    def places(self, module: ModuleFacts) -> list[Naming | None]:
        """Where *module* names it; None alone where it imports the function only for others."""
        try:
            other = self._model.beside(module)
        except SourceError:
            return []
        if is_of_tests(other):
            return []
        names = self._names(other)
        read = [node for node in names if isinstance(node.ctx, ast.Load)]
        if not read and self._is_handed_on(other):
            return [None]
        attributes = other.uses.attributes(self._function.name)
        return [
            Naming(other, node)
            for node in (*read, *(one for one in attributes if isinstance(one.ctx, ast.Load)))
            if self.by(node, other)
        ]

    def _names(self, other: SemanticModel) -> list[ast.Name]:
        """The names in *other* that an import may have bound to the function."""
        return [
            node
            for name in self._spellings(other)
            for scope in other.scopes
            for node in scope.names(name)
        ]

    def _is_handed_on(self, other: SemanticModel) -> bool:
        """Whether *other* imports the function by name."""
        spellings = self._spellings(other)
        values = (other.types.global_value(name, other.module) for name in spellings)
        return any(map(self._is_in, values))

    def _spellings(self, other: SemanticModel) -> set[str]:
        """What *other* may call the function, as its imports say."""
        own = self._function.name
        return {
            own if alias.name == "*" else alias.asname or alias.name
            for scope in other.scopes
            for stmt in scope.of_type(ast.ImportFrom)
            for alias in stmt.names
            if alias.name in (own, "*") and not self._is_method
        }

    def _is_in(self, value: Value) -> bool:
        return any(map(self._is, options_of(value)))

    def _is(self, option: Value) -> bool:
        if not isinstance(option, FunctionValue):
            return False
        other = option.summary
        if other is self._function:
            return True
        if not self._is_method or other.name != self._function.name or other.class_identity is None:
            return False
        owner = other.module.class_(other.class_identity)
        return owner in self._order or is_protocol(self._model.types, owner)
