"""What a piece of code makes run: the blocking calls it holds or reaches, with their hops."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flake8_asyncpitfalls.finding import Hop
from flake8_asyncpitfalls.semantics.calls import CONTEXT
from flake8_asyncpitfalls.semantics.conditions import Conditions, bound_arguments
from flake8_asyncpitfalls.semantics.execution import is_named
from flake8_asyncpitfalls.semantics.liveness import (
    dead_code,
    default_constants,
    is_dead,
    literal_of,
    tested_parameters,
)
from flake8_asyncpitfalls.semantics.scopes import Scope
from flake8_asyncpitfalls.semantics.summary import FunctionSummary, Marker, ModuleSummary
from flake8_asyncpitfalls.semantics.terms import UNKNOWN, Term
from flake8_asyncpitfalls.semantics.types import Frame, Types
from flake8_asyncpitfalls.semantics.values import (
    ClassValue,
    FunctionValue,
    Generic,
    Instance,
    Partial,
    UnionValue,
    Unknown,
    Value,
    name_of,
)

CONFIGURED = "configured"
_MAX_HOPS = 12
Effects = dict[str, "Effect"]
Silenced = Callable[[ModuleSummary, int, str], bool]


@dataclass(frozen=True, slots=True)
class Effect:
    """One way in which code blocks: its *kind*, the blocking call's *name*, how it is reached.

    *hops* is empty when the code itself makes the call; otherwise it leads from the first function
    entered down to the blocking call. *marker* is the stub's, *advice* the user's own words for a
    configured call. *is_thread_bound*: an object on the way must not leave its thread.
    """

    kind: str
    name: str
    hops: tuple[Hop, ...] = ()
    marker: Marker | None = None
    function: FunctionValue | None = None
    advice: str = ""
    is_thread_bound: bool = False


class Reach:
    """Follows calls through the project's own sync functions, memoised per function and frame."""

    def __init__(self, types: Types, silenced: Silenced) -> None:
        self.types = types
        self.conditions = Conditions(types)
        self.silenced = silenced
        self._memo: dict[object, Effects] = {}
        self._active: list[FunctionSummary] = []
        self._tested: dict[FunctionSummary, frozenset[str]] = {}
        self._cuts = 0
        self._configured = {
            entry.qualified_name: entry.instead for entry in types.settings.blocking
        }

    def at(self, node: ast.AST, scope: Scope, frame: Frame) -> Effects:
        """What evaluating *node* itself (not its parts) blocks on, by kind."""
        step = _STEPS.get(type(node))
        return {} if step is None else step(self, node, scope, frame)

    def of_function(self, function: FunctionValue, frame: Frame | None = None) -> Effects:
        """What running the body of *function* blocks on, each kind by its shortest chain."""
        summary = function.summary
        if summary.module.is_stub or summary in self._active or len(self._active) >= _MAX_HOPS:
            self._cuts += summary in self._active or len(self._active) >= _MAX_HOPS
            return {}
        frame = frame or self.types.calls.frame_of(function, [], {})
        key = (
            summary, frame.receiver, tuple(frame.parameters.items()),
            tuple(frame.constants.items()),
        )  # fmt: skip
        known = self._memo.get(key)
        if known is not None:
            return known
        self._active.append(summary)
        cuts = self._cuts
        try:
            found = self._collect(summary, frame)
        finally:
            self._active.pop()
        if cuts == self._cuts or not self._active:
            self._memo[key] = found
        return found

    def _collect(self, summary: FunctionSummary, frame: Frame) -> Effects:
        found: Effects = {}
        scope = summary.scope
        if scope.kind == "lambda":
            assert isinstance(scope.node, ast.Lambda)
            summary.module.terms.lambda_scope(scope.node)
        dead = dead_code(scope, frame.constants)
        parents = summary.module.terms.parents
        for node in scope.nodes:
            if type(node) not in _STEPS or (dead and is_dead(node, dead, parents)):
                continue
            for kind, effect in self.at(node, scope, frame).items():
                line = place_of(node).lineno
                if not effect.hops and self.silenced(summary.module, line, kind):
                    continue
                hop = Hop(display_path(summary.module.path), line, self._hop_name(effect, node))
                reached = Effect(
                    kind, effect.name, (hop, *effect.hops), effect.marker, effect.function,
                    effect.advice, effect.is_thread_bound,
                )  # fmt: skip
                if kind not in found or len(found[kind].hops) > len(reached.hops):
                    found[kind] = reached
        return found

    def _hop_name(self, effect: Effect, node: ast.AST) -> str:
        return effect.name if not effect.hops else called_name(node)

    def _call(self, call: ast.Call, scope: Scope, frame: Frame) -> Effects:
        terms = frame.module.terms
        term = terms.reduce(call, scope)
        if term[0] != "call":
            return {}
        if isinstance(terms.parents.get(call), ast.Await):
            return {}
        callee = self.types.evaluate(term[1], frame)
        return self.of_call(callee, term, frame)

    def of_call(self, callee: Value, term: Term | None, frame: Frame) -> Effects:
        """What the call *term* of *callee* blocks on."""
        settings = self.types.settings
        if isinstance(callee, Unknown):
            return {}
        if is_named(callee, settings.nonblocking) or is_named(callee, settings.offloaders):
            return {}
        if self._configured:
            name = name_of(callee).replace("()", "")
            if name in self._configured:
                effect = Effect(CONFIGURED, name, advice=self._configured[name])
                return {CONFIGURED: effect}
        match callee:
            case FunctionValue():
                return self._of_function_call(callee, term, frame)
            case ClassValue():
                return self._of_construction(callee, term, frame)
            case Partial(function):
                return self.of_call(function, None, frame)
            case Instance():
                method = self.types.members.method(callee, "__call__")
                return {} if method is None else self.of_call(method, term, frame)
            case UnionValue(options):
                return _agreed([self.of_call(option, term, frame) for option in options])
            case _:
                return {}

    def _of_function_call(
        self, function: FunctionValue, term: Term | None, frame: Frame
    ) -> Effects:
        markers = function.summary.markers
        if function.changed or function.is_cached:
            return {}
        marker = markers.get("blocks") or markers.get("cpu_bound")
        if marker is not None:
            if self.conditions.is_harmless(function, marker, term, frame):
                return {}
            return self._blocked(function, marker, term)
        if "calls" in markers and term is not None:
            return self._of_argument(function, markers["calls"], term, frame)
        if function.summary.module.is_stub or function.summary.is_async or markers:
            return {}
        if function.summary.is_generator:
            return {}
        return self.of_function(function, self._callee_frame(function, term, frame))

    def _blocked(self, function: FunctionValue, marker: Marker, term: Term | None) -> Effects:
        kind = "cpu" if marker.name == "cpu_bound" else str(marker.argument(0))
        owner = function.receiver
        is_bound = isinstance(owner, Instance) and "thread_bound" in owner.summary.markers
        effect = Effect(
            kind, stub_name(function), marker=marker, function=function,
            is_thread_bound=is_bound or marker.keywords.get("offload") == "never",
        )  # fmt: skip
        return {kind: effect}

    def _callee_frame(
        self, function: FunctionValue, term: Term | None, frame: Frame
    ) -> Frame | None:
        """The frame of the callee, with the arguments that say something about its parameters."""
        if term is None:
            return None
        arguments = bound_arguments(function, term)
        known: dict[str, Value] = {}
        for name, argument in arguments.items():
            if argument is UNKNOWN or argument[0] in ("const", "text", "none", "star"):
                continue
            value = self.types.evaluate(argument, frame)
            if isinstance(value, FunctionValue | Instance | Partial | ClassValue):
                known[name] = value
        constants = self._constants(function.summary, arguments, frame)
        return self.types.calls.frame_of(function, [], known, constants)

    def _constants(
        self, summary: FunctionSummary, arguments: dict[str, Term], caller: Frame
    ) -> dict[str, Any]:
        """The literal values that the call fixes for parameters that conditions test.

        A parameter that the caller hands on has the value that the caller's own caller fixed.
        """
        tested = self._tested.get(summary)
        if tested is None:
            table = summary.module.terms.table(summary.scope)
            tested = self._tested[summary] = tested_parameters(summary.scope, table)
        if not tested or "**" in arguments or "*" in arguments:
            return {}
        known = default_constants(summary.scope)
        for name, argument in arguments.items():
            is_literal, value = literal_of(argument)
            handed_on = argument[1] if argument[0] == "declared" else argument
            if is_literal:
                known[name] = value
            elif handed_on[0] == "param" and handed_on[2] in caller.constants:
                known[name] = caller.constants[handed_on[2]]
            else:
                known.pop(name, None)
        return {name: known[name] for name in sorted(tested) if name in known}

    def _of_argument(
        self, function: FunctionValue, marker: Marker, term: Term, frame: Frame
    ) -> Effects:
        """A function that is called at once by the function it is given to."""
        place = marker.argument(0, 0)
        names = [p.name for p in function.summary.parameters]
        if function.receiver is not None:
            names = names[1:]
        name = place if isinstance(place, str) else names[place] if place < len(names) else ""
        argument = bound_arguments(function, term).get(name)
        if argument is None or argument is UNKNOWN:
            return {}
        return self.of_call(self.types.evaluate(argument, frame), None, frame)

    def _of_construction(self, cls: ClassValue, term: Term | None, frame: Frame) -> Effects:
        found: Effects = {}
        instance = Instance(cls.summary)
        for name in ("__new__", "__init__", "__post_init__"):
            method = self.types.members.method(instance, name)
            if isinstance(method, FunctionValue):
                found = {**self.of_call(method, term, frame), **found}
                if method.summary.module.is_stub and found:
                    found = {k: _named(e, cls) for k, e in found.items()}
        return found

    def _with(self, item: ast.withitem, scope: Scope, frame: Frame) -> Effects:
        terms = frame.module.terms
        if isinstance(terms.parents[item], ast.AsyncWith):
            return {}
        return self._of_entering(terms.reduce(item.context_expr, scope), frame)

    def _of_entering(self, term: Term, frame: Frame) -> Effects:
        if term is UNKNOWN:
            return {}
        value = self.types.evaluate(term, frame)
        if isinstance(value, Generic) and value.qualified_name == CONTEXT and term[0] == "call":
            return self._of_generator(term, frame, changed="context")
        found: Effects = {}
        if isinstance(value, Instance):
            for name in ("__enter__", "__exit__"):
                method = self.types.members.method(value, name)
                if method is not None:
                    found = {**self.of_call(method, None, frame), **found}
        return found

    def _of_generator(self, term: Term, frame: Frame, changed: str = "") -> Effects:
        """The body of a generator function runs when it is entered or iterated."""
        callee = self.types.evaluate(term[1], frame)
        if not isinstance(callee, FunctionValue) or callee.changed != changed:
            return {}
        if callee.summary.is_async or callee.summary.module.is_stub:
            return {}
        return self.of_function(callee, self._callee_frame(callee, term, frame))

    def _iterate(self, node: ast.For | ast.comprehension, scope: Scope, frame: Frame) -> Effects:
        if isinstance(node, ast.comprehension) and node.is_async:
            return {}
        term = frame.module.terms.reduce(node.iter, scope)
        if term is UNKNOWN:
            return {}
        value = self.types.evaluate(term, frame)
        if isinstance(value, Generic) and term[0] == "call":
            return self._of_generator(term, frame)
        found: Effects = {}
        for name in ("__iter__", "__next__"):
            method = self.types.members.method(value, name)
            if method is not None:
                found = {**self.of_call(method, None, frame), **found}
        return found

    def _get(self, node: ast.Attribute, scope: Scope, frame: Frame) -> Effects:
        """Reading a property runs its getter."""
        if not isinstance(node.ctx, ast.Load):
            return {}
        terms = frame.module.terms
        base = terms.reduce(node.value, scope)
        if base is UNKNOWN or base[0] in ("module", "global", "from"):
            term_is_object = base[0] == "global"
            if base is UNKNOWN or not term_is_object:
                return {}
        value = self.types.evaluate(base, frame)
        getter = self.types.members.property_getter(value, node.attr)
        if getter is None or isinstance(terms.parents.get(node), ast.Await):
            return {}
        return self.of_call(getter, None, frame)

    def _operate(self, node: ast.BinOp, scope: Scope, frame: Frame) -> Effects:
        terms = frame.module.terms
        left, right = terms.reduce(node.left, scope), terms.reduce(node.right, scope)
        first = self.types.evaluate(left, frame)
        second = self.types.evaluate(right, frame)
        method = self.types.calls.operator_method(type(node.op).__name__, first, second)
        return {} if method is None else self.of_call(method, None, frame)


_STEPS: dict[type[ast.AST], Callable[..., Effects]] = {
    ast.Call: Reach._call,
    ast.withitem: Reach._with,
    ast.For: Reach._iterate,
    ast.comprehension: Reach._iterate,
    ast.Attribute: Reach._get,
    ast.BinOp: Reach._operate,
}
EFFECT_NODES = frozenset(_STEPS)


def _agreed(effects: list[Effects]) -> Effects:
    """Kinds that every alternative blocks on."""
    first, *rest = effects
    return {kind: effect for kind, effect in first.items() if all(kind in e for e in rest)}


def _named(effect: Effect, cls: ClassValue) -> Effect:
    """A blocking constructor is known by its class."""
    if effect.hops:
        return effect
    return Effect(
        effect.kind, public_name(cls.qualified_name), (), effect.marker, effect.function,
        effect.advice, effect.is_thread_bound,
    )  # fmt: skip


def stub_name(function: FunctionValue) -> str:
    """The name of a library function for a message, as people write it."""
    receiver = function.receiver
    if isinstance(receiver, Instance):
        return f"{public_name(receiver.qualified_name)}.{function.summary.name}"
    return public_name(function.qualified_name)


def public_name(qualified_name: str) -> str:
    """Without private modules and the module of ``builtins``."""
    parts = [part for part in qualified_name.split(".") if part]
    if parts[0] == "builtins":
        parts = parts[1:]
    return ".".join(parts)


def called_name(node: ast.AST) -> str:
    """What a hop calls, as the source spells it: the function's own name."""
    expr = place_of(node)
    if isinstance(expr, ast.Call):
        expr = expr.func
    if isinstance(expr, ast.Attribute):
        return expr.attr
    if isinstance(expr, ast.Name):
        return expr.id
    return ast.unparse(expr)[:40]


def place_of(node: ast.AST) -> ast.expr:
    """The expression at which an effect of *node* stands: clauses have no position of their own."""
    if isinstance(node, ast.withitem):
        return node.context_expr
    if isinstance(node, ast.comprehension | ast.For):
        return node.iter
    assert isinstance(node, ast.expr)
    return node


def display_path(path: str) -> str:
    """*path* relative to the working directory where it lies inside it."""
    try:
        return str(Path(path).relative_to(Path.cwd()))
    except ValueError:
        return path
