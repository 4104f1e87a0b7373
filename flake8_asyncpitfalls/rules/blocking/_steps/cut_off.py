"""Clean-up that a cancellation in a new wait would cut off.

``proc.terminate(); proc.wait(3)`` under ``except TimeoutExpired: proc.kill()``: as it is, nothing comes
between the steps. A cancellation that arrives in a new wait skips all that would have run before the
function waits the next time. That is right for work, which is no longer wanted, and wrong for

* what follows in the same ``finally``,
* what the handlers of a ``try`` go on to end when the end that is waited for does not come,
* what ends or gives back something in the same handler, behind a ``try`` that lets no error of the wait
  out, or in a chain of such steps, with nothing else between, that the wait stands in.

A thread goes on after a cancellation: all of the chain may go there, if it is fit for one.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NamedTuple

from flake8_asyncpitfalls.analyses.cancellations import catches_cancellation
from flake8_asyncpitfalls.analyses.cleaning_up import is_cleaning_name
from flake8_asyncpitfalls.analyses.shared_state import awaited_calls
from flake8_asyncpitfalls.rules.blocking._steps.worked_on import names_in, only_tells
from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES
from flake8_asyncpitfalls.semantics.source.control_flow import can_complete, suspensions, walk_code
from flake8_asyncpitfalls.semantics.source.node_fields import (
    arguments_of,
    last_name,
    place_in,
    root_name,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_TRIES = (ast.Try, ast.TryStar)
_WAITING = (ast.Await, ast.AsyncWith, ast.AsyncFor)
_FUNCTIONS = (*FUNCTION_TYPES, ast.Lambda, ast.Module)
_ALL_ERRORS = ("builtins.Exception", "builtins.BaseException")
_ENDING = frozenset({"communicate", "join", "wait"})
"""What waits for the end of something."""
_TAKING = frozenset({"clear", "discard", "pop", "popitem", "remove"})
_CALLERS, _REACH = 2, 12
"""How many functions up, and how many statements of a block on, clean-up is looked for."""


class Chain(NamedTuple):
    """Statements *first* to *last* of the *block* of *holder*: those that belong together."""

    holder: ast.stmt | ast.ExceptHandler
    block: str
    first: int
    last: int


def chain_around(call: ast.Call, moved: Sequence[ast.stmt], model: SemanticModel) -> Chain | None:
    """From the new wait at *call*, or what is *moved* with it, to the last step that would be cut off.

    None where nothing would be.
    """
    return model.analysis(_Chains).around(call, moved, _CALLERS)


class _Chains:
    """Answers for one file."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._steps = _Steps(model)
        self._known: dict[tuple[ast.AST, ast.AST], Chain | None] = {}
        self._awaiting: dict[Scope, list[ast.Call]] = {}

    def around(self, call: ast.Call, moved: Sequence[ast.stmt], callers: int) -> Chain | None:
        """The chain at *call*, or where functions of this file await its function."""
        key = (moved[0], moved[-1]) if moved else (call, call)
        if key not in self._known:
            self._known[key] = None  # a function that awaits itself
            walk = _Walk(call, moved, self._steps, self._model)
            chain = walk.chain()
            if chain is None and walk.reaches_end and callers:
                chain = self._at_callers(call, callers)
            self._known[key] = chain
        return self._known[key]

    def _at_callers(self, call: ast.Call, callers: int) -> Chain | None:
        """The chain around what awaits the function of *call*, which waits for nothing as it is."""
        scope = self._model.scope_of(call)
        if scope not in self._awaiting:
            is_still = isinstance(scope.node, ast.AsyncFunctionDef) and not any(
                suspensions(scope.body)
            )
            self._awaiting[scope] = list(awaited_calls(scope, self._model)) if is_still else []
        chains = (self.around(awaited, (), callers - 1) for awaited in self._awaiting[scope])
        return next((chain for chain in chains if chain is not None), None)


class _Walk:
    """From a new wait outwards, through what follows it in each block, to where the function waits."""

    def __init__(
        self, call: ast.Call, moved: Sequence[ast.stmt], steps: _Steps, model: SemanticModel
    ) -> None:
        self._model, self._steps = model, steps
        self._first = moved[0] if moved else model.statement_of(call)
        self._last = moved[-1] if moved else self._first
        self._used = names_in(moved or [call.func, *arguments_of(call)], model)
        self._is_ending = last_name(call.func) in _ENDING or _is_cleaning(call, model)
        """Whether the wait, or what comes before it, is a step of a chain that ends things."""
        self._is_fenced = False
        """Whether what follows runs whatever error the wait ends with."""
        self.reaches_end = False

    def chain(self) -> Chain | None:
        """The outermost block with a step that would be cut off, from the wait to that step."""
        found: Chain | None = None
        child: ast.AST = self._last
        while not isinstance(child, _FUNCTIONS):
            parent = self._model.parent(child)
            self._is_fenced |= _fences(parent, child, self._model)
            place = place_in(child, parent)
            if place is not None:
                block, at = getattr(parent, place[0]), place[1]
                self._is_ending |= self._comes_after_end(block[max(0, at - _REACH) : at])
                if isinstance(parent, _TRIES) and self._is_gone_on_with(parent, child):
                    found = self._to(parent, 0) or found
                rest = block[at + 1 : at + 1 + _REACH]
                count, goes_on = self._cut_off(rest, self._steps.kind_of(child, parent))
                found = (self._to(child, count) if count else None) or found
                if not goes_on:
                    return found
            child = parent
        self.reaches_end = True
        return found

    def _comes_after_end(self, before: list[ast.stmt]) -> bool:
        """Whether the last of *before* that does anything ends something."""
        for stmt in reversed(before):
            step = self._steps.of(stmt)
            if step.acts or step.waits:
                return step.ends and not step.waits
        return False

    def _is_gone_on_with(self, stmt: ast.Try | ast.TryStar, child: ast.AST) -> bool:
        """Whether a handler of *stmt* ends what the wait in it, one that ends something, is about."""
        return (
            self._is_ending
            and child in stmt.body
            and any(self._steps.ended_by(one) & self._used for one in stmt.handlers)
        )

    def _cut_off(self, rest: list[ast.stmt], kind: str) -> tuple[int, bool]:
        """How many statements of *rest* must not be skipped, and whether none of them waits or leaves."""
        is_meant, last = kind == "handler" or self._is_fenced, 0
        for count, stmt in enumerate(rest, start=1):
            step = self._steps.of(stmt)
            if step.acts if kind == "finally" else step.ends and (is_meant or self._is_ending):
                last = count
            self._is_ending &= step.ends or not step.acts
            if step.waits or step.leaves:
                return last, False
        return last, True

    def _to(self, stmt: ast.AST, count: int) -> Chain | None:
        """From *stmt*, with all that moves with it, to what stands *count* behind it in its block."""
        parent = self._model.parent(stmt)
        place = place_in(stmt, parent)
        if place is None or not isinstance(parent, (ast.stmt, ast.ExceptHandler)):
            return None
        first = place_in(self._first, parent) if stmt is self._last else place
        return Chain(parent, place[0], first[1] if first else place[1], place[1] + count)


class _Step(NamedTuple):
    """What a statement does before it waits: anything at all, or what ends or gives back something."""

    acts: bool
    ends: bool
    waits: bool
    leaves: bool


class _Steps:
    """What the statements of one file do; each is walked once."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._known: dict[ast.stmt, _Step] = {}
        self._ended: dict[ast.ExceptHandler, frozenset[str]] = {}
        self._kinds: dict[ast.AST, str] = {}

    def of(self, stmt: ast.stmt) -> _Step:
        """What *stmt* does, as far as it does so before it waits."""
        if stmt not in self._known:
            acts = ends = waits = False
            for node in walk_code([stmt]):
                waits = isinstance(node, _WAITING)
                if waits:
                    break
                ends = ends or _ends(node, self._model)
                acts = acts or ends or _acts(node, self._model)
            leaves = isinstance(stmt, (ast.Return, ast.Raise, ast.Break, ast.Continue))
            self._known[stmt] = _Step(acts, ends, waits, leaves)
        return self._known[stmt]

    def ended_by(self, handler: ast.ExceptHandler) -> frozenset[str]:
        """The variables whose objects *handler* ends, or gives back, when it is no cancellation's."""
        if handler not in self._ended:
            calls = [node for node in walk_code(handler.body) if _is_cleaning(node, self._model)]
            is_for_errors = calls and not catches_cancellation(handler, self._model)
            self._ended[handler] = names_in(calls if is_for_errors else (), self._model)
        return self._ended[handler]

    def kind_of(self, child: ast.AST, parent: ast.AST) -> str:
        """Whether the block of *child* is in a ``finally``, or else in a ``handler``, of its function."""
        if isinstance(parent, _TRIES) and child in parent.finalbody:
            return "finally"
        if isinstance(parent, _FUNCTIONS):
            return ""
        if parent not in self._kinds:
            around = self.kind_of(parent, self._model.parent(parent))
            is_handler = isinstance(parent, ast.ExceptHandler) and not around
            self._kinds[parent] = "handler" if is_handler else around
        return self._kinds[parent]


def _fences(parent: ast.AST, child: ast.AST, model: SemanticModel) -> bool:
    """Whether no error that comes out of *child* comes out of *parent*, so that what follows runs."""
    if isinstance(parent, ast.With):
        makings = [item.context_expr for item in parent.items]
        return any(
            isinstance(made, ast.Call)
            and model.refers_to(made.func, "contextlib.suppress")
            and any(model.refers_to(arg, *_ALL_ERRORS) for arg in made.args)
            for made in makings
        )
    return (
        isinstance(parent, _TRIES)
        and child in parent.body
        and any(
            (handler.type is None or model.refers_to(handler.type, *_ALL_ERRORS))
            and can_complete(handler.body)
            for handler in parent.handlers
        )
    )


def _ends(node: ast.AST, model: SemanticModel) -> bool:
    """Whether *node* ends or gives back something, or takes it out of what others reach."""
    match node:
        case ast.Delete(targets=targets):
            return any(_is_of_others(target, model) for target in targets)
        case ast.Assign(targets=targets, value=value):
            return _is_empty(value) and any(_is_of_others(target, model) for target in targets)
        case ast.Call(func=ast.Attribute(value=owner, attr=attr)) if attr in _TAKING:
            return isinstance(model.parent(node), ast.Expr) and _is_of_others(
                owner, model, is_part=False
            )
    return _is_cleaning(node, model)


def _is_of_others(expr: ast.expr, model: SemanticModel, *, is_part: bool = True) -> bool:
    """Whether *expr* is a part of what the function has not made: of its object, or of a parameter."""
    if is_part and not isinstance(expr, (ast.Attribute, ast.Subscript)):
        return False
    root = root_name(expr)
    bindings = model.terms.table(model.scope_of(expr)).by_name.get(root, ())
    return bool(root) and all(binding.kind == "param" for binding in bindings)


def _is_empty(expr: ast.expr) -> bool:
    """Whether *expr* is nothing: ``None``, ``False``, ``0``, an empty text or container."""
    match expr:
        case ast.Constant(value=value):
            return not value
        case ast.List(elts=[]) | ast.Dict(keys=[]):
            return True
    return False


def _is_cleaning(node: ast.AST, model: SemanticModel) -> bool:
    """Whether *node* is called for its effect alone, and is named like what ends or gives back something."""
    if not isinstance(node, ast.Call) or not isinstance(model.parent(node), ast.Expr):
        return False
    name = last_name(node.func)
    if name.startswith("set") and arguments_of(node):
        return False  # it gives a value: ``event.set()`` has none
    return is_cleaning_name(name) and not only_tells(node, model)


def _acts(node: ast.AST, model: SemanticModel) -> bool:
    """Whether *node* does more than to work something out, or to tell a log."""
    if isinstance(node, (ast.Attribute, ast.Subscript)):
        return not isinstance(node.ctx, ast.Load)
    return isinstance(node, ast.Call) and not only_tells(node, model)
