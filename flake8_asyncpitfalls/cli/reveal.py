"""``--reveal FILE:LINE:COL``: what the checker knows of an expression, for whoever wonders."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.cli.reading import read_source
from flake8_asyncpitfalls.errors import SettingsError
from flake8_asyncpitfalls.lint import model_of
from flake8_asyncpitfalls.printable import printable
from flake8_asyncpitfalls.semantics.project.project import Project
from flake8_asyncpitfalls.semantics.source.cells import is_notebook

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.settings import Settings


def reveal(place: str, settings: Settings) -> str:
    """What is known at *place*, ``FILE:LINE`` or ``FILE:LINE:COL`` (both from 1, in characters).

    With a column it is the innermost expression there, without one every outermost expression
    that begins on the line. Raises SettingsError for a place that is none, SourceError for a file
    that cannot be read.
    """
    match = re.fullmatch(r"(.+?):(\d+)(?::(\d+))?", place)
    if match is None:
        raise SettingsError(f"--reveal: write FILE:LINE:COL, not {place!r}")
    path, line, column = match[1], int(match[2]), match[3]
    if is_notebook(path):
        raise SettingsError(f"--reveal: {path}: a notebook; it is for Python files")
    data = read_source(path)
    project = Project.for_files([Path(path)], settings)
    model = model_of(path, data, settings, project)
    found = _expressions_at(model, line, None if column is None else int(column))
    if not found:
        raise SettingsError(f"--reveal: no expression at {place}")
    told = "\n".join(_told(expr, path, model) for expr in found)
    return "\n".join(map(printable, told.split("\n")))


def _expressions_at(model: SemanticModel, line: int, column: int | None) -> list[ast.expr]:
    if column is None:
        return list(_outermost(model.source.tree, line))
    text = model.source.data.splitlines()[line - 1 : line]
    characters = text[0].decode("utf-8", "replace")[: column - 1] if text else ""
    offset = len(characters.encode())
    around = [
        node
        for node in ast.walk(model.source.tree)
        if isinstance(node, ast.expr) and _contains(node, (line, offset))
    ]
    return [min(around, key=lambda node: len(_text(node, model)))] if around else []


def _contains(node: ast.expr, place: tuple[int, int]) -> bool:
    end = (node.end_lineno or node.lineno, node.end_col_offset or node.col_offset)
    return (node.lineno, node.col_offset) <= place < end


def _outermost(node: ast.AST, line: int) -> Iterator[ast.expr]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.expr) and child.lineno == line:
            yield child
        else:
            yield from _outermost(child, line)


def _told(expr: ast.expr, path: str, model: SemanticModel) -> str:
    """One paragraph: the expression, its value, its term, and what evaluating it blocks on."""
    line = _text(expr, model).split("\n")[0]
    lines = [f"{path}:{expr.lineno}:{_column(expr, model)}: {line}"]
    lines.append(f"  value: {model.value_of(expr)}")
    lines.append(f"  term: {model.term_of(expr)}")
    scope = model.scope_of(expr)
    where = "on the event loop" if model.execution.runs_on_loop(scope) else "not on the event loop"
    lines.append(f"  runs: {where}")
    lines += [f"  blocks: {kind}" for kind in model.effects_at(expr)]
    return "\n".join(lines) + "\n"


def _text(expr: ast.expr, model: SemanticModel) -> str:
    return ast.get_source_segment(model.source.data.decode("utf-8", "replace"), expr) or ""


def _column(expr: ast.expr, model: SemanticModel) -> int:
    before = model.source.data.splitlines()[expr.lineno - 1][: expr.col_offset]
    return len(before.decode("utf-8", "replace")) + 1
