"""Objects that are handed over to others, and greeted before anybody else can use them.

``hub.attach(connection)`` and ``await connection.send(greeting())``: as it is, the greeting is the first
that is sent, since no other task runs between the two. With a new wait there, others send before it. So
it is with a queue that is put among the subscribers: what is read then for a first answer shows all
that came before, and the queue gets what comes after.
"""

from __future__ import annotations

import ast
from bisect import bisect_right
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from flake8_asyncpitfalls.analyses.code_times import At, end_of, leads_to, start_of, waits_of
from flake8_asyncpitfalls.analyses.state_accesses import Accesses
from flake8_asyncpitfalls.rules.blocking._steps.half_done import holds_nothing
from flake8_asyncpitfalls.rules.blocking._steps.worked_on import only_tells
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, Unknown, options_of
from flake8_asyncpitfalls.semantics.source.node_fields import arguments_of, first_name, root_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_KEEPING = frozenset({"add", "append", "appendleft", "put_nowait", "setdefault"})
_STEPS, _MOST = 3, 8


class _Handing(NamedTuple):
    """Where *names* are handed over to others; *is_kept*: to a container that outlives the call."""

    node: ast.stmt
    names: frozenset[str]
    is_kept: bool


def comes_before_greeting(call: ast.Call, moved: Sequence[ast.stmt], model: SemanticModel) -> bool:
    """Whether a wait at *call*, or at what is *moved* with it, is the first after an object was handed over.

    And the wait that comes first as it is works on that object, or a later one waits for what it gets.
    """
    scope = model.scope_of(call)
    if not isinstance(scope.node, ast.AsyncFunctionDef):
        return False
    return model.analysis(_Handovers).are_before(moved[0] if moved else call, scope)


class _OfScope:
    """What one function hands over, and its waits, in the order of the code."""

    def __init__(self, scope: Scope, handed: list[_Handing]) -> None:
        self._handed = sorted(handed, key=_ended)
        self._waits = waits_of(scope) if handed else []
        self._last = {_owner(node): at for at, node in self._waits}

    def handed_before(self, start: At) -> list[_Handing]:
        """The last before *start* between which and that it does not wait."""
        at = bisect_right(self._waits, start, key=itemgetter(0))
        last_wait = self._waits[at - 1][0] if at else (0, 0, 0)
        first = bisect_right(self._handed, last_wait, key=_ended)
        end = bisect_right(self._handed, start, key=_ended)
        return self._handed[max(first, end - _MOST) : end]

    def is_greeted(self, handing: _Handing, start: At) -> bool:
        """Whether the first wait after *start* works on what was handed over, or one for what it gets."""
        at = bisect_right(self._waits, start, key=itemgetter(0))
        if any(_uses(node, handing.names) for _, node in self._waits[at : at + 1]):
            return True
        return handing.is_kept and any(
            self._last.get(name, start) > start for name in handing.names
        )


def _ended(handing: _Handing) -> At:
    return end_of(handing.node)


class _Handovers:
    """Answers for one file."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._accesses = model.analysis(Accesses)
        self._known: dict[Scope, _OfScope] = {}

    def are_before(self, node: ast.expr | ast.stmt, scope: Scope) -> bool:
        """Whether what *scope* hands over is still its own alone at *node*, but for the registry."""
        if scope not in self._known:
            self._known[scope] = _OfScope(scope, list(self._handed(scope)))
        known, start = self._known[scope], start_of(node)
        return any(
            one.node is not node
            and leads_to(one.node, node, self._model.terms.parents)
            and known.is_greeted(one, start)
            for one in known.handed_before(start)
        )

    def _handed(self, scope: Scope) -> Iterator[_Handing]:
        """What *scope* gives to others in statements that do nothing else."""
        awaited = {_owner(node) for node in scope.of_type(ast.Await)}
        for stmt in scope.of_type(ast.Expr):
            call = stmt.value
            if not isinstance(call, ast.Call) or only_tells(call, self._model):
                continue
            owner = call.func.value if isinstance(call.func, ast.Attribute) else None
            if owner is not None and self._outlives(owner, scope) and self._keeps(call):
                is_kept = isinstance(call.func, ast.Attribute) and call.func.attr in _KEEPING
                names = self._objects(arguments_of(call), awaited)
                yield _Handing(stmt, names, is_kept)
        for assign in scope.of_type(ast.Assign):
            match assign.targets:
                case [ast.Subscript(value=kept)] if self._outlives(kept, scope):
                    yield _Handing(assign, self._objects([assign.value], awaited), True)

    def _objects(self, given: Sequence[ast.expr], awaited: set[str]) -> frozenset[str]:
        """The variables among *given* that are more than plain values: by class, or as is *awaited*."""
        return frozenset(
            one.id
            for one in given
            if isinstance(one, ast.Name) and (one.id in awaited or self._is_object(one))
        )

    def _is_object(self, name: ast.Name) -> bool:
        options = options_of(self._model.value_of(name))
        return not any(
            isinstance(one, Unknown) or holds_nothing(one, self._model) for one in options
        )

    def _outlives(self, owner: ast.expr, scope: Scope) -> bool:
        """Whether *owner* is no object of the function alone."""
        if first_name(owner) in ("self", "cls"):
            return True
        name = root_name(owner)
        return bool(name) and name not in self._model.terms.table(scope).by_name

    def _keeps(self, call: ast.Call) -> bool:
        """Whether *call* may keep what it is given: it writes to its object, or nobody knows its code."""
        if isinstance(call.func, ast.Attribute) and call.func.attr in _KEEPING:
            return True
        options = [
            o for o in options_of(self._model.value_of(call.func)) if isinstance(o, FunctionValue)
        ]
        return all(
            option.summary.is_empty
            or any(
                one.is_write and not one.renames
                for one in self._accesses.inside(option.summary, _STEPS)
            )
            for option in options
            if not option.summary.module.is_stub
        ) and not any(option.summary.module.is_stub for option in options)


def _uses(wait: ast.AST, names: frozenset[str]) -> bool:
    """Whether *wait* awaits a method of one of *names*, or a call that is given one."""
    if not isinstance(wait, ast.Await) or not isinstance(wait.value, ast.Call):
        return False
    given = {one.id for one in arguments_of(wait.value) if isinstance(one, ast.Name)}
    return bool(names & given) or _owner(wait) in names


def _owner(wait: ast.AST) -> str:
    """The variable whose method is awaited, or ''."""
    match wait:
        case ast.Await(value=ast.Call(func=ast.Attribute(value=ast.Name(id=name)))):
            return name
    return ""
