"""Words to the other side of a pipe, and what it answers: whoever speaks must hear before another speaks.

``self.process.stdin.write(line); answer = self.process.stdout.readline()`` is one step for the event
loop. With a wait in it, or in two threads, two tasks write their lines first, and each may read the
answer to the other's.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.code_times import At, end_of, leads_to, start_of, waits_of
from flake8_asyncpitfalls.analyses.shared_state import (
    is_locked,
    is_shared,
    may_be_in_several_tasks,
)
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_SAYS, _HEARS = "says", "hears"
_MOST = 24
"""Of many words and answers the first: each is looked at with each."""


def parts_a_talk(call: ast.Call, moved: Sequence[ast.stmt], model: SemanticModel) -> bool:
    """Whether a wait at *call*, or for what is *moved* with it, lets others into such a talk."""
    start, end = start_of(moved[0] if moved else call), end_of(moved[-1] if moved else call)
    talks = model.analysis(_Talks).of(model.scope_of(call))
    return any(said < end and start < heard for said, heard in talks)


class _Talks:
    """The talks of each function of a file: the start of a word, and the end of the answer."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._known: dict[Scope, list[tuple[At, At]]] = {}

    def of(self, scope: Scope) -> list[tuple[At, At]]:
        """Those of the coroutine *scope* in which it does not wait as it is, where others may come."""
        if scope not in self._known:
            said, heard = list(self._calls(scope, _SAYS)), list(self._calls(scope, _HEARS))
            talks = list(self._found(said, heard, scope)) if said and heard else []
            is_open = bool(talks) and may_be_in_several_tasks(scope, self._model)
            self._known[scope] = talks if is_open else []
        return self._known[scope]

    def _found(
        self, said: list[tuple[str, ast.Call]], heard: list[tuple[str, ast.Call]], scope: Scope
    ) -> Iterator[tuple[At, At]]:
        parents, waits = self._model.terms.parents, waits_of(scope)
        for place, word in said[:_MOST]:
            for other, answer in heard[:_MOST]:
                start, end = end_of(word), start_of(answer)
                if place != other or end < start or not leads_to(word, answer, parents):
                    continue
                if not any(start < at < end and leads_to(n, answer, parents) for at, n in waits):
                    yield start_of(word), end_of(answer)

    def _calls(self, scope: Scope, marker: str) -> Iterator[tuple[str, ast.Call]]:
        """The calls with *marker* on what others reach, each with the text of that."""
        if not isinstance(scope.node, ast.AsyncFunctionDef):
            return
        for call in scope.of_type(ast.Call):
            if self._model.marker(call.func, marker) is not None:
                place = _shared_part(call.func)
                if place is not None and is_shared(place, self._model):
                    if not is_locked(call, self._model):
                        yield unparsed(place), call


def _shared_part(expr: ast.expr) -> ast.expr | None:
    """``self.process`` of ``self.process.stdin.write``, ``process`` of ``process.stdin.write``."""
    while isinstance(expr, (ast.Attribute, ast.Subscript)):
        owner = expr.value
        if isinstance(owner, ast.Name):
            return expr if owner.id in ("self", "cls") else owner
        expr = owner
    return None
