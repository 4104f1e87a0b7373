"""Files that a function writes one after the other, and that must be of one moment or of one call.

``self.rows.add(row)`` and ``with open(self.index, "a") as file: file.write(key)``: as long as nothing
waits between them, each line has the place of its row. So it is with two files that are written from the
same state, with one that is written, used and taken away, and with two processes in one working tree.
With a wait in such a step, or in two threads, others come in between.
"""

from __future__ import annotations

import ast
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from flake8_asyncpitfalls.analyses.code_times import At, end_of, leads_to, start_of, waits_of
from flake8_asyncpitfalls.analyses.file_accesses import file_marker, paths_of
from flake8_asyncpitfalls.analyses.file_users import file_uses, path_of
from flake8_asyncpitfalls.analyses.object_changes import CHANGING
from flake8_asyncpitfalls.analyses.shared_state import (
    BEGINNINGS,
    is_locked,
    may_be_in_several_tasks,
)
from flake8_asyncpitfalls.analyses.suspensions import lets_others_run
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, options_of
from flake8_asyncpitfalls.semantics.source.control_flow import walk_code
from flake8_asyncpitfalls.semantics.source.node_fields import arguments_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_ADD, _WRITE, _TAKE, _PROCESS = "add", "write", "take", "subprocess"
_REMOVING = frozenset({"remove", "unlink"})
_MOST_MENTIONS = 24
_MOST = 12
"""Of many writings the first: each is looked at with each."""


def parts_files_in_step(call: ast.Call, moved: Sequence[ast.stmt], model: SemanticModel) -> bool:
    """Whether a wait at *call*, or for what is *moved* with it, lets others into such a step."""
    start, end = start_of(moved[0] if moved else call), end_of(moved[-1] if moved else call)
    steps = model.analysis(_Pairs).of(model.scope_of(call))
    return any(first < end and start < last for first, last in steps)


class _Work(NamedTuple):
    """A call that writes files, takes one away, or starts a process."""

    call: ast.Call
    files: Mapping[str, str]
    """The paths that are the same for all tasks, each with what is done to it."""
    state: frozenset[str]
    """The attributes of the object, changed by others, that what it writes is made from."""


class _Pairs:
    """The steps of each function of a file: from when to when others must not come."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._known: dict[Scope, list[tuple[At, At]]] = {}
        self._changed: dict[tuple[Scope, str], bool] = {}

    def of(self, scope: Scope) -> list[tuple[At, At]]:
        """Those of the coroutine *scope* in which it does not wait as it is."""
        if scope not in self._known:
            self._known[scope] = self._found(scope)
        return self._known[scope]

    def _found(self, scope: Scope) -> list[tuple[At, At]]:
        model = self._model
        if not isinstance(scope.node, ast.AsyncFunctionDef):
            return []
        calls = sorted(scope.of_type(ast.Call), key=start_of)
        works = [work for call in calls if (work := self._work(call))][:_MOST]
        waits = waits_of(scope) if len(works) > 1 else []
        found = [
            step
            for at, first in enumerate(works)
            for second in works[at + 1 :]
            if (step := _step(first, second)) and self._is_one_step(first.call, second.call, waits)
        ]
        return found if found and may_be_in_several_tasks(scope, model) else []

    def _work(self, call: ast.Call) -> _Work | None:
        model = self._model
        uses = [use for use in file_uses(model, call) if use.doing in (_ADD, _WRITE)]
        files: dict[str, str] = {
            u.path.text: u.doing for u in uses if u.path.is_known and not u.path.is_new
        }
        files |= dict.fromkeys(self._taken_away(call), _TAKE)
        files |= dict.fromkeys(self._worked_in(call), _PROCESS)
        state = frozenset(self._state(call)) if uses else frozenset()
        return _Work(call, files, state) if files or state else None

    def _taken_away(self, call: ast.Call) -> Iterator[str]:
        """The path of the file that *call* removes."""
        for option in options_of(self._model.value_of(call.func)):
            if isinstance(option, FunctionValue) and option.summary.name in _REMOVING:
                marker = file_marker(option.summary)
                for expr in paths_of(call, marker, option.summary) if marker else ():
                    path = path_of(self._model, expr)
                    if path is not None and path.is_known and not path.is_new:
                        yield path.text

    def _worked_in(self, call: ast.Call) -> Iterator[str]:
        """The folder that *call* starts a process in, where it is the same for all tasks."""
        given = [word.value for word in call.keywords if word.arg == "cwd"]
        for expr in given if _PROCESS in self._model.effects_at(call) else ():
            path = path_of(self._model, expr)
            if path is not None and path.is_known and not path.is_new:
                yield f"in {path.text}"

    def _state(self, call: ast.Call) -> Iterator[str]:
        """The attributes of the object, changed in other methods, that *call* or its block is given."""
        item = self._model.parent(call)
        block = self._model.parent(item) if isinstance(item, ast.withitem) else None
        for node in walk_code(block.body if isinstance(block, ast.With) else arguments_of(call)):
            match node:
                case ast.Attribute(value=ast.Name(id="self"), attr=name, ctx=ast.Load()):
                    if self._is_changed(name, self._model.scope_of(call)):
                        yield name

    def _is_changed(self, name: str, scope: Scope) -> bool:
        """Whether another method of the class than *scope*, after the beginning, changes ``self.name``."""
        if (scope, name) not in self._changed:
            self._changed[scope, name] = any(
                self._changes(node, scope)
                for node in islice(self._model.uses.attributes(name), _MOST_MENTIONS)
            )
        return self._changed[scope, name]

    def _changes(self, node: ast.Attribute, scope: Scope) -> bool:
        where, parent = self._model.scope_of(node), self._model.parent(node)
        if where is scope or where.enclosing_class is not scope.enclosing_class:
            return False
        if where.name in BEGINNINGS:
            return False
        match parent:
            case ast.Subscript(value=value, ctx=ast.Store() | ast.Del()) if value is node:
                return True
            case ast.Attribute(attr=method) if method in CHANGING:
                return True
        return not isinstance(node.ctx, ast.Load)

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


def _step(first: _Work, second: _Work) -> tuple[At, At] | None:
    """From when to when others must not come between *first* and *second*, if they belong together."""
    done = {*first.files.values(), *second.files.values()}
    shared = first.files.keys() & second.files.keys()
    is_of_one = any(
        second.files[path] == _PROCESS or (first.files[path], second.files[path]) == (_WRITE, _TAKE)
        for path in shared
    )
    is_adding = _ADD in done and done <= {_ADD, _WRITE} and first.files and second.files
    if is_of_one or (is_adding and not shared) or first.state & second.state:
        return start_of(first.call), end_of(second.call)
    return None
