"""Finding nodes of a syntax tree by their span, and whether an ``await`` may stand there."""

from __future__ import annotations

import ast
import bisect
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.fixes.refusal import RefusedError
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

Path = tuple[ast.AST, ...]
"""The nodes from the module down to the one that is meant, both included."""

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def path_to(tree: ast.AST, span: Span, kinds: tuple[type[ast.AST], ...]) -> Path:
    """The path to the one node of *kinds* with exactly this *span*.

    Raises RefusedError when there is none, or more than one: before Python 3.12 the positions
    inside f-strings are not always true.
    """
    found = list(_search((tree,), span, kinds))
    if len(found) != 1:
        reason = "more than one piece of" if found else "no"
        raise RefusedError(f"{reason} code stands at the position of the fix")
    return found[0]


def _search(path: Path, span: Span, kinds: tuple[type[ast.AST], ...]) -> Iterator[Path]:
    node = path[-1]
    if isinstance(node, kinds) and Span.of(node) == span:  # type: ignore[arg-type]
        yield path
    in_string = isinstance(node, (ast.JoinedStr, ast.FormattedValue))
    for child in _children_near(node, span):
        if not isinstance(child, ast.expr_context) and (in_string or _can_hold(child, span)):
            yield from _search((*path, child), span, kinds)


def _children_near(node: ast.AST, span: Span) -> Iterable[ast.AST]:
    """The children of *node*; of a module's many statements only those that can be meant."""
    if not isinstance(node, ast.Module):
        return ast.iter_child_nodes(node)
    first = bisect.bisect_left(node.body, span.line, key=lambda stmt: stmt.end_lineno or 0)
    last = bisect.bisect_right(node.body, span.line, key=lambda stmt: stmt.lineno)
    return node.body[first : last + 1]


def _can_hold(node: ast.AST, span: Span) -> bool:
    if getattr(node, "lineno", None) is None:
        return True
    if (node.end_lineno, node.end_col_offset) < (span.end_line, span.end_column):  # type: ignore[attr-defined]
        return False
    # Decorators stand before the position of what they decorate.
    first = min(
        ((item.lineno, item.col_offset) for item in getattr(node, "decorator_list", ())),
        default=(node.lineno, node.col_offset),  # type: ignore[attr-defined]
    )
    return first <= (span.line, span.column)


def why_no_await(
    path: Path, made_async: Container[ast.AST] = (), *, awaits_at_top: bool = False
) -> str:
    """Why no ``await`` may stand at the end of *path*; the empty text when it may.

    The functions *made_async* count as ``async def``; *awaits_at_top*: it is in a notebook.
    """
    for index in range(len(path) - 2, -1, -1):
        verdict = _verdict(path, index)
        if verdict and path[index] in made_async and path[index + 1] in path[index].body:  # type: ignore[attr-defined]
            return ""
        if verdict is not None:
            return verdict
    return "" if awaits_at_top else "an await outside of a function is an error"


def _verdict(path: Path, index: int) -> str | None:
    """What the node at *index* says of its descendants; None leaves it to the nodes above."""
    parent, child = path[index], path[index + 1]
    match parent:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            return _verdict_of_function(parent, child)
        case ast.Lambda():
            return "an await in a lambda is an error"
        case ast.ClassDef() if child in parent.body:
            return "an await in a class body is an error"
        case ast.ClassDef() if child in parent.decorator_list:
            return "an await in a decorator runs at definition"
        case ast.GeneratorExp() if not _is_first_iterable(parent, path[index + 1 : index + 3]):
            return "an await would make the generator expression an async generator"
        case ast.AnnAssign() if child is parent.annotation:
            return "an await in an annotation is an error"
    if type(parent).__name__ in {"TypeAlias", "TypeVar", "ParamSpec", "TypeVarTuple"}:
        return "an await in a type expression is an error"
    return None


def _verdict_of_function(function: ast.FunctionDef | ast.AsyncFunctionDef, child: ast.AST) -> str:
    if child in function.decorator_list:
        return "an await in a decorator runs at definition"
    if child not in function.body:
        return "an await in a default argument or an annotation runs at definition"
    if isinstance(function, ast.FunctionDef):
        return f"the function {function.name!r} is not async"
    return ""


def _is_first_iterable(generator: ast.GeneratorExp, below: Path) -> bool:
    first = generator.generators[0]
    return below[0] is first and len(below) > 1 and below[1] is first.iter


def async_paths(tree: ast.AST, lines: Iterable[tuple[int, int]]) -> Iterator[Path]:
    """The paths to every ``await``, ``async with/for`` and async clause on some lines of a file.

    *lines* are first and last lines, from 1.
    """
    ranges = _merged(lines)
    stack: list[Path] = [(tree,)]
    while stack:
        path = stack.pop()
        node = path[-1]
        if isinstance(node, (ast.Await, ast.AsyncFor, ast.AsyncWith)):
            yield path
        elif isinstance(node, ast.comprehension) and node.is_async:
            yield (*path, node.target)
        stack += (
            (*path, child)
            for child in ast.iter_child_nodes(node)
            if isinstance(node, ast.JoinedStr) or _touches(child, ranges)
        )


def _touches(node: ast.AST, ranges: Sequence[tuple[int, int]]) -> bool:
    start = getattr(node, "lineno", None)
    if start is None:
        return not isinstance(node, ast.expr_context)
    start = min((item.lineno for item in getattr(node, "decorator_list", ())), default=start)
    end: int = node.end_lineno  # type: ignore[attr-defined]
    index = bisect.bisect_right(ranges, end, key=lambda pair: pair[0])
    return index > 0 and ranges[index - 1][1] >= start


def _merged(lines: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Disjoint ranges that hold the same lines, sorted."""
    ranges: list[tuple[int, int]] = []
    for first, last in sorted(lines):
        if ranges and first <= ranges[-1][1]:
            ranges[-1] = (ranges[-1][0], max(last, ranges[-1][1]))
        else:
            ranges.append((first, last))
    return ranges
