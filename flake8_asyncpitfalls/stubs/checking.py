"""Whether a stub says only what can be understood: its markers, their arguments and values.

Stubs are written by hand, and a marker that nobody knows would mean nothing, silently. The data in
``markers.py`` decides; our own stubs are held against it by the tests, a user's at the start of a run.
"""

from __future__ import annotations

import ast
import builtins
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from flake8_asyncpitfalls.errors import StubError
from flake8_asyncpitfalls.stubs.marker_schema import MarkerSpec, Parameter, ParameterKind, Place
from flake8_asyncpitfalls.stubs.markers import MARKERS

MAX_STUB_BYTES = 2_000_000
"""Larger files are no stubs that somebody wrote."""
_Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def check_folders(folders: Iterable[str]) -> None:
    """Raise StubError for the first thing in the stubs under *folders* that is not understood."""
    for folder in folders:
        for path in sorted(Path(folder).rglob("*.pyi")):
            for problem in problems_of_file(path):
                raise StubError(problem)


def problems_of_file(path: Path) -> Iterator[str]:
    """What is wrong with the stub at *path*, each with file and line (from 1)."""
    try:
        if not path.is_file() or os.stat(path).st_size > MAX_STUB_BYTES:
            yield f"{path}: not a stub file of a sensible size"
            return
        tree = ast.parse(path.read_bytes())
    except SyntaxError as error:
        yield f"{path}:{error.lineno or 1}: {error.msg}"
    except (OSError, ValueError, RecursionError) as error:
        yield f"{path}: {error}"
    else:
        for line, problem in problems_of(tree):
            yield f"{path}:{line}: {problem}"


def problems_of(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """What is wrong with a stub's markers: the line (from 1) and the cause of each problem."""
    own = set(_bound_names(tree))
    yield from _problems_in(tree.body, own, has_kind=False)


def _problems_in(
    body: Sequence[ast.stmt], own: set[str], *, has_kind: bool
) -> Iterator[tuple[int, str]]:
    for stmt in body:
        if isinstance(stmt, _Definition):
            names = set()
            for decorator in stmt.decorator_list:
                names.add(_spelled(decorator))
                if problem := _problem_of_decorator(decorator, stmt, own, has_kind=has_kind):
                    yield decorator.lineno, problem
            is_class = isinstance(stmt, ast.ClassDef)
            kind_below = is_class and "methods_block" in names
            yield from _problems_in(stmt.body, own, has_kind=kind_below)
        elif isinstance(stmt, ast.If | ast.Try):
            blocks = [stmt.body, stmt.orelse, *(h.body for h in getattr(stmt, "handlers", ()))]
            for block in (*blocks, getattr(stmt, "finalbody", [])):
                yield from _problems_in(block, own, has_kind=has_kind)


def _problem_of_decorator(
    decorator: ast.expr, definition: _Definition, own: set[str], *, has_kind: bool
) -> str:
    """What is wrong with *decorator*; other decorators are what Python knows or the stub imports."""
    name = _spelled(decorator)
    if name not in MARKERS:
        is_known = name.partition(".")[0] in own or hasattr(builtins, name)
        return "" if is_known else f"unknown marker @{name}{_suggestion(name, MARKERS)}"
    args: list[Any] = []
    keywords: dict[str, Any] = {}
    if isinstance(decorator, ast.Call):
        if any(keyword.arg is None for keyword in decorator.keywords):
            return f"the arguments of @{name} must be literals"
        try:
            args = [ast.literal_eval(arg) for arg in decorator.args]
            keywords = {str(k.arg): ast.literal_eval(k.value) for k in decorator.keywords}
        except (ValueError, TypeError, SyntaxError):
            return f"the arguments of @{name} must be literals"
    place: Place = "class" if isinstance(definition, ast.ClassDef) else "function"
    if name == "blocks" and not has_kind and not (args or "kind" in keywords):
        return "@blocks must say the kind of blocking"
    return problem_of_marker(name, args, keywords, place)


def problem_of_marker(
    name: str, args: Sequence[Any], keywords: dict[str, Any], place: Place
) -> str:
    """What is wrong with the marker *name* on a function or class, or an empty string."""
    spec = MARKERS[name]
    if place not in spec.on:
        return f"@{name} stands on a {' or '.join(spec.on)}, not on a {place}"
    given: list[tuple[Parameter, Any]] = []
    problem = _match(spec, args, keywords, given)
    if problem:
        return problem
    missing = [
        part.name
        for part in spec.parameters
        if part.is_required and all(part is not other for other, _ in given)
    ]
    if missing:
        return f"@{name} needs its argument {missing[0]!r}"
    return next(filter(None, (_problem_of_value(name, *pair) for pair in given)), "")


def _match(
    spec: MarkerSpec,
    args: Sequence[Any],
    keywords: dict[str, Any],
    given: list[tuple[Parameter, Any]],
) -> str:
    """Pair each argument with its parameter in *given*; the problem where one has none."""
    repeated = next((part for part in spec.parameters if part.is_repeated), None)
    unnamed = [part for part in spec.parameters if not part.is_keyword and not part.is_repeated]
    for index, value in enumerate(args):
        parameter = unnamed[index] if index < len(unnamed) else repeated
        if parameter is None:
            return f"@{spec.name} takes {len(unnamed)} unnamed arguments, not {len(args)}"
        given.append((parameter, value))
    by_name = {part.name: part for part in spec.parameters if not part.is_repeated}
    for word, value in keywords.items():
        if word not in by_name:
            return f"@{spec.name} has no argument {word!r}{_suggestion(word, by_name)}"
        if any(part is by_name[word] for part, _ in given):
            return f"@{spec.name} is given {word!r} twice"
        given.append((by_name[word], value))
    return ""


def _problem_of_value(marker: str, parameter: Parameter, value: Any) -> str:
    if parameter.kind == "choice" and isinstance(value, str):
        if value in parameter.choices:
            return ""
        hint = _suggestion(value, parameter.choices)
        return f"@{marker}: unknown {parameter.name} {value!r}{hint}"
    if _is_allowed(parameter, value):
        return ""
    return f"@{marker}: {parameter.name} cannot be {value!r}"


def _is_allowed(parameter: Parameter, value: Any) -> bool:
    return _ALLOWED[parameter.kind](value)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value)


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _are_names(value: Any) -> bool:
    return isinstance(value, tuple | list) and all(isinstance(name, str) for name in value)


def _is_mapping(value: Any, is_allowed: Callable[[Any], bool]) -> bool:
    return isinstance(value, dict) and all(
        isinstance(key, str) and is_allowed(held) for key, held in value.items()
    )


_ALLOWED: dict[ParameterKind, Callable[[Any], bool]] = {
    "argument": lambda value: _is_text(value) or (_is_number(value) and value >= 0),
    "choice": lambda value: False,  # The choices are compared before.
    "class_lists": lambda value: _is_mapping(value, _are_names),
    "classes": lambda value: _is_mapping(value, _is_text),
    "conditions": lambda value: _is_mapping(value, lambda held: True),
    "flag": lambda value: isinstance(value, bool),
    "names": _are_names,
    "number": _is_number,
    "text": _is_text,
    "text_or_nothing": lambda value: isinstance(value, str),
    "version": lambda value: _is_text(value) and re.fullmatch(r"3\.\d+", value) is not None,
}


def _suggestion(word: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(word, list(known), n=1)
    return f"; did you mean {close[0]!r}?" if close else ""


def _spelled(decorator: ast.expr) -> str:
    return ast.unparse(decorator.func if isinstance(decorator, ast.Call) else decorator)


def _bound_names(tree: ast.Module) -> Iterator[str]:
    """What the stub imports or defines anywhere: other decorators may be among them."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from (alias.asname or alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, _Definition):
            yield node.name
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
