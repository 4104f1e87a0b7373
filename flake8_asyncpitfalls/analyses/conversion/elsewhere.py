"""What other modules of the project do with an object that is to become an asynchronous one."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.inference.values import Instance, options_of
from flake8_asyncpitfalls.semantics.project.word_index import IMPORTING, READING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope
    from flake8_asyncpitfalls.semantics.summaries.definitions import ClassSummary, ModuleFacts

_THREADS = b"Thread("
_LOOPS = (b"asyncio.run(", b"run_until_complete(", b"new_event_loop(")


def is_read_elsewhere(model: SemanticModel, name: str, owner: Scope) -> bool:
    """Whether another module may use the private attribute *name* of the objects of the class *owner*.

    A class that derives from it, or who holds such an object.
    """
    cls = model.module.class_(owner.identity)
    return any(
        _may_be(other, node, cls)
        for other in model.found(READING + name)
        for node in other.uses.attributes(name)
    )


def _may_be(model: SemanticModel, node: ast.Attribute, cls: ClassSummary) -> bool:
    """Whether the attribute *node* may be one of an object of *cls*."""
    options = options_of(model.value_of(node.value))
    return not options or any(
        not isinstance(one, Instance) or cls in model.types.members.mro(one.summary)
        for one in options
    )


def may_have_loops(model: SemanticModel) -> bool:
    """Whether the module, or one that imports it, starts threads and loops: each thread may have its own.

    What belongs to the loop that waits first can join no two of them.
    """
    return any(
        _THREADS in module.data and any(word in module.data for word in _LOOPS)
        for module in _module_and_users(model)
    )


def _module_and_users(model: SemanticModel) -> Iterator[ModuleFacts]:
    yield model.module
    name = model.module.name.dotted.removesuffix(".__init__").rpartition(".")[2]
    yield from model.types.loader.search(IMPORTING + name, model.module) or ()
