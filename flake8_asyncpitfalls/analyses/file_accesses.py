"""What a call of a library does to a file: which path it is about, and whether it writes there."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary
    from flake8_asyncpitfalls.semantics.summaries.markers import Marker

FILE, TREE, METADATA = "file", "filesystem", "metadata"
FILES = (FILE, TREE, METADATA)
_WRITING = frozenset("wax+")
_MOVING = frozenset({"os", "pathlib", "shutil"})
"""Modules of functions that are about two paths, or about the object that they are methods of."""


def file_marker(function: FunctionSummary) -> Marker | None:
    """What the stub says of *function*, where that is about files."""
    marker = function.markers.get("blocks") if function.module.is_stub else None
    return marker if marker is not None and marker.args[0] in FILES else None


def is_moving(function: FunctionSummary) -> bool:
    """Whether *function* is one of a module whose functions are about paths and nothing else."""
    return function.module.name.dotted.partition(".")[0] in _MOVING


def is_of_content(marker: Marker, function: FunctionSummary) -> bool:
    """Whether *function* is a method of a path that reads or writes what is in the file."""
    return marker.args[0] == FILE and function.class_identity is not None


def paths_of(call: ast.Call, marker: Marker, function: FunctionSummary) -> Iterator[ast.expr]:
    """What *call* is about: its first argument, the second of what moves, the object of a method.

    ``image.save(path)`` is about the path alone.
    """
    moves = is_moving(function)
    if isinstance(call.func, ast.Attribute) and moves and is_of_content(marker, function):
        # ``path.write_text(text)`` is given no other path.
        yield call.func.value
        return
    yield from call.args[: 2 if moves and marker.keywords.get("writes") else 1]
    if isinstance(call.func, ast.Attribute) and moves:
        yield call.func.value


def writes(call: ast.Call, marker: Marker, function: FunctionSummary) -> bool:
    """Whether *call* changes the file that it is about, and would not as well do it twice."""
    if "opens" not in function.markers:
        again = marker.keywords.get("repeatable")
        is_repeated = any(
            keyword.arg == again
            and isinstance(keyword.value, ast.Constant)
            and keyword.value.value is True
            for keyword in call.keywords
        )
        return bool(marker.keywords.get("writes")) and not is_repeated
    return not _WRITING.isdisjoint(mode_of(call, function))


def mode_of(call: ast.Call, function: FunctionSummary) -> str:
    """How *call* opens a file, if it does and a text tells; else ''."""
    opens = function.markers.get("opens")
    if opens is None:
        return ""
    names = [parameter.name for parameter in function.parameters if parameter.name != "self"]
    at = names.index(str(opens.args[0]))
    given = [keyword.value for keyword in call.keywords if keyword.arg == names[at]]
    given += call.args[at : at + 1]
    return "".join(str(mode.value) for mode in given if isinstance(mode, ast.Constant))
