"""What code does to the event loop: one way in which it blocks, with the hops down to the call."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flake8_asyncpitfalls.finding import Hop
from flake8_asyncpitfalls.semantics.effects.display_names import public_name
from flake8_asyncpitfalls.semantics.inference.values import ClassValue, FunctionValue
from flake8_asyncpitfalls.semantics.summaries.markers import Marker
from flake8_asyncpitfalls.semantics.summaries.predicate import Guards, platforms_of

CONFIGURED = "configured"
LOOP = "loop"
"""The kind of what starts an event loop, which fails where one runs."""
_BRANCH = 2
"""How much the choice of one alternative among several weighs, as in path_conditions."""
Effects = dict[str, "Effect"]
Distance = tuple[bool, int, bool, int]
SLEEP = "sleep"


def platform_words(guards: Guards) -> str:
    """Where alone the code runs: ``on win32 only``, ``elsewhere than on linux``; '' for anywhere."""
    asked = platforms_of(guards)
    wanted = [name for name, is_there in asked.items() if is_there]
    if wanted:
        return f"on {wanted[0]} only"
    return f"elsewhere than on {', '.join(asked)}" if asked else ""


@dataclass(frozen=True, slots=True)
class Effect:
    """One way in which code blocks: its *kind*, the blocking call's *name*, how it is reached.

    *hops* is empty when the code itself makes the call; otherwise it leads from the first function
    entered down to the blocking call. *marker* is the stub's, *advice* the user's own words for a
    configured call. *is_thread_bound*: an object on the way must not leave its thread.
    *uncertainty* weighs the branches that the way down depends on. *first_callee* is the function
    that the way down enters first, named inside its module. *is_once*: a guard on the way
    lets it run once a process. *is_kept*: an object that was there before keeps what it gives, so
    that it runs once for each object. *is_short*: it takes no longer than one
    local file does. *is_spare*: it runs only after something has failed. *is_endless*: it may wait
    for ever. *platform* says where alone the code runs, if tests of the platform guard it.
    """

    kind: str
    name: str
    hops: tuple[Hop, ...] = ()
    marker: Marker | None = None
    function: FunctionValue | None = None
    advice: str = ""
    is_thread_bound: bool = False
    uncertainty: int = 0
    platform: str = ""
    first_callee: str = ""
    is_once: bool = False
    is_kept: bool = False
    is_short: bool = False
    is_spare: bool = False
    is_endless: bool = False

    @property
    def distance(self) -> Distance:
        """How far it is: what runs every time before what runs once or after failures, what lasts, the hops.

        A pause after a failure comes after any other; of other stalls what lasts may be told from there.
        """
        return (
            self.is_once or self.is_kept,
            self.is_short + self.is_brief,
            self.is_spare,
            len(self.hops),
        )

    @property
    def is_brief(self) -> bool:
        """Whether the marker says that it is no more than a few system calls."""
        return self.marker is not None and bool(self.marker.keywords.get("brief"))


def agreed(effects: list[Effects]) -> Effects:
    """Kinds that every alternative blocks on."""
    first, *rest = effects
    return {kind: effect for kind, effect in first.items() if all(kind in e for e in rest)}


def any_of(effects: list[Effects]) -> Effects:
    """Kinds that an alternative blocks on; those that not all block on hang on one more branch."""
    found = agreed(effects)
    for alternative in effects:
        for kind, effect in alternative.items():
            if kind not in found and kind != LOOP:
                found[kind] = replace(effect, uncertainty=effect.uncertainty + _BRANCH)
    return found


def nearest(*found: Effects) -> Effects:
    """Each kind by its shortest way down; of ways as short as another, the one named first."""
    best: Effects = {}
    for effects in found:
        for kind, effect in effects.items():
            known = best.get(kind)
            if known is None or effect.distance < known.distance:
                best[kind] = effect
    return best


def named(effect: Effect, cls: ClassValue) -> Effect:
    """A blocking constructor is known by its class."""
    if effect.hops:
        return effect
    return replace(effect, name=public_name(cls.qualified_name))
