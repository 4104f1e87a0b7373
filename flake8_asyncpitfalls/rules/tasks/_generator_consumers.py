"""Who iterates over an async generator, and whether they go on to its end.

The loops of its own module count, and those of other modules of the project whose ``async for`` names it
(a search by words). A loop that hands on what it gets goes to its end where the generator around it does.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NamedTuple

from flake8_asyncpitfalls.analyses.method_bases import bases_of_method
from flake8_asyncpitfalls.rules.tasks import blocks_around
from flake8_asyncpitfalls.rules.tasks._held_things import is_closing
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, Unknown, options_of
from flake8_asyncpitfalls.semantics.project.word_index import ITERATING
from flake8_asyncpitfalls.semantics.source.control_flow import leaving, walk_code
from flake8_asyncpitfalls.semantics.source.node_fields import block_of, last_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary

_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp)
_DEPTH = 3
"""Generators that hand on, one to the other, which are followed."""


class _Consumer(NamedTuple):
    """A loop of another module that goes over the generator, or may: *is_certain* says which."""

    model: SemanticModel
    loop: ast.AsyncFor | ast.comprehension
    is_certain: bool


def is_always_finished(
    function: ast.AsyncFunctionDef, model: SemanticModel, depth: int = _DEPTH
) -> bool:
    """Whether every use of the generator *function* that is seen goes to its end, or closes it.

    There must be one.
    """
    uses = list(_uses(function, model))
    if not depth or not all(_is_finished(use, model, depth) for use in uses):
        return False
    others = list(_elsewhere(function, model))
    is_used = bool(uses) or any(other.is_certain for other in others)
    return is_used and all(_runs_out(other.loop, other.model, depth) for other in others)


def is_left_early(function: ast.AsyncFunctionDef, model: SemanticModel) -> bool:
    """Whether a loop of the project goes over the generator *function* and may stop before its end.

    One that certainly goes over this very generator does not count: it is told of itself (ASY409).
    """
    own = model.module.function(model.terms.scopes[function].identity)
    loops = list(_loops_over(function, model))
    return any(_has_ways_out(loop) and not _goes_over(loop, own, around) for loop, around in loops)


def is_told_by_loops(function: ast.AsyncFunctionDef, model: SemanticModel) -> bool:
    """Whether loops that are told of themselves (ASY409) are all that leaves the generator open."""
    own = model.module.function(model.terms.scopes[function].identity)
    told = {
        loop
        for loop, around in _loops_over(function, model)
        if _has_ways_out(loop) and _goes_over(loop, own, around)
    }
    uses, others = list(_uses(function, model)), list(_elsewhere(function, model))
    return (
        bool(told)
        and all(
            model.parent(model.parent(use)) in told or _is_finished(use, model, _DEPTH)
            for use in uses
        )
        and all(
            other.loop in told or _runs_out(other.loop, other.model, _DEPTH) for other in others
        )
    )


def _loops_over(
    function: ast.AsyncFunctionDef, model: SemanticModel
) -> Iterator[tuple[ast.AsyncFor, SemanticModel]]:
    """The loops that go over the generator, each with what its module means."""
    for call in map(model.parent, _uses(function, model)):
        loop = model.parent(call)
        if isinstance(loop, ast.AsyncFor) and loop.iter is call:
            yield loop, model
    for other in _elsewhere(function, model):
        if other.is_certain and isinstance(other.loop, ast.AsyncFor):
            yield other.loop, other.model


def _goes_over(loop: ast.AsyncFor, function: FunctionSummary, model: SemanticModel) -> bool:
    """Whether *loop* certainly goes over what *function* gives, and not what overrides it may."""
    assert isinstance(loop.iter, ast.Call)
    value = model.value_of(loop.iter.func)
    return isinstance(value, FunctionValue) and value.summary is function


def loops_to_hold(function: ast.AsyncFunctionDef, model: SemanticModel) -> list[ast.AsyncFor]:
    """The loops of this module that may not go to the end of *function*; none if others may not either."""
    found: list[ast.AsyncFor] = []
    for use in _uses(function, model):
        call = model.parent(use)
        loop = model.parent(call)
        if isinstance(loop, ast.AsyncFor) and isinstance(call, ast.Call) and loop.iter is call:
            found += [] if _runs_out(loop, model, _DEPTH) else [loop]
        elif not _is_finished(use, model, _DEPTH):
            return []
    others = _elsewhere(function, model)
    return found if all(_runs_out(one.loop, one.model, _DEPTH) for one in others) else []


def _uses(function: ast.AsyncFunctionDef, model: SemanticModel) -> Iterator[ast.expr]:
    """What names it in its own module; methods of that name that are known to be others are not it."""
    if not isinstance(model.parent(function), ast.ClassDef):
        for scope in model.scopes:
            yield from scope.names(function.name)
        return
    own = _stands_for(function, model)
    for node in model.uses.attributes(function.name):
        options = options_of(model.value_of(node))
        if not all(isinstance(o, FunctionValue) and o.summary not in own for o in options):
            yield node


def _elsewhere(function: ast.AsyncFunctionDef, model: SemanticModel) -> Iterator[_Consumer]:
    """The loops of other modules of the project that go over it, or over what nobody knows."""
    own = _stands_for(function, model)
    for other in model.found(ITERATING + function.name):
        for loop in _loops(other):
            call = loop.iter
            if isinstance(call, ast.Call) and last_name(call.func) == function.name:
                options = options_of(other.value_of(call.func))
                is_certain = any(
                    isinstance(option, FunctionValue) and option.summary in own
                    for option in options
                )
                if is_certain or any(isinstance(option, Unknown) for option in options):
                    yield _Consumer(other, loop, is_certain)


def _loops(model: SemanticModel) -> Iterator[ast.AsyncFor | ast.comprehension]:
    for scope in model.scopes:
        yield from scope.of_type(ast.AsyncFor)
        yield from (clause for clause in scope.of_type(ast.comprehension) if clause.is_async)


def _stands_for(function: ast.AsyncFunctionDef, model: SemanticModel) -> set[FunctionSummary]:
    """The generator itself, and the methods of its class's bases that it may be called as."""
    scope = model.terms.scopes[function]
    found = {model.module.function(scope.identity)}
    for base in bases_of_method(scope, model):
        method = None if base is None else model.types.members.own(base, function.name)
        if isinstance(method, FunctionValue):
            found.add(method.summary)
    return found


def _is_finished(use: ast.expr, model: SemanticModel, depth: int) -> bool:
    call = model.parent(use)
    if not isinstance(call, ast.Call) or call.func is not use:
        return False
    parent = model.parent(call)
    if isinstance(parent, (ast.AsyncFor, ast.comprehension)):
        return parent.iter is call and _runs_out(parent, model, depth)
    if isinstance(parent, ast.Call) and isinstance(model.parent(parent), ast.withitem):
        return is_closing(parent, model)
    return isinstance(parent, ast.Assign) and _is_closed_in_finally(parent, model)


def _is_closed_in_finally(stmt: ast.Assign, model: SemanticModel) -> bool:
    """Whether the next statement is a ``try`` whose ``finally`` begins with ``await source.aclose()``."""
    match stmt.targets:
        case [ast.Name(id=source)]:
            block = block_of(stmt, model.parent(stmt))
        case _:
            return False
    match block[block.index(stmt) + 1 :]:
        case [ast.Try(finalbody=[ast.Expr(value=ast.Await(value=ast.Call(func=func))), *_]), *_]:
            return (
                isinstance(func, ast.Attribute)
                and func.attr == "aclose"
                and isinstance(func.value, ast.Name)
                and func.value.id == source
            )
    return False


def _runs_out(loop: ast.AsyncFor | ast.comprehension, model: SemanticModel, depth: int) -> bool:
    """Whether *loop* goes on to the end of what it goes over, but for errors of what it calls."""
    if isinstance(loop, ast.comprehension):
        return isinstance(model.parent(loop), _COMPREHENSIONS)
    nodes = list(walk_code(loop.body))
    if _has_ways_out(loop) or any(isinstance(node, ast.Raise) for node in nodes):
        return False
    yields = [node for node in nodes if isinstance(node, (ast.Yield, ast.YieldFrom))]
    return not yields or _hands_on(yields[0], model, depth)


def _hands_on(node: ast.expr, model: SemanticModel, depth: int) -> bool:
    """Whether the generator around *node* goes to its end as well, or is told of itself."""
    outer = model.scope_of(node).node
    if any(True for _ in blocks_around(node, model)) or not isinstance(outer, ast.AsyncFunctionDef):
        return isinstance(outer, ast.AsyncFunctionDef)
    return is_always_finished(outer, model, depth - 1)


def _has_ways_out(loop: ast.AsyncFor) -> bool:
    return any(not isinstance(way, ast.Continue) for way in leaving(loop.body))
