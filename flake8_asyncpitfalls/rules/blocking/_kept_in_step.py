"""Files that a function adds to one after the other: what is first in one is first in the other.

``self.rows.add(row)`` and ``with open(self.index, "a") as file: file.write(key)``: as long as nothing
waits between them, each line has the place of its row. With a wait there, or in two threads, tasks come
in one order to the first file and in another to the second.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.code_times import At, end_of, leads_to, start_of, waits_of
from flake8_asyncpitfalls.analyses.file_users import file_uses
from flake8_asyncpitfalls.analyses.shared_state import is_locked, may_be_in_several_tasks
from flake8_asyncpitfalls.analyses.suspensions import lets_others_run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_ADD = "add"
_MOST = 12
"""Of many writings the first: each is looked at with each."""


def parts_files_in_step(call: ast.Call, moved: Sequence[ast.stmt], model: SemanticModel) -> bool:
    """Whether others may come between *call*, or what is *moved* with it, and such an addition.

    Two additions in one thread are parted by another thread.
    """
    start, end = start_of(moved[0] if moved else call), end_of(moved[-1] if moved else call)
    pairs = model.analysis(_Pairs).of(model.scope_of(call))
    return any(start <= start_of(one) < end for pair in pairs for one in pair)


class _Pairs:
    """The additions in step of each function of a file."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._known: dict[Scope, list[tuple[ast.Call, ast.Call]]] = {}

    def of(self, scope: Scope) -> list[tuple[ast.Call, ast.Call]]:
        """The pairs of calls of the coroutine *scope* between which it does not wait as it is."""
        if scope not in self._known:
            self._known[scope] = self._found(scope)
        return self._known[scope]

    def _found(self, scope: Scope) -> list[tuple[ast.Call, ast.Call]]:
        model = self._model
        if not isinstance(scope.node, ast.AsyncFunctionDef):
            return []
        calls = sorted(scope.of_type(ast.Call), key=start_of)
        written = [(call, files) for call in calls if (files := self._written(call))][:_MOST]
        waits = list(waits_of(scope)) if len(written) > 1 else []
        pairs = [
            (first, second)
            for at, (first, files) in enumerate(written)
            for second, others in written[at + 1 :]
            if self._are_in_step(files, others) and self._is_one_step(first, second, waits)
        ]
        return pairs if pairs and may_be_in_several_tasks(scope, model) else []

    def _written(self, call: ast.Call) -> dict[str, bool]:
        """The files, each the same for all tasks, that *call* writes, and whether it adds to them."""
        return {
            use.path.text: use.doing == _ADD
            for use in file_uses(self._model, call)
            if use.doing in (_ADD, "write") and use.path.is_known and not use.path.is_new
        }

    def _are_in_step(self, files: dict[str, bool], others: dict[str, bool]) -> bool:
        """Whether they are two files, and something is added to one of them."""
        is_adding = any(files.values()) or any(others.values())
        return is_adding and files.keys().isdisjoint(others)

    def _is_one_step(
        self, first: ast.Call, second: ast.Call, waits: Sequence[tuple[At, ast.AST]]
    ) -> bool:
        model, parents = self._model, self._model.terms.parents
        if not leads_to(first, second, parents):
            return False
        if is_locked(first, model) and is_locked(second, model):
            return False
        node = model.scope_of(first).node
        assert isinstance(node, ast.AsyncFunctionDef)
        function = model.summary_of(node)
        return not any(
            end_of(first) < at < start_of(second)
            and leads_to(wait, second, parents)
            and lets_others_run(model, wait, function)
            for at, wait in waits
        )
