"""What a project puts on an object that a framework hands round: ``app.state.client``, ``app["client"]``.

A marker of the stub says of which class the objects are open like that, and which words the modules import
that put something on them: those alone are looked through. What is known must be the same wherever it is set.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.cycle_guard import Memo
from flake8_asyncpitfalls.semantics.inference.values import (
    NONE_VALUE,
    UNKNOWN_VALUE,
    Instance,
    Value,
    options_of,
    union_of,
)
from flake8_asyncpitfalls.semantics.project.word_index import IMPORTING
from flake8_asyncpitfalls.semantics.terms.term import Term

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.inference.evaluator import Evaluator
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope
    from flake8_asyncpitfalls.semantics.summaries.definitions import ClassSummary, ModuleFacts
    from flake8_asyncpitfalls.semantics.terms.lowering import ModuleTerms

_OPEN = "open_to_project"
_Key = tuple["ClassSummary", str, bool, tuple["ModuleFacts", ...]]


class SetElsewhere:
    """Answers for all objects of a run."""

    def __init__(self, types: Evaluator) -> None:
        self.types = types
        self._found: Memo[_Key, Value] = Memo(types.guard, self._agreed, UNKNOWN_VALUE)
        self._searched: dict[tuple[ClassSummary, str, ModuleFacts], tuple[ModuleFacts, ...]] = {}

    def attribute(self, owner: Value, name: str, user: ModuleFacts) -> Value:
        """What ``owner.name`` is in the project of *user*, as far as it is set there."""
        return self._of(owner, name, False, user)

    def item(self, owner: Value, index: tuple[Term, ...], user: ModuleFacts) -> Value:
        """What ``owner["name"]`` is."""
        is_named = len(index) == 1 and index[0][0] == "text"
        return self._of(owner, index[0][1], True, user) if is_named else UNKNOWN_VALUE

    def _of(self, owner: Value, name: str, is_item: bool, user: ModuleFacts) -> Value:
        if not isinstance(owner, Instance) or user.is_stub:
            return UNKNOWN_VALUE
        if not self.types.members.is_marked_class(owner.summary, _OPEN):
            return UNKNOWN_VALUE
        return self._found[owner.summary, name, is_item, self._modules(owner.summary, name, user)]

    def _agreed(self, key: _Key) -> Value:
        cls, name, is_item, modules = key
        word = name.encode() if name.isascii() else b""
        given = [
            self.types.evaluate(module.terms.reduce(value, scope), self.types.frame(module))
            for module in modules
            for scope in _in_hand(module).root.walk_where(lambda late: late.may_name(word))
            for owner, value in _settings(scope, name, is_item)
            if self._is_one(module, owner, scope, cls)
        ]
        found = union_of(given) if given else UNKNOWN_VALUE
        objects = [option for option in options_of(found) if option != NONE_VALUE]
        is_one = len(objects) == 1 and isinstance(objects[0], Instance)
        return objects[0] if is_one else UNKNOWN_VALUE

    def _modules(self, cls: ClassSummary, name: str, user: ModuleFacts) -> tuple[ModuleFacts, ...]:
        """The modules that may set *name*: they import one of the marker's words, and have the name.

        They are the same for nearly all of a project's modules.
        """
        key = cls, name, user
        if key not in self._searched:
            self._searched[key] = tuple(self._search(*key))
        return self._searched[key]

    def _search(self, cls: ClassSummary, name: str, user: ModuleFacts) -> Iterable[ModuleFacts]:
        markers = (c.markers.get(_OPEN) for c in self.types.members.mro(cls) if c is not None)
        words = {word for marker in markers if marker is not None for word in marker.args}
        modules: dict[ModuleFacts, None] = {}
        for word in sorted(words):
            found = self.types.loader.search(IMPORTING + word, user, having=name)
            modules.update(dict.fromkeys(found or ()))
        return modules

    def _is_one(
        self, module: ModuleFacts, owner: ast.expr, scope: Scope, cls: ClassSummary
    ) -> bool:
        """Whether *owner*, in *scope*, is an object of *cls*."""
        order = self.types.members.mro
        value = self.types.evaluate(module.terms.reduce(owner, scope), self.types.frame(module))
        return isinstance(value, Instance) and (
            cls in order(value.summary) or value.summary in order(cls)
        )


def _settings(scope: Scope, name: str, is_item: bool) -> Iterator[tuple[ast.expr, ast.expr]]:
    """The objects whose *name* is set in *scope*, and what it is set to."""
    for stmt in scope.of_type(ast.Assign):
        for target in stmt.targets:
            match target:
                case ast.Attribute(value=owner, attr=attribute) if (
                    not is_item and attribute == name
                ):
                    yield owner, stmt.value
                case ast.Subscript(value=owner, slice=ast.Constant(value=key)) if (
                    is_item and key == name
                ):
                    yield owner, stmt.value


def _in_hand(module: ModuleFacts) -> ModuleTerms:
    """The terms of *module*, whose scopes are gone through while others are asked."""
    module.hand_out()
    return module.terms
