"""What a piece of code makes run: the blocking calls it holds or reaches, with their hops.

The effects of a function are those of its sites (calls, ``with``, iteration, properties, operators),
each looked at in the frame that the call makes: the receiver, the arguments that are known, the
literals that decide its tests. Sites whose guards cannot hold are left out; an effect behind guards
that nothing decides carries their weight as uncertainty. Of each kind the shortest chain is kept, with
one hop a function.

Functions that call each other in circles are worked out together (``cycle_guard.py``), so that the
answer does not depend on which of them was asked about first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from flake8_asyncpitfalls.finding import Hop
from flake8_asyncpitfalls.semantics.cycle_guard import CycleGuard, Memo
from flake8_asyncpitfalls.semantics.effects.display_names import (
    display_path,
    hop_name,
    public_name,
    readable,
    stub_name,
)
from flake8_asyncpitfalls.semantics.effects.effect import (
    CONFIGURED,
    LOOP,
    SLEEP,
    Effect,
    Effects,
    agreed,
    any_of,
    named,
    nearest,
    platform_words,
)
from flake8_asyncpitfalls.semantics.effects.execution_context import is_named
from flake8_asyncpitfalls.semantics.effects.implicit_calls import ImplicitCalls
from flake8_asyncpitfalls.semantics.effects.marker_conditions import MarkerConditions
from flake8_asyncpitfalls.semantics.effects.own_locks import OwnLocks
from flake8_asyncpitfalls.semantics.inference.evaluator import Evaluator
from flake8_asyncpitfalls.semantics.inference.frame import Frame
from flake8_asyncpitfalls.semantics.inference.overrides import works_otherwise
from flake8_asyncpitfalls.semantics.inference.unmade_classes import UnmadeClasses
from flake8_asyncpitfalls.semantics.inference.values import (
    ClassValue,
    FunctionValue,
    Instance,
    Partial,
    UnionValue,
    Unknown,
    UnresolvedName,
    Value,
    bound_arguments,
    builtin_class,
    name_of,
    nesting,
    options_of,
)
from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary
from flake8_asyncpitfalls.semantics.summaries.markers import Marker
from flake8_asyncpitfalls.semantics.summaries.passed_tests import is_harmless_after
from flake8_asyncpitfalls.semantics.summaries.sites import Site, SiteKind
from flake8_asyncpitfalls.semantics.terms.term import UNKNOWN, Term

_MAX_UNCERTAINTY = 4
"""A way down through more than two branches is one that nobody can call certain."""
_MAX_NESTING = 6
"""A function that hands itself on wrapped once more would have no end of different arguments."""
_ADDING_UP = frozenset({"cpu", SLEEP})
"""Kinds of short stalls that a loop over them makes a long one."""
_DEBUGGERS = frozenset({"breakpoint", "code.interact", "pdb.post_mortem", "pdb.set_trace"})
"""What a helper runs only because somebody asked to stop everything there."""
_Key = tuple[FunctionSummary, Value | None, tuple[Any, ...], tuple[Any, ...], bool]
"""A function, its receiver, parameters and constants as far as known, and whether it only begins."""
Silenced = Callable[[str, str], bool]
"""Takes the codes of a ``# noqa`` comment and a kind."""


class CallEffects:
    """Follows calls through the project's own sync functions, memoised per function and frame."""

    def __init__(self, types: Evaluator, silenced: Silenced) -> None:
        self.types = types
        self.conditions = MarkerConditions(types)
        self.implicit_calls = ImplicitCalls(self)
        self.own_locks = OwnLocks()
        self.silenced = silenced
        self._guard = CycleGuard()
        self._found: Memo[_Key, Effects] = Memo(self._guard, self._of_key, {})
        self._frames: dict[_Key, Frame] = {}
        self._unmade = UnmadeClasses(types)
        self._configured = {
            entry.qualified_name: entry.instead for entry in types.settings.blocking
        }

    def __len__(self) -> int:
        """How many functions' effects are known, each for every kind of call."""
        return len(self._found)

    def of_site(self, kind: SiteKind, term: Term, frame: Frame) -> Effects:
        """What evaluating the site's own expression (not its parts) blocks on, by kind."""
        if kind == "call":
            return self._call(term, frame)
        return self.implicit_calls.of_site(kind, term, frame)

    def of_function(
        self, function: FunctionValue, frame: Frame | None = None, *, is_begun_only: bool = False
    ) -> Effects:
        """What running the body of *function* blocks on, each kind by its shortest chain.

        *is_begun_only*: a generator's body runs as far as its first ``yield``.
        """
        summary = function.summary
        if summary.module.is_stub or summary.module.is_foreign:
            return {}
        frame = frame or self.types.calls.frame_of(function, [], {})
        key = (
            summary, frame.receiver, tuple(frame.parameters.items()),
            tuple(frame.constants.items()), is_begun_only,
        )  # fmt: skip
        if any(nesting(value) > _MAX_NESTING for value in _objects_of(frame)):
            return {}
        self._frames.setdefault(key, frame)
        effects = self._found[key]
        if self._guard.is_idle:
            self._frames.clear()
        return effects

    def _of_key(self, key: _Key) -> Effects:
        return self._collect(key[0], self._frames[key], key[-1])

    def _collect(self, summary: FunctionSummary, frame: Frame, is_begun_only: bool) -> Effects:
        found: Effects = {}
        walk = self.types.calls.call_constants.walk(summary, frame, on_loop=True)
        for site in summary.sites:
            if is_begun_only and site.follows_yield:
                continue
            here = walk.uncertainty(site.guards)
            if here is None:
                continue
            inner = self.types.calls.call_constants.assuming(site.guards, site.term, frame)
            effects = self.of_site(site.kind, site.term, inner)
            if effects and self.is_halted(site.inside, inner):
                continue
            for kind, effect in effects.items():
                uncertainty = effect.uncertainty + here
                if uncertainty > _MAX_UNCERTAINTY or (uncertainty and kind == LOOP):
                    continue
                if not effect.hops and (
                    self._is_meant(effect, site) or self.own_locks.takes(summary, effect, site.term)
                ):
                    continue
                is_once = effect.is_once or (site.is_once and _is_first_time(site, frame))
                is_spare = effect.is_spare or site.is_spare
                is_short = _is_short(effect, site)
                distance = (
                    is_once or effect.is_kept,
                    is_short + effect.is_brief,
                    is_spare,
                    len(effect.hops) + 1,
                )
                if kind not in found or found[kind].distance > distance:
                    what = (
                        hop_name(_spelled(site), effect.first_callee)
                        if effect.hops
                        else readable(effect.name, site.name)
                    )
                    hop = Hop(display_path(summary.module.path), site.line, what)
                    found[kind] = replace(
                        effect,
                        hops=(hop, *effect.hops),
                        uncertainty=uncertainty,
                        platform=effect.platform or platform_words(site.guards),
                        first_callee=summary.local_name,
                        is_once=is_once,
                        is_short=is_short,
                        is_spare=is_spare,
                    )
        return found

    def is_halted(self, managers: tuple[Term, ...], frame: Frame) -> bool:
        """Whether one of *managers* halts what runs on the loop for as long as its block lasts."""
        callees = (self.types.evaluate(manager[1], frame) for manager in managers)
        return any(
            isinstance(callee, FunctionValue) and "halts_loop" in callee.summary.markers
            for callee in callees
        )

    def _is_meant(self, effect: Effect, site: Site) -> bool:
        """Whether whoever wrote the blocking call says that it shall block, or has asked before."""
        if is_harmless_after(effect.marker, site.passed):
            return True
        is_silenced = site.noqa is not None and self.silenced(site.noqa, effect.kind)
        return is_silenced or effect.name in _DEBUGGERS

    def _call(self, term: Term, frame: Frame) -> Effects:
        callee = self.types.evaluate(term[1], frame)
        consumed = self.implicit_calls.consumed(name_of(callee), term, frame)
        return nearest(self.of_call(callee, term, frame), consumed)

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
                effects = [self.of_call(option, term, frame) for option in options]
                return any_of(effects) if _are_chosen(options, term) else agreed(effects)
            case _:
                return {}

    def _of_function_call(
        self, function: FunctionValue, term: Term | None, frame: Frame
    ) -> Effects:
        markers = function.summary.markers
        if function.call_kind or function.is_cached:
            return {}
        marker = markers.get("blocks") or markers.get("cpu_bound")
        if marker is not None:
            if self.conditions.is_harmless(function, marker, term, frame):
                return {}
            if works_otherwise(self.types, function):
                return {}
            return self._blocked(function, marker, term, frame)
        if "runs_loop" in markers:
            is_nested = frame.module.global_term("nest_asyncio") is not None
            return {} if is_nested else {LOOP: Effect(LOOP, stub_name(function))}
        if "calls" in markers and term is not None:
            return self._of_argument(function, markers["calls"], term, frame)
        if function.summary.module.is_stub or function.summary.is_async or markers:
            return {}
        if function.summary.is_generator:
            return {}
        if function.summary.is_empty and isinstance(function.receiver, Instance):
            return self._of_implementations(function, function.receiver, term, frame)
        # What runs nothing else blocks on nothing, whatever it is given.
        is_still = not function.summary.sites
        found = (
            {} if is_still else self.of_function(function, self.callee_frame(function, term, frame))
        )
        decorators = function.summary.decorators
        return nearest(found, self._of_decorators(function.summary)) if decorators else found

    def _of_implementations(
        self, function: FunctionValue, receiver: Instance, term: Term | None, frame: Frame
    ) -> Effects:
        """What the implementations of a method without a body block on."""
        implementations = self.types.implementations
        if not implementations.is_left_open(function.summary):
            return {}
        methods = self._unmade.leave_out(implementations.of_method(function.summary.name, receiver))
        found = [self.of_call(method, term, frame) for method in methods]
        return any_of(found) if found else {}

    def _of_decorators(self, summary: FunctionSummary) -> Effects:
        """What decorators make a plain function block on, one hop away: where it is defined."""
        frame = self.types.frame(summary.module)
        for term in summary.decorators:
            factory = self.types.evaluate(term[1], frame) if term[0] == "call" else None
            if not isinstance(factory, FunctionValue):
                continue
            marker = factory.summary.markers.get("makes_block")
            if marker and not self.conditions.is_harmless(factory, marker, term, frame):
                name = public_name(factory.qualified_name)
                hop = Hop(display_path(summary.module.path), summary.line, name)
                effect = Effect(
                    str(marker.argument(0)), name, (hop,), first_callee=summary.local_name
                )
                return {effect.kind: effect}
        return {}

    def _blocked(
        self, function: FunctionValue, marker: Marker, term: Term | None, frame: Frame
    ) -> Effects:
        kind = "cpu" if marker.name == "cpu_bound" else str(marker.argument(0))
        owner = function.receiver
        is_bound = isinstance(owner, Instance) and "thread_bound" in owner.summary.markers
        effect = Effect(
            kind, stub_name(function), marker=marker, function=function,
            is_thread_bound=is_bound or marker.keywords.get("offload") == "never",
            is_short=self.conditions.is_short(function, marker, term, frame),
            is_endless=self.conditions.is_endless(function, marker, term, frame),
        )  # fmt: skip
        return {kind: effect}

    def leaving(self, manager: Instance) -> Effect:
        """The wait at the end of a ``with`` block of *manager*."""
        return Effect("wait", f"leaving {manager.summary.local_name}")

    def callee_frame(
        self, function: FunctionValue, term: Term | None, frame: Frame
    ) -> Frame | None:
        """The frame of the callee, with the arguments that say something about its parameters."""
        if term is None:
            return None
        arguments = bound_arguments(function, term)
        call_constants = self.types.calls.call_constants
        tested = call_constants.tested(function)
        known: dict[str, Value] = {}
        for name, argument in arguments.items():
            is_plain = argument[0] in ("const", "text", "none") and name not in tested
            if argument is UNKNOWN or argument[0] == "star" or is_plain:
                continue
            value = self.types.evaluate(argument, frame)
            is_object = isinstance(value, (FunctionValue, Instance, Partial, ClassValue))
            if is_object or (name in tested and _is_described(value)):
                known[name] = value
        constants = call_constants.constants(function, arguments, frame, tested)
        return self.types.calls.frame_of(function, [], known, constants)

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
                found = nearest(found, self.of_call(method, term, frame))
                if method.summary.module.is_stub and found:
                    found = {k: named(e, cls) for k, e in found.items()}
        return found


def _is_first_time(site: Site, frame: Frame) -> bool:
    """Whether no argument asks that what runs once at *site* shall run again."""
    return not any(frame.constants.get(name, True) for name in site.again)


def _is_short(effect: Effect, site: Site) -> bool:
    """Whether *effect* is a short one at *site*: no loop there makes a long one of it.

    So is a pause before the next attempt: nobody waits for it but who has met a failure.
    """
    if effect.kind == SLEEP and site.is_spare:
        return True
    is_added_up = effect.kind in _ADDING_UP and site.is_repeated and not effect.is_spare
    return effect.is_short and not is_added_up


def _spelled(site: Site) -> str:
    """How the call is written, or '' where that is a parameter's name and tells nobody anything."""
    callee = site.term[1] if site.term[0] == "call" else UNKNOWN
    given = callee[1] if callee[0] == "declared" else callee
    return "" if given[0] == "param" else site.name


def _are_chosen(options: tuple[Value, ...], call: Term | None) -> bool:
    """Whether each of the project's own classes or objects can be what is called here.

    What a module imports under one name from this place or that is another thing: one is there.
    """
    callee = UNKNOWN if call is None else call[1]
    while callee[0] == "attr":
        callee = callee[1]
    return callee[0] not in ("unknown", "global", "from") and all(map(_is_own_choice, options))


def _is_own_choice(option: Value) -> bool:
    if isinstance(option, FunctionValue):
        is_plain = not option.summary.is_async and not option.summary.module.is_stub
        return is_plain and isinstance(option.receiver, Instance)
    return isinstance(option, ClassValue) and not option.summary.module.is_stub


def _is_described(value: Value) -> bool:
    """Whether a test can tell what *value* is.

    It cannot where nothing describes an option; and a function that hands on what hangs on its own
    parameter (``walk(node.left)``) would have no end of different arguments.
    """
    return not any(
        isinstance(option, (Unknown, UnresolvedName)) and builtin_class(option) is None
        for option in options_of(value)
    )


def _objects_of(frame: Frame) -> Iterator[Value]:
    if frame.receiver is not None:
        yield frame.receiver
    yield from frame.parameters.values()
