"""What functions reach that ties them to the event loop's thread or to the task.

A function is gone through with all that it calls in the project. That is the same for every file that
asks, and what is reached is much: answers are kept for the run, as those about what blocks are.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.own_loops import lines_that_ask
from flake8_asyncpitfalls.analyses.thread_marks import is_for_loop_thread
from flake8_asyncpitfalls.analyses.thread_sharing import is_local, makes_when_missing
from flake8_asyncpitfalls.semantics.inference.values import (
    ClassValue,
    FunctionValue,
    Instance,
    Value,
    options_of,
)
from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES
from flake8_asyncpitfalls.semantics.source.node_fields import first_name, last_name, walked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flake8_asyncpitfalls.semantics.inference.evaluator import Evaluator
    from flake8_asyncpitfalls.semantics.inference.frame import Frame
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary
    from flake8_asyncpitfalls.semantics.summaries.sites import Site

_LOOP_CALLS = frozenset({
    "call_soon", "call_later", "call_at", "create_future", "create_task", "ensure_future",
    "get_running_loop", "put_nowait", "get_nowait", "set_result", "set_exception",
    "async_write_ha_state", "add_callback", "listen",
})  # fmt: skip
_FOR_LOOPS = frozenset({"async_only", "process_wide"})
_CONTEXT_CHANGES = frozenset({"contextvars.ContextVar.set", "contextvars.ContextVar.reset"})
_MAX_FUNCTIONS = 300
_MAKING = ("__new__", "__init__", "__post_init__")


def is_loop_bound(model: SemanticModel, function: Value) -> bool:
    """Whether *function* may reach what belongs to the event loop's thread or to the task.

    That is a call of the loop, a change of a context variable, a ``threading.local``.
    """
    return model.types.kept(_Needs).is_loop_bound(function)


class _Needs:
    """Answers for one run."""

    def __init__(self, types: Evaluator) -> None:
        self._types = types
        self._loop_bound: dict[FunctionValue, bool] = {}

    def is_loop_bound(self, function: Value) -> bool:
        """Whether *function* may reach what belongs to the event loop's thread or to the task."""
        return any(
            self._is_known_loop_bound(one)
            for option in options_of(function)
            if isinstance(option, FunctionValue)
            for one in (option, *self._types.implementations.instead_of(option))
        )

    def _is_known_loop_bound(self, function: FunctionValue) -> bool:
        known = self._loop_bound.get(function)
        if known is None:
            seen: set[FunctionValue] = set()
            known = self._is_loop_bound(function, seen)
            # Where nothing was found, all that was looked at has been looked at to its end.
            self._loop_bound.update(dict.fromkeys({function} if known else seen, known))
        return known

    def _is_loop_bound(self, function: FunctionValue, seen: set[FunctionValue]) -> bool:
        if function in seen:
            return False
        seen.add(function)
        summary = function.summary
        if is_for_loop_thread(summary) or _waits_for_ctrl_c(summary):
            return True
        if summary.module.is_stub or summary.is_async:
            return False
        # What reaches so much is known by nobody.
        if len(seen) > _MAX_FUNCTIONS:
            return True
        frame = self._types.calls.frame_of(function, [], {})
        return any(
            self._site_is_loop_bound(site, summary, frame, seen)
            and not self._only_asks(site, summary)
            for site in summary.sites
        ) or self._leaves_loop_work(function, seen)

    def _only_asks(self, site: Site, function: FunctionSummary) -> bool:
        """Whether *site* only asks if a loop runs, in a function that does its work without one too."""
        is_question = site.name.endswith("get_running_loop")
        return is_question and site.line in lines_that_ask(self._types, function)

    def _leaves_loop_work(self, function: FunctionValue, seen: set[FunctionValue]) -> bool:
        """Whether a function inside of it, which whoever is given it may call, needs the loop."""
        node = function.summary.scope.node
        # Hardly any function has another inside: to walk them all was a twentieth of a large run.
        for inner in walked(node) if _may_hold_functions(function.summary) else ():
            if inner is node or not isinstance(inner, (ast.Lambda, ast.FunctionDef)):
                continue
            for call in (part for part in walked(inner) if isinstance(part, ast.Call)):
                name = last_name(call.func)
                if name in _LOOP_CALLS:
                    return True
                method = (
                    self._types.members.method(function.receiver, name)
                    if first_name(call.func) == "self" and isinstance(function.receiver, Instance)
                    else None
                )
                if isinstance(method, FunctionValue) and self._is_loop_bound(method, seen):
                    return True
        return False

    def _site_is_loop_bound(
        self, site: Site, function: FunctionSummary, frame: Frame, seen: set[FunctionValue]
    ) -> bool:
        if site.kind == "call" and site.name in _LOOP_CALLS:
            return not self._is_for_threads(site, frame)
        if site.kind == "call" and self._is_of_unseen_base(site, frame):
            return True
        if site.kind == "get" and is_local(self._types, site.term[1], frame):
            return not makes_when_missing(site.term[2], function)
        return any(
            self._is_for_loops(option)
            if isinstance(option, ClassValue)
            else option.qualified_name in _CONTEXT_CHANGES or self._is_loop_bound(option, seen)
            for option in run_by(self._types, site, frame)
        )

    def _is_for_threads(self, site: Site, frame: Frame) -> bool:
        """Whether *site* certainly calls what a library has for threads: a method of ``queue.Queue``.

        What has a method that blocks is none of the loop's, nor is a function of which a stub says nothing.
        """
        options = options_of(self._types.evaluate(site.term[1], frame))
        return all(
            isinstance(option, FunctionValue)
            and option.summary.module.is_stub
            and (
                self._may_block(option.receiver)
                if isinstance(option.receiver, Instance)
                else option.receiver is None and not option.summary.markers
            )
            for option in options
        )

    def _may_block(self, owner: Instance) -> bool:
        """Whether a method of *owner* blocks."""
        return any(
            "blocks" in base.module.function(identity).markers
            for base in self._types.members.mro(owner.summary)
            if base is not None
            for identity in base.methods
        )

    def _is_of_unseen_base(self, site: Site, frame: Frame) -> bool:
        """Whether *site* calls what an object for coroutines has from a base that nobody can see.

        A server of a library, most often, which belongs to the loop that it was made in.
        """
        callee = site.term[1]
        if callee[0] != "attr" or frame.receiver is None:
            return False
        members = self._types.members
        receiver = self._types.evaluate(callee[1], frame)
        if not isinstance(receiver, Instance) or receiver != frame.receiver:
            return False
        if members.is_known_whole(receiver.summary) or receiver.summary.module.is_stub:
            return False
        functions = map(receiver.summary.module.function, receiver.summary.methods)
        is_for_coroutines = any(function.is_async for function in functions)
        return is_for_coroutines and members.method(receiver, callee[2]) is None

    def _is_for_loops(self, cls: ClassValue) -> bool:
        """Whether objects of *cls* are for coroutines alone: many ask for the loop when made."""
        bases = self._types.members.mro(cls.summary)
        return any(base is not None and not _FOR_LOOPS.isdisjoint(base.markers) for base in bases)


def run_by(types: Evaluator, site: Site, frame: Frame) -> Iterator[FunctionValue | ClassValue]:
    """What *site* certainly calls: functions, getters, classes and the methods that make objects."""
    if site.kind == "get":
        value = types.evaluate(site.term[1], frame)
        getter: Value | None = types.members.property_getter(value, site.term[2])
        getter = getter or types.members.descriptor_getter(value, site.term[2])
        called: Iterable[Value] = () if getter is None else options_of(getter)
    else:
        called = options_of(types.evaluate(site.term[1], frame)) if site.kind == "call" else ()
    for option in called:
        if isinstance(option, (FunctionValue, ClassValue)):
            yield option
        if isinstance(option, ClassValue):
            yield from makers(types, option)


def makers(types: Evaluator, cls: ClassValue) -> Iterator[FunctionValue]:
    """The methods of *cls* that run when an object of it is made."""
    methods = (types.members.method(Instance(cls.summary), name) for name in _MAKING)
    yield from (method for method in methods if isinstance(method, FunctionValue))


def _may_hold_functions(function: FunctionSummary) -> bool:
    """Whether functions or classes stand in *function*, in its body or in its header."""
    scope = function.scope
    if scope.children or scope.lambdas or not isinstance(scope.node, FUNCTION_TYPES):
        return True
    header = [*scope.node.decorator_list, scope.node.args]
    return any(isinstance(part, ast.Lambda) for inner in header for part in walked(inner))


def _waits_for_ctrl_c(function: FunctionSummary) -> bool:
    """Whether *function* catches KeyboardInterrupt, which comes to the main thread alone."""
    return any(
        isinstance(kind, ast.Name) and kind.id == "KeyboardInterrupt"
        for handler in function.scope.of_type(ast.ExceptHandler)
        if handler.type is not None
        for kind in ast.walk(handler.type)
    )
