"""What a call of a library does to a file: which path it is about, and whether it writes there."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.inference.values import ClassValue, FunctionValue, options_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.inference.values import Value
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary
    from flake8_asyncpitfalls.semantics.summaries.markers import Marker

FILE, TREE, METADATA = "file", "filesystem", "metadata"
FILES = (FILE, TREE, METADATA)
_WRITING = frozenset("wax+")
_MOVING = frozenset({"os", "pathlib", "shutil"})
"""Modules of functions that are about two paths, or about the object that they are methods of."""
_TARGETS = frozenset({"dst", "new", "target"})
"""What the parameters are called in them that say where something comes to lie."""


def file_marker(function: FunctionSummary) -> Marker | None:
    """What the stub says of *function*, where that is about files."""
    marker = function.markers.get("blocks") if function.module.is_stub else None
    return marker if marker is not None and marker.args[0] in FILES else None


def is_moving(function: FunctionSummary) -> bool:
    """Whether *function* is one of a module whose functions are about paths and nothing else."""
    return function.module.name.dotted.partition(".")[0] in _MOVING


def paths_of(call: ast.Call, marker: Marker, function: FunctionSummary) -> Iterator[ast.expr]:
    """What *call* is about: the object of a method, its first argument, where it moves things to.

    ``image.save(path)`` is about the path alone, ``shutil.rmtree(path)`` too: a module is no path.
    """
    if not is_moving(function):
        yield from call.args[:1]
        return
    is_method = function.class_identity is not None
    if is_method and isinstance(call.func, ast.Attribute):
        yield call.func.value
    names = {parameter.name for parameter in function.parameters}
    is_of_two = bool(marker.keywords.get("writes")) and not _TARGETS.isdisjoint(names)
    # ``path.write_text(text)`` and ``path.mkdir(0o755)`` are given no path.
    yield from call.args[: is_of_two if is_method else 1 + is_of_two]


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


def makes_new_name(callee: Value) -> bool:
    """Whether what *callee* gives has a name that nothing else has."""
    options = list(options_of(callee))
    return bool(options) and all(
        isinstance(option, (ClassValue, FunctionValue)) and "new_name" in option.summary.markers
        for option in options
    )
