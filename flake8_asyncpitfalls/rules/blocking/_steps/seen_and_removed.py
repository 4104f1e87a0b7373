"""Files that are listed and taken away later: nobody may come between the two.

``for name in os.listdir(d): os.remove(name)`` is one step for the event loop. With a wait inside
another task may take one away first, and the removal raises. Where the function waits there as it
is, or expects the removal to fail, nothing is lost.

``shutil.rmtree(d); os.makedirs(d); shutil.move(key, d)`` is one step, too, and so is ``os.remove(f)``
before what writes it anew: who does the same meanwhile takes away what has just been put there.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.expected_failures import may_fail
from flake8_asyncpitfalls.analyses.shared_state import is_locked
from flake8_asyncpitfalls.semantics.source.control_flow import suspensions, walk_code
from flake8_asyncpitfalls.semantics.source.node_fields import arguments_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_REMOVALS = frozenset({
    "os.remove", "os.unlink", "os.rmdir", "os.rename", "os.replace", "pathlib.Path.unlink",
    "pathlib.Path.rmdir", "pathlib.Path.rename",
})  # fmt: skip
_LISTED = "filesystem"
_ON_FILES = ("file", "filesystem", "metadata", "subprocess")
_TAKING_AWAY = frozenset({"shutil.rmtree", "os.remove", "os.unlink"})
Step = tuple[int, int]
"""The lines from where something is seen to where it is taken away."""


def parts_from_removal(call: ast.Call, model: SemanticModel) -> bool:
    """Whether a wait at *call* would come between what its function sees and what it takes away."""
    steps = model.analysis(_Steps).of(model.scope_of(call))
    line = call.end_lineno or call.lineno
    return any(first <= line <= last for first, last in steps) and not is_locked(call, model)


class _Steps:
    """The steps of each scope, worked out when one is asked for."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._known: dict[Scope, list[Step]] = {}

    def of(self, scope: Scope) -> list[Step]:
        """Those of *scope* in which it does not wait as it is."""
        found = self._known.get(scope)
        if found is None:
            seen = [*_of_lists(scope, self._model)]
            made = [*_of_places(scope, self._model)]
            waits = (
                [getattr(n, "lineno", 0) for n in suspensions(scope.body)] if seen or made else []
            )
            found = [s for s in (*seen, *made) if not any(s[0] <= line <= s[1] for line in waits)]
            self._known[scope] = found
        return found


def _of_lists(scope: Scope, model: SemanticModel) -> Iterator[Step]:
    """From where files are listed to the end of the loop that takes each away."""
    listed: dict[str, int] = {}
    for call in scope.of_type(ast.Call):
        stmt = model.statement_of(call)
        if isinstance(stmt, ast.Assign) and isinstance(stmt.targets[0], ast.Name):
            if _lists(call, model):
                listed[stmt.targets[0].id] = stmt.lineno
    for loop in scope.of_type(ast.For):
        first = listed.get(loop.iter.id, 0) if isinstance(loop.iter, ast.Name) else loop.lineno
        is_listed = isinstance(loop.iter, ast.Name) or (
            isinstance(loop.iter, ast.Call) and _lists(loop.iter, model)
        )
        if first and is_listed and next(_removals_in(loop, model), None) is not None:
            yield first, loop.end_lineno or loop.lineno


def _of_places(scope: Scope, model: SemanticModel) -> Iterator[Step]:
    """From where a folder or file is taken away to each call after it that works on the same place."""
    calls = sorted(scope.of_type(ast.Call), key=lambda call: call.lineno)
    removals = {call for call in calls if model.name_of(call.func) in _TAKING_AWAY}
    removed: dict[str, int] = {}
    for call in calls if removals else ():
        lines = [removed[text] for text in map(ast.dump, _given(call)) if text in removed]
        if lines and _works_on_files(call, model):
            yield max(lines), call.end_lineno or call.lineno
        if call in removals and call.args:
            removed[ast.dump(call.args[0])] = call.lineno


def _given(call: ast.Call) -> Iterator[ast.expr]:
    """What *call* is given, and the object whose method it calls, with their parts."""
    given = arguments_of(call)
    if isinstance(call.func, ast.Attribute):
        given.append(call.func.value)
    for expr in given:
        yield from (node for node in ast.walk(expr) if isinstance(node, ast.expr))


def _works_on_files(call: ast.Call, model: SemanticModel) -> bool:
    return any(effect.kind in _ON_FILES for effect in model.effects_at(call).values())


def _lists(call: ast.Call, model: SemanticModel) -> bool:
    """Whether *call* itself looks up what files there are."""
    return any(
        effect.kind == _LISTED and not effect.hops for effect in model.effects_at(call).values()
    )


def _removals_in(loop: ast.For, model: SemanticModel) -> Iterator[ast.Call]:
    names = {node.id for node in ast.walk(loop.target) if isinstance(node, ast.Name)}
    for node in walk_code(loop.body):
        if isinstance(node, ast.Call) and model.name_of(node.func) in _REMOVALS:
            is_of_loop = any(isinstance(n, ast.Name) and n.id in names for n in ast.walk(node))
            if is_of_loop and not node.keywords:
                if not may_fail(node, model.terms.parents, model.name_of):
                    yield node
