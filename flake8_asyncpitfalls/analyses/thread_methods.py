"""Private methods that only code in an executor's threads calls, there and in the classes above.

A base class hands ``self._process`` to ``run_in_executor``, and that calls ``self._predict()``, which a
subclass in another module has: no event loop runs where it does.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope
    from flake8_asyncpitfalls.semantics.summaries.definitions import ClassSummary

_OFFLOADS = "offloads"
_STEPS = 3


def runs_only_in_threads(model: SemanticModel, scope: Scope) -> bool:
    """Whether all that calls the method *scope*, as far as its classes show, runs in threads."""
    return _runs_there(model, scope, _STEPS)


def _runs_there(model: SemanticModel, scope: Scope, steps: int) -> bool:
    if scope.is_coroutine or model.execution.runs_on_loop(scope):
        return False
    if model.execution.runs_in_thread(scope):
        return True
    outer = scope.parent
    is_private = scope.name.startswith("_") and not scope.name.endswith("__")
    if not steps or outer is None or outer.kind != "class" or not is_private:
        return False
    found = [_calls_there(*mention, steps) for mention in _mentions(model, scope, outer)]
    return bool(found) and all(found)


def _calls_there(model: SemanticModel, mention: ast.Attribute, steps: int) -> bool:
    """Whether *mention* of a method hands it to a thread, or calls it in one."""
    parent = model.parent(mention)
    if not isinstance(parent, ast.Call):
        return False
    if parent.func is not mention:
        return mention in model.arguments_marked(parent, _OFFLOADS)
    return _runs_there(model, model.scope_of(mention), steps - 1)


def _mentions(
    model: SemanticModel, scope: Scope, owner: Scope
) -> Iterator[tuple[SemanticModel, ast.Attribute]]:
    """Where the class *owner*, and those that it derives from, name their method like *scope*."""
    order = model.types.members.mro(model.module.class_(owner.identity))
    classes = [base for base in order if base is not None and not base.module.is_stub]
    for where in _models(model, classes):
        own = {base.identity for base in classes if base.module is where.module}
        for node in where.uses.attributes(scope.name):
            around = where.scope_of(node).parent
            is_own = isinstance(node.value, ast.Name) and node.value.id == "self"
            if is_own and around is not None and around.identity in own:
                yield where, node


def _models(model: SemanticModel, classes: list[ClassSummary]) -> Iterator[SemanticModel]:
    for module in {base.module: None for base in classes}:
        try:
            yield model if module is model.module else model.beside(module)
        except SourceError:
            continue
