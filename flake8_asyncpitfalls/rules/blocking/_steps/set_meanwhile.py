"""What is set for all of the process for a time: the working folder, where prints go, the environment.

``os.chdir(folder); run(); os.chdir(before)`` and ``with redirect_stdout(buffer): run()``: as it is,
nobody else runs until it is put back. With a wait inside, other tasks work in that folder or print to
that buffer, and one that does the same puts back what the first has set.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.code_times import At, end_of, leads_to, start_of, waits_of
from flake8_asyncpitfalls.analyses.suspensions import waits_in_body
from flake8_asyncpitfalls.analyses.thread_marks import is_environment
from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_MARKER = "process_wide"
_MOST = 24
"""Of many settings the first: each is looked at with each."""


def is_set_meanwhile(call: ast.Call, moved: Sequence[ast.stmt], model: SemanticModel) -> bool:
    """Whether something is set for all at *call*, or what is *moved* with it, and put back behind it."""
    start, end = start_of(moved[0] if moved else call), end_of(moved[-1] if moved else call)
    if _is_entered_around(moved[0] if moved else call, model):
        return True
    pairs = model.analysis(_Settings).of(model.scope_of(call))
    return any(first <= start and end <= second for first, second in pairs)


def _is_entered_around(node: ast.AST, model: SemanticModel) -> bool:
    """Whether a ``with`` around *node*, in which nothing waits as it is, sets something for all."""
    child, parent = node, model.parent(node)
    while not isinstance(parent, (*FUNCTION_TYPES, ast.Module)):
        if isinstance(parent, ast.With) and child in parent.body:
            makings = [item.context_expr for item in parent.items]
            if any(
                isinstance(made, ast.Call) and model.marker(made.func, _MARKER) is not None
                for made in makings
            ):
                return not waits_in_body(model, parent)
        child, parent = parent, model.parent(parent)
    return False


class _Settings:
    """What each function of a file sets for a time, between which it does not wait: from when to when."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._known: dict[Scope, list[tuple[At, At]]] = {}

    def of(self, scope: Scope) -> list[tuple[At, At]]:
        """The end of the first setting, and the start of the second, of each two."""
        if scope not in self._known:
            found = sorted(self._made(scope), key=lambda one: start_of(one[1]))[:_MOST]
            waits = waits_of(scope) if len(found) > 1 else []
            self._known[scope] = [
                (end_of(first), start_of(second))
                for at, (key, first) in enumerate(found)
                for other, second in found[at + 1 :]
                if key == other and self._is_one_step(first, second, waits)
            ]
        return self._known[scope]

    def _made(self, scope: Scope) -> Iterator[tuple[str, ast.expr]]:
        """What sets something for all, with what that is."""
        model = self._model
        if not isinstance(scope.node, ast.AsyncFunctionDef):
            return
        function = model.summary_of(scope.node)
        for call in scope.of_type(ast.Call):
            if model.marker(call.func, _MARKER) is not None:
                yield model.name_of(call.func), call
            match call:
                case ast.Call(func=ast.Attribute(value=owner, attr="pop"), args=[key, *_]):
                    if is_environment(owner, function):
                        yield unparsed(key), call
        for item in scope.of_type(ast.Subscript):
            if not isinstance(item.ctx, ast.Load) and is_environment(item.value, function):
                yield unparsed(item.slice), item

    def _is_one_step(
        self, first: ast.expr, second: ast.expr, waits: Sequence[tuple[At, ast.AST]]
    ) -> bool:
        parents = self._model.terms.parents
        return leads_to(first, second, parents) and not any(
            end_of(first) < at < start_of(second) and leads_to(wait, second, parents)
            for at, wait in waits
        )
