"""Methods that another module hands to a thread, through the class itself or one that it derives from.

``run_in_executor(pool, step.run)`` with a ``step: Step`` runs the ``run`` of every class that derives
from ``Step``, wherever that stands.
"""

from __future__ import annotations

import ast
from contextlib import suppress
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.errors import SourceError
from flake8_asyncpitfalls.rules.loop._handed_callbacks import asks_for_thread
from flake8_asyncpitfalls.semantics.inference.values import (
    FunctionValue,
    Instance,
    Partial,
    options_of,
)
from flake8_asyncpitfalls.semantics.project.word_index import IMPORTING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.inference.values import Value
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope
    from flake8_asyncpitfalls.semantics.summaries.definitions import ClassSummary, ModuleFacts

_THREADS = (b"hread", b"xecutor")


def is_handed_to_thread(scope: Scope, model: SemanticModel) -> bool:
    """Whether some module of the project hands the method *scope* to a thread, and none calls it."""
    if scope.parent is None or scope.parent.kind != "class" or asks_for_thread(scope):
        return False
    cls = model.module.class_(scope.parent.identity)
    uses = [
        use
        for other in _readers(scope.name, cls, model)
        for node in other.uses.attributes(scope.name)
        if isinstance(node.ctx, ast.Load)
        for use in _uses(node, cls, other)
    ]
    return bool(uses) and all(uses)


def _readers(name: str, cls: ClassSummary, model: SemanticModel) -> Iterator[SemanticModel]:
    """The models of the modules that read an attribute *name*, import a class of *cls*, start threads."""
    found: dict[ModuleFacts, None] = {model.module: None}
    for base in model.types.members.mro(cls):
        if base is not None and not (base.module.is_stub or base.module.is_foreign):
            question = IMPORTING + base.name
            found.setdefault(base.module)
            found.update(
                dict.fromkeys(model.types.loader.search(question, model.module, having=name) or ())
            )
    for module in found:
        if module is model.module:
            yield model
        elif any(word in module.data for word in _THREADS):
            with suppress(SourceError):
                yield model.beside(module)


def _uses(node: ast.Attribute, cls: ClassSummary, model: SemanticModel) -> Iterator[bool]:
    """Whether *node*, if it may be the method of an object of *cls*, goes to a thread or is called."""
    if not any(_is_of(option, cls, model) for option in options_of(model.value_of(node))):
        return
    parent = model.parent(node)
    if isinstance(parent, ast.Call) and parent.func is node:
        if model.runs_on_loop(parent):
            yield False
        return
    inner: ast.AST = node
    while isinstance(parent, (ast.Call, ast.keyword)):
        if isinstance(parent, ast.Call) and inner in model.arguments_marked(parent, "offloads"):
            yield True
            return
        is_partial = isinstance(parent, ast.keyword) or isinstance(model.value_of(parent), Partial)
        if not is_partial:
            return
        inner, parent = parent, model.parent(parent)


def _is_of(option: Value, cls: ClassSummary, model: SemanticModel) -> bool:
    """Whether *option* is a method of a class that *cls* is or derives from."""
    if not isinstance(option, FunctionValue) or not isinstance(option.receiver, Instance):
        return False
    return option.receiver.summary in model.types.members.mro(cls)
