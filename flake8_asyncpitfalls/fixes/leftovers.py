"""Local variables that only the code before the fixes read: ``loop = get_running_loop()``.

Only what asks for the loop or copies the context is taken out: asking has no other effect.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.fixes.refusal import RefusedError
from flake8_asyncpitfalls.fixes.text.file_text import FileText, Replacement, Splice
from flake8_asyncpitfalls.fixes.text.fragment import has_own_lines
from flake8_asyncpitfalls.semantics.source.node_fields import last_name

if TYPE_CHECKING:
    from collections.abc import Iterator

_WITHOUT_EFFECT = frozenset({"get_running_loop", "get_event_loop", "copy_context"})
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def without_leftovers(old: FileText, new: FileText) -> bytes:
    """The bytes of *new*, the fixed text, without such assignments that the fixes of *old* made idle."""
    if not any(name.encode() in new.source for name in _WITHOUT_EFFECT):
        return new.data
    try:
        asking = [
            (name, function)
            for name, function in _functions(new.tree, "")
            if any(map(_assigned, ast.walk(function)))
        ]
        # Most ask where they use it; then nobody need look at what was read before.
        before = _functions(old.tree, "") if asking else ()
        was_read = {name: _read(function) for name, function in before}
        changes = [
            _removal(stmt, new)
            for name, function in asking
            for stmt in _idle(function, was_read.get(name, set()), new)
        ]
    except RefusedError:
        return new.data
    return FileText(Splice(new.source, changes).source, new.encoding).data if changes else new.data


def _functions(node: ast.AST, prefix: str) -> Iterator[tuple[str, ast.AST]]:
    """Every function with its dotted name, nested ones too."""
    for child in ast.iter_child_nodes(node):
        name = (
            f"{prefix}.{child.name}" if isinstance(child, (*_FUNCTIONS, ast.ClassDef)) else prefix
        )
        if isinstance(child, _FUNCTIONS):
            yield name, child
        yield from _functions(child, name)


def _read(function: ast.AST) -> set[str]:
    return {
        node.id
        for node in ast.walk(function)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }


def _idle(function: ast.AST, was_read: set[str], text: FileText) -> Iterator[ast.Assign]:
    """The assignments of *function* that nothing reads any more, as far as they may go."""
    gone = was_read - _read(function)
    shared = {
        name
        for node in ast.walk(function)
        if isinstance(node, (ast.Global, ast.Nonlocal))
        for name in node.names
    }
    for node in ast.walk(function):
        for block in (getattr(node, field, ()) for field in ("body", "orelse", "finalbody")):
            for stmt in block if isinstance(block, list) and len(block) > 1 else ():
                if _assigned(stmt) in gone - shared and _is_apart(stmt, text):
                    yield stmt


def _assigned(stmt: ast.AST) -> str:
    match stmt:
        case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(func=func, args=[])):
            called = last_name(func)
            return name if called in _WITHOUT_EFFECT else ""
    return ""


def _is_apart(stmt: ast.stmt, text: FileText) -> bool:
    start, end = text.range_of_node(stmt)
    line = text.source[start : text.line_end(end, with_newline=False)]
    return b"#" not in line and has_own_lines(stmt, text)


def _removal(stmt: ast.stmt, text: FileText) -> Replacement:
    start, end = text.range_of_node(stmt)
    first = text.line_starts[text.line_at(start) - 1]
    return Replacement(first, text.line_end(end, with_newline=True), b"")
