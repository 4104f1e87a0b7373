"""Making helpers async: functions that block, and all their callers, changed in every file at once.

A helper becomes ``async def``, every call of it is awaited, and what blocks in it is then fixed as
in any coroutine. Where a session or the client of a library blocks, all such objects of the project
become their asynchronous twins first, if they can.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.fixes.async_conversion import clients, sessions
from flake8_asyncpitfalls.fixes.async_conversion.callers import Callers
from flake8_asyncpitfalls.fixes.async_conversion.rounds import (
    Place,
    Propagation,
    Round,
    Surroundings,
)
from flake8_asyncpitfalls.fixes.refusal import RefusedError

if TYPE_CHECKING:
    from flake8_asyncpitfalls.fixes.async_conversion.look import Workspace

_MAX_PASSES = 10
_SESSIONS = ""
"""In the place of the name of a library: the sessions of SQLAlchemy."""


def propagate(
    places: Iterable[Place], project: Surroundings, direct: Collection[Place] = ()
) -> Propagation:
    """Make the functions async that block at *places*, with their callers, as far as it is right.

    At *direct* a coroutine blocks by itself: that counts where a client does it.
    """
    places = list(places)
    result = Propagation()
    workspaces = project.open(), project.open()
    callers = Callers(project.paths, workspaces[0])
    refused: dict[Place, str] = {}
    functions = {place: callers.name_at(place.path, place.line) for place in places}
    for library, found in _of_objects(callers, [*places, *direct]).items():
        refusal = _convert_objects(Round(project, result, workspaces), library, found)
        if refusal:
            refused.update(dict.fromkeys(found, refusal))
            if library == _SESSIONS:
                result.reasons.update(dict.fromkeys(found.intersection(places), refusal))
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


def _convert_objects(round_: Round, library: str, places: set[Place]) -> str:
    """Make all objects of *library* in the project asynchronous; why not, or ''."""
    try:
        if library == _SESSIONS:
            round_.convert(sessions.convert(round_.callers, round_.paths), places)
        else:
            round_.callers.awaited.add(library)
            round_.convert(clients.convert(round_.callers, round_.paths, library), places)
    except (RefusedError, RecursionError) as refusal:
        return str(refusal) or "the code is nested too deeply"
    return ""
