"""Locks on files: who waits for one asks for it again and again, and stops the event loop meanwhile.

As long as the loop alone takes it, it is free there. Once a thread holds it for as long as its work takes,
the loop waits for the thread, in steps of some 50 ms. So all that the loop does with it goes to threads,
or nothing does.
"""

from __future__ import annotations

import ast
from bisect import bisect_left
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

from flake8_asyncpitfalls.edit import Offload
from flake8_asyncpitfalls.semantics.effects.display_names import readable
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, Instance, options_of
from flake8_asyncpitfalls.semantics.project.word_index import IMPORTING, NAMING
from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES
from flake8_asyncpitfalls.semantics.source.node_fields import last_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flake8_asyncpitfalls.finding import Fix
    from flake8_asyncpitfalls.semantics.effects.effect import Effect
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

    Single: TypeAlias = Callable[[ast.Call], Fix | None]
    _Lock: TypeAlias = tuple[str, str]
    _Place: TypeAlias = tuple[int, int]

_WAIT = "wait"
_MOST_MODULES = 6


def is_of_file_lock(effect: Effect, model: SemanticModel) -> bool:
    """Whether *effect* is the wait for a lock on a file."""
    function = effect.function
    if effect.kind != _WAIT or function is None or not isinstance(function.receiver, Instance):
        return False
    return model.types.members.is_marked_class(function.receiver.summary, "file_lock")


def all_or_none(fix: Fix | None, node: ast.AST, model: SemanticModel, single: Single) -> Fix | None:
    """*fix* of *node*, unless others on the loop would then wait for the thread that holds their lock.

    *single* gives the fix of another call of the file by itself.
    """
    if fix is not None and _is_divided(fix, node, model):
        return None
    locks = model.analysis(_LockUsers)
    lock = locks.taken_at(node) if fix is not None and isinstance(node, ast.Call) else None
    if lock is None:
        return fix
    is_shared = any(call is not node for call in locks.staying(lock, single))
    return None if is_shared or locks.is_taken_elsewhere(lock, node) else fix


def _is_divided(fix: Fix, node: ast.AST, model: SemanticModel) -> bool:
    """Whether *fix* lets others run while an open file holds a lock that the coroutine takes by a call.

    ``fcntl.flock`` in a thread is held before the coroutine goes on, as it is at what it waits for below:
    who asks for it on the loop meanwhile keeps the coroutine from ever giving it back.
    """
    if _is_taking(node, model):
        return any(isinstance(edit, Offload) for edit in fix.edits)
    held = model.analysis(_LockUsers).last_taking(model.scope_of(node), _place(node))
    if held is None or _is_release(held):
        return False
    around = set(_blocks_around(node, model))
    return all(block in around for block in _blocks_around(held, model))


def _is_taking(node: ast.AST, model: SemanticModel) -> bool:
    return isinstance(node, ast.Call) and model.marker(node.func, "file_lock") is not None


def _is_release(call: ast.Call) -> bool:
    return any(last_name(arg) == "LOCK_UN" for arg in call.args)


def _blocks_around(node: ast.AST, model: SemanticModel) -> Iterator[ast.With]:
    """The ``with`` statements of the function around *node*, which may close the file."""
    around = model.parent(node)
    while not isinstance(around, (*FUNCTION_TYPES, ast.Module)):
        if isinstance(around, ast.With):
            yield around
        around = model.parent(around)


def _place(node: ast.AST) -> _Place:
    return getattr(node, "lineno", 0), getattr(node, "col_offset", 0)


class _LockUsers:
    """The calls of a file that the event loop waits at for a lock on a file."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._all: dict[_Lock, list[ast.Call]] | None = None
        self._staying: dict[_Lock, list[ast.Call]] = {}
        self._elsewhere: dict[tuple[_Lock, str], bool] = {}
        self._taking: dict[Scope, list[ast.Call]] = {}

    def last_taking(self, scope: Scope, place: _Place) -> ast.Call | None:
        """The last call in *scope* before *place* that takes a lock for an open file, or gives it back."""
        if scope not in self._taking:
            taking = [call for call in scope.of_type(ast.Call) if _is_taking(call, self._model)]
            # Of ``f().g()`` and ``f()``, which begin at one place, the outer one comes last.
            taking.reverse()
            self._taking[scope] = sorted(taking, key=_place)
        known = self._taking[scope]
        after = bisect_left(known, place, key=_place)
        return known[after - 1] if after else None

    def taken_at(self, call: ast.AST) -> _Lock | None:
        """The lock that is waited for at *call*, by what it is called and the file where it is taken."""
        effect = self._model.effects_at(call).get(_WAIT)
        if effect is None or not is_of_file_lock(effect, self._model):
            return None
        if effect.hops:
            return effect.hops[-1].what, effect.hops[-1].path
        return readable(effect.name, self._model.spelled(call)), str(self._model.module.path)

    def of(self, lock: _Lock) -> list[ast.Call]:
        """The calls on the loop that wait for *lock*."""
        if self._all is None:
            self._all = {}
            for scope in self._model.scopes:
                for call in scope.of_type(ast.Call) if scope.is_coroutine else ():
                    taken = self.taken_at(call)
                    if taken is not None:
                        self._all.setdefault(taken, []).append(call)
        return self._all.get(lock, [])

    def staying(self, lock: _Lock, single: Single) -> list[ast.Call]:
        """Two of the calls that wait for *lock* and have no fix, or all if there are fewer."""
        if lock not in self._staying:
            found = (call for call in self.of(lock) if single(call) is None)
            self._staying[lock] = list(islice(found, 2))
        return self._staying[lock]

    def is_taken_elsewhere(self, lock: _Lock, call: ast.AST) -> bool:
        """Whether the loop waits for it in another module, which knows what *call* calls."""
        return any(self._is_found(lock, question) for question in sorted(self._questions(call)))

    def _is_found(self, lock: _Lock, question: str) -> bool:
        key = lock, question
        if key not in self._elsewhere:
            others = islice(self._model.found(question), _MOST_MODULES)
            self._elsewhere[key] = any(other.analysis(_LockUsers).of(lock) for other in others)
        return self._elsewhere[key]

    def _questions(self, call: ast.AST) -> Iterator[str]:
        """What finds the modules that may take the lock: they name its class, or import its function."""
        assert isinstance(call, ast.Call)
        for option in options_of(self._model.value_of(call.func)):
            if isinstance(option, FunctionValue) and isinstance(option.receiver, Instance):
                yield NAMING + option.receiver.summary.local_name.rpartition(".")[2]
            elif isinstance(option, FunctionValue):
                yield IMPORTING + option.summary.local_name.partition(".")[0]
