"""Locks on files that nobody holds for longer than one local file takes: who waits for one waits no longer.

Looked at are all that the module does with a lock of its own: every ``with`` on it, and what blocks inside.
Another process of the same program holds it as the same code does.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.suspensions import suspension_in
from flake8_asyncpitfalls.rules.blocking._file_locks import is_of_file_lock
from flake8_asyncpitfalls.semantics.inference.values import Instance
from flake8_asyncpitfalls.semantics.project.word_index import NAMING
from flake8_asyncpitfalls.semantics.source.control_flow import walk_code
from flake8_asyncpitfalls.semantics.source.node_fields import last_name
from flake8_asyncpitfalls.semantics.summaries.sites import SITE_NODES

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.effects.effect import Effect
    from flake8_asyncpitfalls.semantics.model import SemanticModel

SHORT = frozenset({"file", "metadata"})
"""Kinds of stalls that last as long as one local file takes."""


def is_held_shortly(node: ast.AST, effect: Effect, model: SemanticModel) -> bool:
    """Whether *effect* of *node* is the wait for a lock on a file that all hold for a moment only."""
    if not is_of_file_lock(effect, model):
        return False
    path = effect.hops[-1].path if effect.hops else str(model.module.path)
    line = effect.hops[-1].line if effect.hops else getattr(node, "lineno", 0)
    return any(
        other.analysis(_Holders).is_short(line)
        for other in _models_of(effect, model)
        if str(other.module.path) == path
    )


def _models_of(effect: Effect, model: SemanticModel) -> list[SemanticModel]:
    """The modules that may take the lock: this one, and those that name its class."""
    receiver = None if effect.function is None else effect.function.receiver
    name = receiver.summary.local_name if isinstance(receiver, Instance) else ""
    return [model] if not effect.hops else [model, *model.found(NAMING + name)]


class _Holders:
    """The ``with`` statements of one file on its locks on files."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._withs = {
            item.context_expr: stmt
            for scope in model.scopes
            for stmt in scope.of_type(ast.With)
            for item in stmt.items
            if _is_file_lock(item.context_expr, model)
        }
        self._known: dict[str, bool] = {}

    def is_short(self, line: int) -> bool:
        """Whether the lock that is taken in *line* is private, and held for moments only."""
        name = next((last_name(expr) for expr in self._withs if expr.lineno == line), "")
        if not name.startswith("_"):
            return False
        if name not in self._known:
            found = [stmt for expr, stmt in self._withs.items() if last_name(expr) == name]
            self._known[name] = not self._is_used_otherwise(name) and all(
                map(self._is_brief, found)
            )
        return self._known[name]

    def _is_used_otherwise(self, name: str) -> bool:
        """Whether the lock is taken by a call, or handed on: who knows for how long."""
        return any(
            isinstance(node.ctx, ast.Load) and node not in self._withs
            for node in self._model.uses.attributes(name)
        )

    def _is_brief(self, stmt: ast.With) -> bool:
        """Whether all that *stmt* does under the lock is short."""
        model = self._model
        nodes = list(walk_code(stmt.body))
        if suspension_in(stmt.body) is not None or any(map(self._calls_given, nodes)):
            return False
        return all(
            effect.kind in SHORT or effect.is_short or is_of_file_lock(effect, model)
            for node in nodes
            if type(node) in SITE_NODES
            for effect in model.effects_at(node).values()
        )

    def _calls_given(self, node: ast.AST) -> bool:
        """Whether *node* calls a function that the function around it was given."""
        match node:
            case ast.Call(func=ast.Name(id=name)):
                bindings = self._model.terms.table(self._model.scope_of(node)).by_name.get(name, ())
                return any(binding.kind == "param" for binding in bindings)
        return False


def _is_file_lock(expr: ast.expr, model: SemanticModel) -> bool:
    return isinstance(expr, ast.Attribute) and model.has_class_marker(expr, "file_lock")
