"""The functions in a file's text: their names, where they stand, and what they do as a whole."""

from __future__ import annotations

import ast
import warnings
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.source.control_flow import suspensions

if TYPE_CHECKING:
    from collections.abc import Sequence


def functions_at(data: bytes, lines: Sequence[int]) -> list[str]:
    """The qualified names of the functions that hold the 1-based *lines*; empty for none."""
    places = _functions(_tree(data)) if lines else []
    return [
        next((name for name, first, last in places if first <= line <= last), "") for line in lines
    ]


def function_at(data: bytes, line: int) -> str:
    """The qualified name of the function that holds the 1-based *line*; empty for none."""
    return functions_at(data, [line])[0]


def body_of(data: bytes, name: str) -> list[ast.stmt]:
    """The statements of the function *name*; none where it cannot be found."""
    node: ast.AST | None = _tree(data)
    for part in name.replace(".<locals>", "").split("."):
        inside = getattr(node, "body", ())
        node = next((one for one in inside if getattr(one, "name", "") == part), None)
    return getattr(node, "body", [])


def is_suspended(body: list[ast.stmt]) -> bool:
    """Whether a function of that *body* awaits something; where it cannot be found, it may."""
    return not body or any(True for _ in suspensions(body))


def is_empty(body: list[ast.stmt]) -> bool:
    """Whether *body* does nothing: a docstring, ``pass``, ``...`` or a raise alone."""
    return all(
        isinstance(stmt, ast.Pass | ast.Raise)
        or (isinstance(stmt, ast.Expr) and isinstance(stmt.value, ast.Constant))
        for stmt in body
    )


def is_moved_whole(body: list[ast.stmt]) -> bool:
    """Whether *body* does nothing but run a nested function, and await that; maybe in a ``try``."""
    match body:
        case [ast.Expr(value=ast.Constant()), *rest]:
            return is_moved_whole(rest)
        case [ast.FunctionDef(), ast.Return(value=ast.Await()) | ast.Expr(value=ast.Await())]:
            return True
        case [ast.Try(body=inner, handlers=handlers, orelse=[])]:
            return is_moved_whole(inner) and not any(True for _ in suspensions(handlers))
    return False


def _tree(data: bytes) -> ast.Module:
    """The tree of a file's bytes, in whatever encoding they are; what was linted has one."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(data)


def _functions(module: ast.Module) -> list[tuple[str, int, int]]:
    """The qualified name and the lines of every function, the inner ones first."""
    found: list[tuple[str, int, int]] = []
    stack: list[tuple[ast.AST, str]] = [(module, "")]
    while stack:
        node, prefix = stack.pop()
        for child in ast.iter_child_nodes(node):
            if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                stack.append((child, prefix))
                continue
            name = prefix + child.name
            is_class = isinstance(child, ast.ClassDef)
            if not is_class:
                found.append((name, child.lineno, child.end_lineno or child.lineno))
            stack.append((child, f"{name}." if is_class else f"{name}.<locals>."))
    return sorted(found, key=lambda item: -item[1])
