"""``with open(p) as f`` blocks of coroutines that asynchronous files could replace."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.await_places import can_await
from flake8_asyncpitfalls.analyses.conversion.rewriting import Follower, NoTwinError, Rewriting
from flake8_asyncpitfalls.analyses.conversion.twins import binding_of, with_that_enters
from flake8_asyncpitfalls.analyses.library import file_library_at
from flake8_asyncpitfalls.analyses.suspensions import waits_in_body
from flake8_asyncpitfalls.analyses.thread_affinity import is_under_lock
from flake8_asyncpitfalls.semantics.source.control_flow import suspensions
from flake8_asyncpitfalls.semantics.source.node_fields import last_name

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Binding

_OPENERS = frozenset({"builtins.open", "io.open"})
_PATH_OPENER = "pathlib.Path.open"
_METHODS = frozenset({
    "flush", "read", "readline", "readlines", "seek", "tell", "truncate", "write", "writelines",
})  # fmt: skip
"""What the asynchronous files of aiofiles, anyio and trio have as coroutine functions."""
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp)
_MUCH = 4096
"""Bytes that are worth a thread."""


def file_block_around(model: SemanticModel, call: ast.Call) -> Rewriting | None:
    """How to rewrite the block whose file *call* opens or uses, if all uses allow it."""
    return model.analysis(_FileBlocks).around(call)


class _FileBlocks:
    """Answers for one file."""

    def __init__(self, model: SemanticModel) -> None:
        self.model = model
        self._known: dict[ast.With, Rewriting | None] = {}

    def around(self, call: ast.Call) -> Rewriting | None:
        """How to rewrite the block whose file *call* opens or uses, if all uses allow it."""
        binding = self._binding(call)
        if binding is None or not isinstance(binding.value, ast.Call):
            return None
        stmt = with_that_enters(self.model, binding)
        name = self.model.name_of(binding.value.func)
        if stmt is None or name not in (*_OPENERS, _PATH_OPENER):
            return None
        if stmt not in self._known:
            try:
                self._known[stmt] = self._block(binding, binding.value, stmt)
            except NoTwinError:
                self._known[stmt] = None
        return self._known[stmt]

    def _binding(self, call: ast.Call) -> Binding | None:
        """The binding of the file's variable."""
        scope = self.model.scope_of(call)
        func, item = call.func, self.model.parent(call)
        if isinstance(item, ast.withitem) and isinstance(item.optional_vars, ast.Name):
            name, stmt = item.optional_vars.id, self.model.parent(item)
            if scope.is_coroutine and self.model.uses.is_private(name, scope):
                found = [b for b in self.model.terms.table(scope).at(stmt) if b.name == name]
                return found[0] if len(found) == 1 else None
        elif isinstance(func, ast.Attribute) and isinstance(func.value, ast.Name):
            return binding_of(self.model, func.value, scope)
        return None

    def _block(self, binding: Binding, opening: ast.Call, stmt: ast.With) -> Rewriting:
        library = file_library_at(self.model, stmt)
        if not library or not can_await(self.model, stmt) or is_under_lock(self.model, stmt):
            raise NoTwinError
        name = "aiofiles.open" if library == "aiofiles" else f"{library}.open_file"
        block = Rewriting(opening, name, asynced=[stmt])
        if self.model.name_of(opening.func) == _PATH_OPENER:
            if not isinstance(opening.func, ast.Attribute):
                raise NoTwinError
            block.passes_object = True
        if library != "aiofiles":
            # The others give a coroutine of a context manager.
            block.awaited.append(opening)
        follower = Follower(self.model, block)
        for use in follower.uses(binding, self.model.scope_of(stmt)):
            self._rewrite(use, block)
        if any(self._is_one_of_many(place, stmt) for place in (*block.awaited, *block.asynced)):
            raise NoTwinError
        return block

    def _is_one_of_many(self, place: ast.AST, stmt: ast.With) -> bool:
        """Whether *place* goes round and round in a loop of *stmt* that waits for nothing else.

        An asynchronous file gives each reading of a few bytes to a thread: a hundred times what it takes.
        """
        if isinstance(place, ast.Call) and self._takes_long(place):
            return False
        child: ast.AST = stmt
        while place is not stmt:
            if isinstance(place, (ast.For, ast.While)) and child is not getattr(
                place, "iter", None
            ):
                return not waits_in_body(self.model, place)
            if isinstance(place, ast.AsyncFor) and child in place.body:
                return False
            if isinstance(place, _COMPREHENSIONS):
                return not any(suspensions([place]))
            child, place = place, self.model.parent(place)
        return False

    def _takes_long(self, call: ast.Call) -> bool:
        """Whether *call* reads all of the file, or as much of it as somebody has chosen once."""
        if last_name(call.func) != "read":
            return False
        match call.args:
            case [ast.Constant(value=int(size))]:
                return size >= _MUCH
            case [ast.Name() as size]:
                bindings = self.model.terms.bindings_read(size, self.model.scope_of(call))
                return not any(one.kind == "assign" for one in bindings)
        return True

    def _rewrite(self, use: ast.Name, block: Rewriting) -> None:
        parent = self.model.parent(use)
        call = self.model.parent(parent)
        place: ast.AST = parent
        if isinstance(parent, ast.Attribute) and isinstance(call, ast.Call):
            if call.func is not parent or parent.attr not in _METHODS:
                raise NoTwinError
            block.awaited.append(call)
            place = call
        elif isinstance(parent, ast.For) and parent.iter is use:
            block.asynced.append(parent)
        elif isinstance(parent, ast.comprehension) and parent.iter is use:
            block.asynced.append(parent.target)
        else:
            raise NoTwinError
        if not can_await(self.model, place):
            raise NoTwinError
