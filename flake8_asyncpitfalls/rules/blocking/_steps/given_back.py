"""Changes that a function takes back in a ``finally``, or hands over: a new wait would leave them so.

``process.suspend(); found = process.children()`` above a ``try`` in whose ``finally`` is ``process.kill()``:
as it is, nothing comes between the change and the ``try``. A cancellation that arrives in a new wait there
leaves a process that stands still for ever. So does one behind ``except BaseException: cache.stop(); raise``
on the way to the caller, who alone would end what has been started from then on.
"""

from __future__ import annotations

import ast
from bisect import bisect_left, bisect_right
from collections import defaultdict
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from flake8_asyncpitfalls.analyses.cancellations import catches_cancellation
from flake8_asyncpitfalls.analyses.code_times import At, end_of, leads_to, start_of, waits_of
from flake8_asyncpitfalls.analyses.deciding_tests import all_of
from flake8_asyncpitfalls.analyses.object_changes import CHANGING
from flake8_asyncpitfalls.analyses.shared_state import is_shared
from flake8_asyncpitfalls.rules.blocking._steps.worked_on import only_tells
from flake8_asyncpitfalls.semantics.inference.values import ModuleValue
from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES
from flake8_asyncpitfalls.semantics.source.control_flow import suspensions, walk_code
from flake8_asyncpitfalls.semantics.source.node_fields import place_in
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_TRIES = (ast.Try, ast.TryStar)
_OWN = frozenset({"self", "cls"})
_OF_MEMORY = ("io.IOBase", "builtins.dict", "builtins.list", "builtins.set")
"""What is taken back by itself when nobody has it any more."""
_REACH = 12
"""How many statements on a ``return`` is looked for."""
_MOST_TRIES, _MOST_CHANGES, _MOST_WAITS = 4, 4, 8
"""Of the ``try`` next to a place, of the changes of one object, and of the waits between two places."""


class _Debt(NamedTuple):
    """Something that the function changes, in *change*, and that *settled* takes back or protects."""

    change: ast.stmt
    about: str
    settled: ast.Try | ast.TryStar


def parts_from_giving_back(call: ast.Call, moved: Sequence[ast.stmt], model: SemanticModel) -> bool:
    """Whether a wait at *call* comes between a change and what takes it back, or hands it over."""
    scope = model.scope_of(call)
    if not isinstance(scope.node, ast.AsyncFunctionDef):
        return False
    own = model.statement_of(call)
    first, last = (moved[0], moved[-1]) if moved else (own, own)
    debts = model.analysis(_Debts)
    return debts.is_handed_over(first, last, scope) or any(
        debt.change is not own
        and debts.are_one_step(debt.change, last)
        and debts.are_one_step(last, debt.settled)
        and not debts.is_protected(first, debt.about)
        for debt in debts.around(last, scope)
    )


class _Debts:
    """Answers for one file."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._tries: dict[Scope, list[ast.Try | ast.TryStar]] = {}
        self._handing: dict[Scope, list[ast.Try | ast.TryStar]] = {}
        self._changes: dict[Scope, dict[str, list[ast.stmt]]] = {}
        self._waits: dict[Scope, list[tuple[At, ast.AST]]] = {}
        self._settled: dict[ast.stmt, frozenset[str]] = {}

    def around(self, stmt: ast.stmt, scope: Scope) -> Iterator[_Debt]:
        """What *scope* changes up to *stmt*, and takes back in one of the next ``try`` behind it."""
        if scope not in self._tries:
            tries = filter(self.settled_by, _tries_of(scope))
            self._tries[scope] = sorted(tries, key=start_of)
        tries_here = self._tries[scope]
        at = bisect_left(tries_here, end_of(stmt), key=start_of)
        for later in tries_here[at : at + _MOST_TRIES]:
            for key in sorted(self.settled_by(later)):
                changes = self._changes_in(scope).get(key, [])
                count = bisect_right(changes, end_of(stmt), key=end_of)
                for change in changes[max(0, count - _MOST_CHANGES) : count]:
                    yield _Debt(change, key, later)

    def _changes_in(self, scope: Scope) -> dict[str, list[ast.stmt]]:
        """The statements of *scope* that change something, by what, in their order."""
        if scope not in self._changes:
            found = self._changes[scope] = defaultdict[str, list[ast.stmt]](list)
            for stmt in sorted(scope.of_type(ast.Expr, ast.Assign, ast.AugAssign), key=end_of):
                for key in _changed(stmt, self._model):
                    found[key].append(stmt)
        return self._changes[scope]

    def settled_by(self, stmt: ast.Try | ast.TryStar) -> frozenset[str]:
        """What *stmt* takes back when a cancellation leaves it, as texts."""
        if stmt not in self._settled:
            handlers = [one for one in stmt.handlers if catches_cancellation(one, self._model)]
            body = [*stmt.finalbody, *(part for one in handlers for part in one.body)]
            self._settled[stmt] = frozenset(
                key
                for node in walk_code(body)
                if isinstance(node, (ast.Expr, ast.Assign, ast.AugAssign, ast.Delete))
                for key in _changed(node, self._model)
            )
        return self._settled[stmt]

    def is_protected(self, stmt: ast.stmt, about: str) -> bool:
        """Whether a ``try`` around *stmt* takes back what is *about*."""
        parents = self._model.terms.parents
        child, parent = stmt, parents[stmt]
        while not isinstance(child, (*FUNCTION_TYPES, ast.Module)):
            if isinstance(parent, _TRIES) and child in parent.body:
                if about in self.settled_by(parent):
                    return True
            child, parent = parent, parents.get(parent, parent)  # type: ignore[assignment]
        return False

    def are_one_step(self, first: ast.stmt, later: ast.stmt) -> bool:
        """Whether *later* follows *first*, and the function does not wait between them."""
        if first is later:
            return True
        parents, scope = self._model.terms.parents, self._model.scope_of(first)
        if not leads_to(first, later, parents):
            return False
        if scope not in self._waits:
            self._waits[scope] = waits_of(scope)
        waits = self._waits[scope]
        begin = bisect_right(waits, end_of(first), key=itemgetter(0))
        end = bisect_left(waits, start_of(later), key=itemgetter(0))
        return not any(
            leads_to(wait, later, parents) and not self._excludes(first, wait)
            for _, wait in waits[begin:end][-_MOST_WAITS:]
        )

    def _excludes(self, first: ast.stmt, wait: ast.AST) -> bool:
        """Whether a variable that is bound once is true where *first* stands, and false at *wait*."""
        opposite = {(name, not is_true) for name, is_true in self._tested(first)}
        by_name = self._model.terms.table(self._model.scope_of(first)).by_name
        return any(
            len(by_name.get(name, ())) == 1
            for name, _ in (opposite & {*self._tested(wait)} if opposite else ())
        )

    def _tested(self, node: ast.AST) -> Iterator[tuple[str, bool]]:
        """The variables that the tests around *node* ask for, and what each has come out as."""
        parents = self._model.terms.parents
        while not isinstance(node, (*FUNCTION_TYPES, ast.Module)):
            parent = parents[node]
            if isinstance(parent, ast.If) and node in parent.body:
                for part in all_of(parent.test):
                    match part:
                        case ast.Name(id=name):
                            yield name, True
                        case ast.UnaryOp(op=ast.Not(), operand=ast.Name(id=name)):
                            yield name, False
            node = parent

    def is_handed_over(self, first: ast.stmt, last: ast.stmt, scope: Scope) -> bool:
        """Whether *first* to *last* are on the way to the caller, behind a ``try`` that ends what it began.

        Only a cancellation, or an error, in that ``try`` ended it: from there on it is the caller's.
        """
        if not _reaches_return(last, self._model):
            return False
        if scope not in self._handing:
            tries = (stmt for stmt in _tries_of(scope) if self._ends_own(stmt, scope))
            self._handing[scope] = sorted(tries, key=end_of)
        handing = self._handing[scope]
        count = bisect_right(handing, start_of(first), key=end_of)
        return any(
            self.are_one_step(before, first)
            for before in handing[max(0, count - _MOST_TRIES) : count]
        )

    def _ends_own(self, stmt: ast.Try | ast.TryStar, scope: Scope) -> bool:
        """Whether *stmt* waits, and ends an object of *scope* when it is cancelled, and raises again."""
        if stmt.finalbody or not any(suspensions(stmt.body)):
            return False
        handlers = [one for one in stmt.handlers if catches_cancellation(one, self._model)]
        by_name = self._model.terms.table(scope).by_name
        return any(isinstance(one.body[-1], ast.Raise) for one in handlers) and any(
            bindings and all(binding.kind == "assign" for binding in bindings)
            for key in self.settled_by(stmt)
            if (bindings := by_name.get(key, ()))
        )


def _tries_of(scope: Scope) -> list[ast.Try | ast.TryStar]:
    return [*scope.of_type(ast.Try), *scope.of_type(ast.TryStar)]


def _reaches_return(stmt: ast.stmt, model: SemanticModel) -> bool:
    """Whether *stmt* returns something, or is followed by what does, with no wait between."""
    place = place_in(stmt, model.parent(stmt))
    block = getattr(model.parent(stmt), place[0])[place[1] :][:_REACH] if place else [stmt]
    for one in block:
        if one is not stmt and any(suspensions([one])):
            return False
        if isinstance(one, ast.Return):
            return one.value is not None
    return False


def _changed(stmt: ast.AST, model: SemanticModel) -> Iterator[str]:
    """What *stmt* itself changes, as texts: objects whose methods it calls, attributes, containers."""
    match stmt:
        case ast.Expr(value=ast.Call() as call) | ast.Expr(value=ast.Await(ast.Call() as call)):
            yield from _changed_by(call, model)
        case ast.Assign(targets=targets) | ast.Delete(targets=targets):
            yield from _stored(targets)
        case ast.AugAssign(target=target):
            yield from _stored([target])


def _changed_by(call: ast.Call, model: SemanticModel) -> Iterator[str]:
    """The object that *call*, whose result nobody wants, is made on; and the function's, in a thread."""
    given = model.arguments_marked(call, "offloads")
    func = given[0] if given else call.func
    match func:
        case ast.Attribute(value=ast.Name() | ast.Attribute() as owner, attr=name):
            is_container = name in CHANGING
            if isinstance(owner, ast.Name) and (owner.id in _OWN or is_container):
                return
            if is_container and not is_shared(owner, model):
                return
            value = model.value_of(owner)
            if isinstance(value, ModuleValue) or (not given and only_tells(call, model)):
                return
            if is_container or not model.is_instance(owner, *_OF_MEMORY):
                yield unparsed(owner)


def _stored(targets: Sequence[ast.expr]) -> Iterator[str]:
    """The attributes, and the containers of entries, among *targets*."""
    for target in targets:
        if isinstance(target, ast.Attribute):
            yield unparsed(target)
        elif isinstance(target, ast.Subscript) and isinstance(target.value, ast.Attribute):
            yield unparsed(target.value)
