"""Statements that may run in one thread as a whole: ``reply = urlopen(u); return reply.read()``.

They become a nested function. Which ones: from the first to the last that has to do with the object
of a blocking call (see object_families), the ``with`` that enters it, or two steps that belong
together, in the block that holds them all. They may only do what a thread may do (see thread_fitness):
they wait for nothing of the loop, change nothing that other tasks could see meanwhile, and leave
nothing behind but variables that they certainly bind, or the value that they return.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, TypeAlias

from flake8_asyncpitfalls.analyses.await_places import can_await
from flake8_asyncpitfalls.analyses.conversion.block_names import (
    BlockNames,
    function_names,
    names_around,
)
from flake8_asyncpitfalls.analyses.conversion.block_types import parameters, returned_type
from flake8_asyncpitfalls.analyses.conversion.block_variables import (
    is_return_of,
    is_variable_of,
    loop_names,
    start_of_filled,
)
from flake8_asyncpitfalls.analyses.conversion.ending_objects import leaves_no_holder
from flake8_asyncpitfalls.analyses.conversion.hops import waits_for_more
from flake8_asyncpitfalls.analyses.conversion.narrowing import narrowing_tests
from flake8_asyncpitfalls.analyses.conversion.object_families import Family, family_of, open_uses
from flake8_asyncpitfalls.analyses.conversion.thread_fitness import is_fit_for_thread
from flake8_asyncpitfalls.analyses.thread_affinity import (
    belongs_to_thread,
    gives_thread_resource,
    is_awaited_upon,
    is_under_lock,
)
from flake8_asyncpitfalls.analyses.used_names import UsedNames
from flake8_asyncpitfalls.record import Record
from flake8_asyncpitfalls.semantics.inference.values import NamedInstance, options_of
from flake8_asyncpitfalls.semantics.source.control_flow import (
    leaving,
    suspensions,
    walk_code,
    ways_through,
)
from flake8_asyncpitfalls.semantics.source.node_fields import last_name, place_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_Place: TypeAlias = tuple[ast.stmt, str, int, int]
_RETURN, _VALUE = "return", "value"
_ITERATORS = ("Iterator", "Generator")
_HOLDERS = (ast.AsyncFunctionDef, ast.If, ast.For, ast.While, ast.With, ast.Try, ast.AsyncWith,
            ast.AsyncFor)  # fmt: skip
_MOST_VARIABLES = 3
"""Who gets more than these back from a function had better write it anew."""
_MOST_LINES = 40
"""More had better be a function of the module that people name."""
_FORBIDDEN = (
    ast.Yield, ast.YieldFrom, ast.Global, ast.Nonlocal, ast.Delete, ast.ClassDef,
    ast.FunctionDef, ast.AsyncFunctionDef, ast.NamedExpr, ast.Import, ast.ImportFrom,
)  # fmt: skip


class ThreadBlock(Record):
    """Statements *first* to *last* of the *block* of *holder* as a function called *name*.

    *gives* and *returns* are what RunInThread says of what comes back, *takes* and *asserts* what it
    says of what is passed on, and of what is known.
    """

    holder: ast.stmt
    block: str
    first: int
    last: int
    name: str
    gives: str
    returns: str
    takes: tuple[str, ...] = ()
    asserts: tuple[str, ...] = ()


def thread_block_around(
    model: SemanticModel, call: ast.Call, others: Iterable[ast.Call] = ()
) -> ThreadBlock | None:
    """The statements that work with the object of *call*, if all of them may run in a thread.

    *others* are calls that must run there with it.
    """
    if not model.scope_of(call).is_coroutine:
        return None
    return model.analysis(_ThreadBlocks).around(call, others)


def thread_block_at(
    model: SemanticModel, holder: ast.AST, block: str, first: int, last: int
) -> ThreadBlock | None:
    """Statements *first* to *last* of the *block* of *holder*, if they may run in a thread."""
    if (
        not isinstance(holder, _HOLDERS)
        or not model.scope_of(getattr(holder, block)[0]).is_coroutine
    ):
        return None
    return model.analysis(_ThreadBlocks).at((holder, block, first, last))


class _ThreadBlocks:
    """Answers for one file; several calls work with one object."""

    def __init__(self, model: SemanticModel) -> None:
        self.model = model
        self._known: dict[_Place, ThreadBlock | None] = {}
        self._names: dict[Scope, BlockNames] = {}
        self._of_families: dict[tuple[Scope, Family], list[ast.stmt]] = {}

    def around(self, call: ast.Call, others: Iterable[ast.Call]) -> ThreadBlock | None:
        """The statements to move for *call* and *others*, if they may move."""
        wanted = list(self._wanted(call, others))
        place = _smallest_block(wanted, self.model) if wanted else None
        return self.at(place) if place is not None else None

    def at(self, place: _Place) -> ThreadBlock | None:
        """The statements at *place*, if they may move."""
        if place not in self._known:
            self._known[place] = self._as_people_write(place)
        return self._known[place]

    def _as_people_write(self, place: _Place) -> ThreadBlock | None:
        """The statements at *place* with what makes the list that they fill, and the ``return`` of it."""
        holder, block, first, last = place
        plain = self._checked(*place)
        if plain is None or plain.gives == _RETURN:
            return plain
        stmts = getattr(holder, block)
        for start in dict.fromkeys((start_of_filled(stmts, first, last), first)):
            is_one = start == last and isinstance(stmts[last], (ast.Assign, ast.AnnAssign))
            is_returned = not is_one and is_return_of(
                stmts[last + 1 : last + 2], stmts[start : last + 1]
            )
            for end in (last + 1, last) if is_returned else (last,):
                if (start, end) != (first, last) and (
                    made := self._checked(holder, block, start, end)
                ):
                    return made
        return plain

    def _wanted(self, call: ast.Call, others: Iterable[ast.Call]) -> Iterator[ast.stmt]:
        """The statements that have to do with the objects of *call*, and those of *others*."""
        for other in others:
            yield self.model.statement_of(other)
        family = family_of(self.model, call)
        item = self.model.parent(call)
        if not family and not others and not isinstance(item, ast.withitem):
            return
        yield self.model.statement_of(call)
        scope = self.model.scope_of(call)
        if (scope, family) not in self._of_families:
            self._of_families[scope, family] = self._ends_of(scope, family)
        yield from self._of_families[scope, family]

    def _ends_of(self, scope: Scope, family: Family) -> list[ast.stmt]:
        """The first and the last of the statements that have to do with *family*, if one block has all.

        All of them, else: many calls may work on one object, and each would look at all of them.
        """
        model, stmts = self.model, {}
        for name in open_uses(model, scope, family):
            stmts[model.statement_of(name)] = True
            for binding in model.terms.bindings_read(name, scope):
                stmts[model.statement_of(binding.node)] = True
        place = _smallest_block(list(stmts), model) if stmts else None
        if place is None:
            return list(stmts)
        holder, block, first, last = place
        return [getattr(holder, block)[first], getattr(holder, block)[last]]

    def _checked(self, holder: ast.stmt, block: str, first: int, last: int) -> ThreadBlock | None:
        model, stmts = self.model, getattr(holder, block)[first : last + 1]
        if not can_await(model, stmts[0]) or is_under_lock(model, stmts[0]):
            return None
        if _is_one_call(stmts, model) or _lines_of(stmts) > _MOST_LINES:
            return None
        if waits_for_more(model, suspensions(stmts)):
            return None
        if any(isinstance(node, _FORBIDDEN) for node in walk_code(stmts)):
            return None
        scope = model.scope_of(stmts[0])
        is_end = holder is scope.node and last == len(getattr(holder, block)) - 1
        gives = _given(stmts, scope, model, is_end=is_end)
        target = _target(stmts[-1]) if gives == _VALUE else None
        if gives is None or not is_fit_for_thread(model, stmts, target):
            return None
        given = [target.id] if isinstance(target, ast.Name) else gives.split(", ")
        if _gives_what_is_open(stmts, scope, model) or is_awaited_upon(given, scope):
            return None
        if not is_end and leaves_no_holder(stmts, given, model):
            return None
        word = last_name(target) if target is not None else "" if gives == _RETURN else gives
        names = function_names(stmts, scope, model, word)
        if scope not in self._names:
            used = model.analysis(UsedNames).of(scope)
            self._names[scope] = BlockNames(used | names_around(scope, model))
        name = self._names[scope].chosen(stmts, names)
        returns = returned_type(gives, stmts, scope, model)
        takes = parameters(loop_names(model, stmts, scope), stmts, scope, model)
        if any(":" not in one for one in takes):
            returns = ""  # All is annotated, or nothing.
        asserts = narrowing_tests(model, stmts, scope) if returns else ()
        return ThreadBlock(holder, block, first, last, name, gives, returns, takes, asserts)


def _lines_of(stmts: Sequence[ast.stmt]) -> int:
    return (stmts[-1].end_lineno or 0) - stmts[0].lineno + 1


def _is_one_call(stmts: Sequence[ast.stmt], model: SemanticModel) -> bool:
    """Whether it is one line with one call that blocks: what speaks against a thread for it stands."""
    if len(stmts) > 1 or not isinstance(
        stmts[0], (ast.Assign, ast.AnnAssign, ast.Expr, ast.Return)
    ):
        return False
    calls = [node for node in walk_code(stmts) if isinstance(node, ast.Call)]
    return sum(bool(model.effects_at(call)) for call in calls) < 2


def _smallest_block(stmts: Sequence[ast.stmt], model: SemanticModel) -> _Place | None:
    """The innermost block that holds all *stmts*: its holder, its name, the first and the last."""
    chains = [_chain(stmt, model) for stmt in stmts]
    common = min(len(chain) for chain in chains)
    for depth in reversed(range(common)):
        holders = {(id(chain[depth][0]), chain[depth][1]) for chain in chains}
        if len(holders) == 1:
            holder, block, _ = chains[0][depth]
            numbers = [chain[depth][2] for chain in chains]
            return (holder, block, min(numbers), max(numbers)) if block else None
    return None


def _chain(stmt: ast.AST, model: SemanticModel) -> list[tuple[ast.stmt, str, int]]:
    """The blocks around *stmt* in its function, from the outside: holder, block and number."""
    chain: list[tuple[ast.stmt, str, int]] = []
    while not isinstance(stmt, ast.AsyncFunctionDef):
        holder = model.parent(stmt)
        place = place_in(stmt, holder) if isinstance(holder, _HOLDERS) else None
        name, number = place or ("", 0)
        if isinstance(stmt, ast.stmt):
            chain.append((holder, name, number))  # type: ignore[arg-type]
        stmt = holder
    return chain[::-1]


def _given(
    stmts: Sequence[ast.stmt], scope: Scope, model: SemanticModel, *, is_end: bool
) -> str | None:
    """What comes back from *stmts*; None when they leave something else behind."""
    ways = ways_through(stmts, lambda _: False)
    if any(not isinstance(way, ast.Return) for way in leaving(stmts)):
        return None
    if "end" not in ways and "return" not in ways:
        # A thread that never ends keeps the program from ending.
        return None
    if _reads_rebound(stmts, scope, model) or _binds_outer(stmts, scope, model):
        return None
    if "return" in ways:
        is_end = is_end or isinstance(stmts[-1], ast.Return)
        is_all = is_end or ("end" not in ways and not _may_suppress(stmts, model))
        return _RETURN if is_all and not _seen_outside(stmts, scope, model) else None
    target = _target(stmts[-1])
    names = _seen_outside(stmts, scope, model)
    if isinstance(target, ast.Name) and names in ([target.id], []):
        return _VALUE
    if target is not None and not isinstance(target, ast.Name) and not names:
        return _VALUE
    if len(names) > _MOST_VARIABLES:
        return None
    certain = all(_is_bound_first(name, stmts) for name in names)
    return ", ".join(names) if certain else None


def _gives_what_is_open(stmts: Sequence[ast.stmt], scope: Scope, model: SemanticModel) -> bool:
    """Whether an open connection or the like, made in the thread, would be used outside of it.

    Or what does its work only when somebody goes over it: ``found = folder.rglob("*")``.
    """
    names = set(_seen_outside(stmts, scope, model))
    returned = [
        part
        for stmt in walk_code(stmts)
        if isinstance(stmt, ast.Return) and stmt.value is not None
        for part in [stmt.value, *getattr(stmt.value, "elts", ())]
    ]
    names |= {part.id for part in returned if isinstance(part, ast.Name)}
    inside = {node for stmt in stmts for node in ast.walk(stmt)}
    given = [
        binding.value
        for name in names
        for binding in model.terms.table(scope).by_name.get(name, ())
        if binding.kind == "assign"
        and binding.node in inside
        and isinstance(binding.value, ast.expr)
    ]
    return any(_is_lazy(expr, model) for expr in [*given, *returned]) or any(
        isinstance(expr, ast.Call)
        and (gives_thread_resource(model, expr) or belongs_to_thread(model, expr))
        for expr in given
    )


def _is_lazy(expr: ast.expr, model: SemanticModel) -> bool:
    """Whether *expr* is, or may come to, a walk or the like: whoever goes over it does its work."""
    if isinstance(expr, ast.IfExp):
        return _is_lazy(expr.body, model) or _is_lazy(expr.orelse, model)
    return isinstance(expr, ast.GeneratorExp) or gives_walk(model, expr)


def gives_walk(model: SemanticModel, expr: ast.expr) -> bool:
    """Whether *expr* gives an iterator that is declared as one: ``path.rglob("*")``."""
    return any(
        isinstance(option, NamedInstance) and option.qualified_name.rpartition(".")[2] in _ITERATORS
        for option in options_of(model.value_of(expr))
    )


def _target(stmt: ast.stmt) -> ast.expr | None:
    """What the last statement of *stmt*, or of the ``with`` that it is, assigns to."""
    while isinstance(stmt, ast.With):
        stmt = stmt.body[-1]
    if isinstance(stmt, ast.Assign) and len(stmt.targets) == 1:
        return stmt.targets[0]
    if isinstance(stmt, ast.AnnAssign) and stmt.value is not None:
        return stmt.target
    return None


def _seen_outside(stmts: Sequence[ast.stmt], scope: Scope, model: SemanticModel) -> list[str]:
    """The variables that *stmts* bind and other code of the function may read, in their order."""
    inside = {node for stmt in stmts for node in ast.walk(stmt)}
    bound = _bound_names(inside, scope, model)
    seen = {word for word in bound if _is_seen_outside(word, inside, scope, model)}
    order = (name.id for stmt in stmts for name in _names(ast.walk(stmt)))
    return list(dict.fromkeys(name for name in order if name in seen)) + sorted(
        seen - {name.id for name in _names(inside)}
    )


def _bound_names(inside: set[ast.AST], scope: Scope, model: SemanticModel) -> set[str]:
    names = {name.id for name in _names(inside) if _is_bound(name, scope, model)}
    return names | {h.name for h in inside if isinstance(h, ast.ExceptHandler) and h.name}


def _is_bound(name: ast.Name, scope: Scope, model: SemanticModel) -> bool:
    return not isinstance(name.ctx, ast.Load) and model.scope_of(name) is scope


def _is_seen_outside(word: str, inside: set[ast.AST], scope: Scope, model: SemanticModel) -> bool:
    """Whether a use of the variable outside may read what is bound in *inside*."""
    bindings = model.terms.table(scope).by_name.get(word, ())
    readers = (
        name for one in bindings if one.node in inside for name in model.uses.readers(one, scope)
    )
    nested = model.analysis(_Nested).names(scope).get(word, ())
    return any(name not in inside for name in readers) or any(
        name not in inside and is_variable_of(name, scope, model) for name in nested
    )


def _binds_outer(stmts: Sequence[ast.stmt], scope: Scope, model: SemanticModel) -> bool:
    """Whether *stmts* bind what the function declares ``global`` or ``nonlocal``, but as the last."""
    table = model.terms.table(scope)
    outer = table.global_names | table.nonlocal_names
    last = _target(stmts[-1])
    nodes = (node for stmt in stmts for node in ast.walk(stmt)) if outer else ()
    inside = (node for node in nodes if node is not last)
    return any(name.id in outer and not isinstance(name.ctx, ast.Load) for name in _names(inside))


def _reads_rebound(stmts: Sequence[ast.stmt], scope: Scope, model: SemanticModel) -> bool:
    """Whether *stmts* bind a variable that they may read as it was before: no function can."""
    inside = {node for stmt in stmts for node in ast.walk(stmt)}
    bound = _bound_names(inside, scope, model)
    for name in _names(inside):
        if name.id in bound and model.scope_of(name) is scope:
            is_added_to = isinstance(model.parent(name), ast.AugAssign)
            if isinstance(name.ctx, ast.Load) or is_added_to:
                bindings = model.terms.bindings_read(name, scope)
                if is_added_to:
                    bindings = tuple(model.terms.table(scope).by_name[name.id])
                if any(b.node not in inside for b in bindings):
                    return True
    return False


def _is_bound_first(name: str, stmts: Sequence[ast.stmt]) -> bool:
    """Whether *stmts* bind the variable whatever happens, and before they read it."""
    stmt = next((stmt for stmt in stmts if _mentions(stmt, name)), None)
    if isinstance(stmt, ast.With) and not any(_mentions(item, name) for item in stmt.items):
        return _is_bound_first(name, stmt.body)
    if not isinstance(stmt, (ast.Assign, ast.AnnAssign)):
        return False
    return not any(
        found.id == name and isinstance(found.ctx, ast.Load) for found in _names(ast.walk(stmt))
    )


def _mentions(node: ast.AST, name: str) -> bool:
    return any(found.id == name for found in _names(ast.walk(node)))


def _may_suppress(stmts: Sequence[ast.stmt], model: SemanticModel) -> bool:
    """Whether a ``with`` among *stmts* may end an exception, so that what follows goes on."""
    return any(
        isinstance(node, ast.withitem)
        and (not isinstance(node.context_expr, ast.Call) or not _is_plain_manager(node, model))
        for node in walk_code(stmts)
    )


def _is_plain_manager(item: ast.withitem, model: SemanticModel) -> bool:
    assert isinstance(item.context_expr, ast.Call)
    name = model.name_of(item.context_expr.func)
    return bool(name) and name not in ("contextlib.suppress", "contextlib.ExitStack")


def _names(nodes: Iterable[ast.AST]) -> Iterator[ast.Name]:
    return (node for node in nodes if isinstance(node, ast.Name))


class _Nested:
    """The names in what is nested in each function."""

    def __init__(self, model: SemanticModel) -> None:
        self._names: dict[Scope, dict[str, list[ast.Name]]] = {}

    def names(self, scope: Scope) -> dict[str, list[ast.Name]]:
        """The name nodes by what they spell."""
        found = self._names.get(scope)
        if found is None:
            found = self._names[scope] = {}
            for inner in scope.walk():
                for name in inner.of_type(ast.Name) if inner is not scope else ():
                    found.setdefault(name.id, []).append(name)
        return found
