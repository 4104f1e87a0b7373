"""Other work on the file, or the object, of a call: in a thread it would be half of it while that stays.

``os.replace(part, path)`` in a thread helps nobody where each ``file.write`` to the same ``part`` is done on
the loop, and ``job.refresh()`` little where ``job = fetch_job(number)`` asks the same service there.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.code_times import leads_to, start_of
from flake8_asyncpitfalls.analyses.file_accesses import (
    FILE,
    FILES,
    file_marker,
    paths_of,
    writes,
)
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, options_of
from flake8_asyncpitfalls.semantics.source.node_fields import last_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import TypeAlias

    from flake8_asyncpitfalls.finding import Fix
    from flake8_asyncpitfalls.semantics.model import SemanticModel

    Single: TypeAlias = Callable[[ast.Call], "Fix | None"]

_MOST = 24
"""Calls on the same file that are looked at."""
_OPEN = "open"


def staying_on_same(
    call: ast.Call, moved: Sequence[ast.stmt], model: SemanticModel, single: Single
) -> ast.Call | None:
    """A call without a fix that opens what *call* is about to write it, or made the object that it asks.

    What is *moved* to a thread with *call* does not stay.
    """
    maker = _maker(call, model)
    if maker is not None and single(maker) is None:
        return maker
    going = {part for stmt in moved for part in ast.walk(stmt)} | {call}
    calls = [part for part in going if isinstance(part, ast.Call) and model.effects_at(part)]
    paths = sorted({path for one in calls for path in _paths(one, model)})
    opening = model.analysis(_Openings).of(call) if paths else {}
    beside = (one for path in paths for one in opening.get(path, ())[:_MOST])
    staying = (one for one in beside if one not in going and _both_run(one, call, model))
    return next((one for one in staying if single(one) is None), None)


def _both_run(one: ast.Call, call: ast.Call, model: SemanticModel) -> bool:
    """Whether *one* and *call* may run one after the other, and are not of two branches."""
    first, second = sorted((one, call), key=start_of)
    return leads_to(first, second, model.terms.parents)


def _maker(call: ast.Call, model: SemanticModel) -> ast.Call | None:
    """The call of the function that made what *call* is a method of, where it blocks as *call* does."""
    owner = call.func.value if isinstance(call.func, ast.Attribute) else None
    if not isinstance(owner, ast.Name):
        return None
    bindings = model.terms.bindings_read(owner, model.scope_of(owner))
    made = bindings[0].value if len(bindings) == 1 else None
    if not isinstance(made, ast.Call) or model.scope_of(made) is not model.scope_of(call):
        return None
    asked = model.effects_at(call).keys() - {*FILES}
    lasting = (one for one in model.effects_at(made).values() if not one.is_short | one.is_brief)
    return made if any(one.kind in asked for one in lasting) else None


class _Openings:
    """The calls of each function that open a file to write, by the variable of its path."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._known: dict[ast.AST, dict[str, list[ast.Call]]] = {}

    def of(self, call: ast.Call) -> dict[str, list[ast.Call]]:
        """Those of the function of *call*."""
        scope = self._model.scope_of(call)
        if scope.node not in self._known:
            found = self._known[scope.node] = {}
            for one in scope.of_type(ast.Call):
                if last_name(one.func) == _OPEN and FILE in self._model.effects_at(one):
                    for path in _paths(one, self._model, is_written=True):
                        found.setdefault(path, []).append(one)
        return self._known[scope.node]


def _paths(call: ast.Call, model: SemanticModel, *, is_written: bool = False) -> Iterator[str]:
    """The variables of the paths that *call*, of a library, is about; only if *is_written* there."""
    for option in options_of(model.value_of(call.func)):
        function = option.summary if isinstance(option, FunctionValue) else None
        marker = file_marker(function) if function is not None else None
        if function is None or marker is None:
            continue
        if not is_written or writes(call, marker, function):
            for path in paths_of(call, marker, function):
                core = _core(path)
                if isinstance(core, (ast.Name, ast.Attribute)):
                    yield ast.dump(core)


def _core(path: ast.expr) -> ast.expr:
    """What *path* is another form of: ``Path(path)``, ``str(path)``."""
    while isinstance(path, ast.Call) and len(path.args) == 1 and not path.keywords:
        path = path.args[0]
    return path
