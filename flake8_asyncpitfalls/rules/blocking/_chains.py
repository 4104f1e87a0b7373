"""How a message tells the way down to a blocking call: from the call downwards, and briefly."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from flake8_asyncpitfalls.finding import Hop
from flake8_asyncpitfalls.rule import LONGEST_OWN

_MOST_HOPS = 4


def told_chain(hops: Sequence[Hop], others: int) -> str:
    """``Users.fetch (app/users.py:31) -> requests.get (app/http.py:14)``, the last of *hops* always.

    At most four are named. Where the message, of which *others* characters are spent, would grow
    long, only the last has its place, then fewer are named, and the last one's file loses folders;
    the rest are counted.
    """
    for most in range(min(_MOST_HOPS, len(hops)), 0, -1):
        for has_places in (True, False):
            text = " -> ".join(_named(hops, most, has_places=has_places))
            if others + len(text) <= LONGEST_OWN:
                return text
    return _without_folders(text, hops[-1].path, others)


def _without_folders(text: str, path: str, others: int) -> str:
    """*text* with as few of the outer folders of *path* left out as must be."""
    folders, shorter = path.split("/"), text
    for number in range(1, len(folders)):
        shorter = text.replace(f"({path}:", f"(.../{'/'.join(folders[number:])}:")
        if others + len(shorter) <= LONGEST_OWN:
            return shorter
    return min(text, shorter, key=len)


def _named(hops: Sequence[Hop], most: int, *, has_places: bool) -> list[str]:
    """The first hops and the last one, *most* of them, and how many are left out between."""
    places = [f" ({hop.path}:{hop.line})" for hop in hops]
    named = [
        f"{_what(hops, number)}{place if has_places or number + 1 == len(hops) else ''}"
        for number, place in enumerate(places)
    ]
    left_out = len(hops) - most
    if not left_out:
        return named
    return [*named[: most - 1], f"{left_out} more", named[-1]]


def _what(hops: Sequence[Hop], number: int) -> str:
    """What is called: with its class, or with its module where that is another one."""
    hop = hops[number]
    if "." in hop.what or number + 1 == len(hops) or hops[number + 1].path == hop.path:
        return hop.what
    path = PurePath(hops[number + 1].path)
    module = path.parent.name if path.stem == "__init__" else path.stem
    return f"{module}.{hop.what}" if hop.what.isidentifier() and module else hop.what
