"""Making helpers async: functions that block, and all their callers, changed in every file at once.

A helper becomes ``async def``, every call of it is awaited, and what blocks in it is then fixed as
in any coroutine. Where a session or the client of a library blocks, all such objects of the project
become their asynchronous twins first, if they can.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.fixes.async_conversion import clients, sessions
from flake8_asyncpitfalls.fixes.async_conversion.bodies import UnfitError
from flake8_asyncpitfalls.fixes.async_conversion.callers import Callers
from flake8_asyncpitfalls.fixes.async_conversion.rounds import Round
from flake8_asyncpitfalls.fixes.async_conversion.split import Split
from flake8_asyncpitfalls.fixes.async_conversion.surroundings import (
    Place,
    Propagation,
    Surroundings,
)
from flake8_asyncpitfalls.fixes.async_conversion.ties import Ties, Unit
from flake8_asyncpitfalls.fixes.async_conversion.units import outermost
from flake8_asyncpitfalls.fixes.refusal import RefusedError

if TYPE_CHECKING:
    from flake8_asyncpitfalls.fixes.async_conversion.look import Workspace

_MAX_PASSES = 10
_MAX_SPLITS = 4
"""How often more is found that must stay, before all does."""
_SESSIONS = ""
"""In the place of the name of a library: the sessions of SQLAlchemy."""


def propagate(
    places: Iterable[Place], project: Surroundings, direct: Collection[Place] = (),
    offered: Collection[Place] = (),
) -> Propagation:  # fmt: skip
    """Make the functions async that block at *places*, with their callers, as far as it is right.

    At *direct* a coroutine blocks by itself: that counts where a client does it. Behind *offered* a
    caller has a fix.
    """
    places = list(places)
    result = Propagation()
    workspaces = project.open(), project.open()
    callers = Callers(project.paths, workspaces[0])
    refused: dict[Place, str] = {}
    functions = {place: callers.name_at(place.path, place.line) for place in places}
    offloaded = frozenset(filter(None, (functions[place] for place in offered)))
    project = replace(project, offloaded=offloaded)
    for library, found in _of_objects(callers, [*places, *direct]).items():
        if library == _SESSIONS:
            left = _convert_sessions(project, result, workspaces, found)
            result.reasons.update((p, r) for p, r in left.items() if p in places)
        else:
            round_ = Round(project, result, workspaces)
            left = dict.fromkeys(found, _convert_clients(round_, library, found))
        refused.update((place, reason) for place, reason in left.items() if reason)
    waiting: dict[Place, tuple[str, str]] = {}
    for place, function in functions.items():
        if function is None:
            result.reasons[place] = "the blocking call stands in no function"
        elif function in result.made:
            result.done.add(place)
        elif place not in result.done | result.reasons.keys():
            waiting[place] = function
    _convert_functions(waiting, project, result, workspaces)
    for place in result.reasons.keys() & refused.keys():
        result.reasons[place] = refused[place]
    return result


def _convert_sessions(
    project: Surroundings, result: Propagation, workspaces: tuple[Workspace, Workspace],
    places: set[Place],
) -> dict[Place, str]:  # fmt: skip
    """Make all sessions asynchronous that block at *places*, or those that can be; why others are not."""
    round_ = Round(project, result, workspaces)
    round_.callers.is_thorough = True
    ties = Ties(round_.callers.read)
    conversion = sessions.convert(round_.callers, round_.paths, ties)
    try:
        conversion.check()
        round_.convert(conversion, places)
    except (RefusedError, RecursionError) as refusal:
        why = str(refusal) or "the code is nested too deeply"
    else:
        return {}
    round_.callers.explore()
    split = Split(round_.callers, conversion, ties, round_.paths)
    left = _convert_some(project, result, workspaces, split, places)
    return dict.fromkeys(places, why) if left.keys() == places else left


def _convert_some(
    project: Surroundings, result: Propagation, workspaces: tuple[Workspace, Workspace],
    split: Split, places: set[Place],
) -> dict[Place, str]:  # fmt: skip
    """Make those sessions asynchronous that block at *places* and do not stay; why others do."""
    refused: dict[Unit, str] = {}
    for _ in range(_MAX_SPLITS):
        try:
            workspaces[0].read_as(result.texts)
            split.solve(refused)
            left = {place: split.reason(place.path, place.line) for place in places}
            done = {place for place, reason in left.items() if not reason}
            if done:
                _convert_split(project, result, workspaces, split, done)
            return {place: reason for place, reason in left.items() if reason}
        except UnfitError as refusal:
            refused |= {(path, outermost(n)): why for (path, n), why in refusal.reasons.items()}
            reason = str(refusal)
        except (RefusedError, RecursionError) as refusal:
            reason = str(refusal) or "the code is nested too deeply"
            break
    return dict.fromkeys(places, reason)


def _convert_split(
    project: Surroundings, result: Propagation, workspaces: tuple[Workspace, Workspace],
    split: Split, places: set[Place],
) -> None:  # fmt: skip
    """Make what does not stay of *split* asynchronous; raises RefusedError where that fails."""
    trial = Propagation(list(result.changes), dict(result.before), made=set(result.made))
    trial.add(split.prepared())
    round_ = Round(project, trial, workspaces)
    kept = split.kept.keys() | split.twice.keys()
    round_.convert(sessions.convert(round_.callers, round_.paths, kept=kept), places)
    result.take(trial)


def _convert_functions(
    waiting: dict[Place, tuple[str, str]], project: Surroundings, result: Propagation,
    workspaces: tuple[Workspace, Workspace],
) -> None:  # fmt: skip
    """Make the functions async that *waiting* names, with their callers; *result* takes it up."""
    for _ in range(_MAX_PASSES):
        round_ = Round(project, result, workspaces)
        round_.run(waiting)
        waiting = {place: name for place, name in waiting.items() if place not in result.done}
        waiting = {place: name for place, name in waiting.items() if place not in result.reasons}
        if not waiting or not round_.has_changed:
            break


def _of_objects(callers: Callers, places: Iterable[Place]) -> dict[str, set[Place]]:
    """Those of *places* where an object with an asynchronous twin blocks, by the library."""
    by_path: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        by_path[place.path].append(place)
    found: dict[str, set[Place]] = defaultdict(set)
    for path, here in sorted(by_path.items()):
        model = callers.model(path)
        for place in here if model is not None else ():
            assert model is not None
            if sessions.calls_session(model, place.line):
                found[_SESSIONS].add(place)
            elif library := clients.library_of_place(model, place.line):
                found[library].add(place)
        if model is not None:
            callers.let_go(model)
    return dict(sorted(found.items()))


def _convert_clients(round_: Round, library: str, places: set[Place]) -> str:
    """Make all clients of *library* in the project asynchronous; why not, or ''."""
    try:
        round_.callers.awaited.add(library)
        round_.convert(clients.convert(round_.callers, round_.paths, library), places)
    except (RefusedError, RecursionError) as refusal:
        return str(refusal) or "the code is nested too deeply"
    return ""
