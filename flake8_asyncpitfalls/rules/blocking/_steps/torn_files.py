"""Work on a file that others would see half done: the loop writes it whole, a thread does not.

A thread for what writes or reads a file is right only where nobody else works with the same file
meanwhile. Where another task may, there is none; where nobody can tell, only reading is safe. Nor is
there one for a block that writes an object which other methods change.
"""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from flake8_asyncpitfalls.analyses.file_users import file_uses, meets_others
from flake8_asyncpitfalls.analyses.live_arguments import is_given_live
from flake8_asyncpitfalls.edit import MakeSync
from flake8_asyncpitfalls.finding import Applicability
from flake8_asyncpitfalls.rules.blocking._openings import opening_of
from flake8_asyncpitfalls.rules.blocking._steps.added_in_pieces import adds_in_pieces
from flake8_asyncpitfalls.semantics.source.node_fields import root_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flake8_asyncpitfalls.finding import Fix
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_FILE = "file"


def whole_for_others(
    fix: Fix | None, node: ast.AST, moved: Sequence[ast.stmt], model: SemanticModel
) -> Fix | None:
    """*fix* of *node*, with the statements *moved* along, unless others would see a file half written."""
    if fix is None or any(isinstance(edit, MakeSync) for edit in fix.edits):
        return fix
    work = model.analysis(_Blocks).of(moved) if moved else _Work()
    calls = [one for one in (node, opening_of(model, node, _FILE)) if isinstance(one, ast.Call)]
    if work.meets_others or adds_in_pieces(moved, model):
        return None
    if any(meets_others(model, call) for call in calls):
        return None
    if fix.applicability is not Applicability.SAFE:
        return fix
    if work.writes or any(_writes_for_all(call, model) for call in calls):
        remark = "; others may see the file half written"
    elif model.analysis(_GatheredWrites).is_before(calls):
        remark = (
            "; what the function writes later may rest on it, and others may write it meanwhile"
        )
    else:
        return fix
    return replace(fix, applicability=Applicability.UNSAFE, description=fix.description + remark)


class _GatheredWrites:
    """Where each coroutine writes files whose paths a loop takes from what was gathered before.

    ``pending[path] = path.read_text()``, and later ``for path, text in pending.items(): ...`` writes it:
    nobody can tell which files these are.
    """

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._known: dict[Scope, int] = {}

    def is_before(self, calls: Sequence[ast.Call]) -> bool:
        """Whether one of *calls* works on a file before its function writes such files."""
        return any(
            call.lineno < self._last(self._model.scope_of(call)) and file_uses(self._model, call)
            for call in calls
        )

    def _last(self, scope: Scope) -> int:
        """The line (1-based) of the last such writing of *scope*; 0 if there is none."""
        if scope not in self._known:
            lines = (c.lineno for c in scope.of_type(ast.Call) if self._is_write(c, scope))
            self._known[scope] = max(lines, default=0)
        return self._known[scope]

    def _is_write(self, call: ast.Call, scope: Scope) -> bool:
        root = root_name(call.func)
        if not root or root == "self" or not isinstance(call.func, ast.Attribute):
            return False
        bindings = self._model.terms.table(scope).by_name.get(root, ())
        if not any(one.kind == "for" for one in bindings):
            return False
        return any(use.is_write and not use.path.is_known for use in file_uses(self._model, call))


class _Work(NamedTuple):
    """What the calls of a block do."""

    meets_others: bool = False
    writes: bool = False


class _Blocks:
    """The work of each block that is to move, gone over once for all that blocks in it."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._known: dict[tuple[ast.stmt, ast.stmt], _Work] = {}

    def of(self, moved: Sequence[ast.stmt]) -> _Work:
        """The work of the statements *moved*."""
        key = moved[0], moved[-1]
        if key not in self._known:
            calls = [n for stmt in moved for n in ast.walk(stmt) if isinstance(n, ast.Call)]
            # ``json.dump(self.tokens, file)`` would go over what the loop changes meanwhile.
            meets = any(
                is_given_live(self._model, call) or meets_others(self._model, call)
                for call in calls
            )
            self._known[key] = _Work(meets, any(_writes_for_all(c, self._model) for c in calls))
        return self._known[key]


def _writes_for_all(call: ast.Call, model: SemanticModel) -> bool:
    """Whether *call* writes a file that may not be its function's own."""
    return any(use.is_write and not use.path.is_new for use in file_uses(model, call))
