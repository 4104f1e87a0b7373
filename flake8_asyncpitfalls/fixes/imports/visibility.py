"""What the names of a file are bound to, as far as imports need it."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.fixes.text.syntax_paths import Path

# Names bound out of their scope's own statements, by words without which there are none.
_REBINDING = {
    (b"global", b"nonlocal"): re.compile(
        rb"(?:^|[;:])[ \t\f]*(?:global|nonlocal)[ \t]+([^\r\n#;]+)", re.MULTILINE
    ),
    (b":=",): re.compile(rb"(\w+)[ \t]*:="),
}
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


@dataclass(frozen=True, slots=True)
class Binding:
    """A name is bound: by an import to *qualified* (with *loaded* modules), else to the unknown.

    *block* is the ``id`` of the list of statements that holds the binding, *index* its place there.
    """

    qualified: str = ""
    loaded: str = ""
    block: int = 0
    index: int = 0


class Visibility:
    """The names bound in the scopes of one tree, found out scope by scope when asked."""

    def __init__(self, tree: ast.Module, source: bytes) -> None:
        self.tree = tree
        self._rebound = {
            name.strip().decode()
            for words, pattern in _REBINDING.items()
            if any(word in source for word in words)
            for match in pattern.finditer(source)
            for name in match[1].split(b",")
        }
        self._scopes: dict[int, dict[str, list[Binding]]] = {}

    def scopes(self, path: Path) -> Iterator[tuple[ast.AST, dict[str, list[Binding]]]]:
        """The scopes seen from the end of *path*, innermost first, each with the names it binds."""
        # The scope of a class is not seen from the functions and classes in it.
        sees_class = True
        for node, below in zip(reversed(path[:-1]), reversed(path[1:]), strict=True):
            if isinstance(node, _COMPREHENSIONS):
                yield node, {name: [Binding()] for name in _comprehension_names(node)}
            elif isinstance(node, (*_SCOPES, ast.Module)) and _is_inside(node, below):
                if sees_class or not isinstance(node, ast.ClassDef):
                    yield node, self.bindings(node)
                sees_class = False

    def is_rebound(self, name: str) -> bool:
        """Whether *name* is global or nonlocal in some function, or stands before ``:=``."""
        return name in self._rebound

    def bindings(self, scope: ast.AST) -> dict[str, list[Binding]]:
        """Every binding of every name in *scope* itself; one from elsewhere counts as unknown."""
        if id(scope) not in self._scopes:
            found: dict[str, list[Binding]] = {}
            for name, binding in self._collected(scope):
                found.setdefault(name, []).append(binding)
            for name in self._rebound & found.keys():
                found[name].append(Binding())
            self._scopes[id(scope)] = found
        return self._scopes[id(scope)]

    def _collected(self, scope: ast.AST) -> Iterator[tuple[str, Binding]]:
        arguments = getattr(scope, "args", None)
        if isinstance(arguments, ast.arguments):
            for node in ast.walk(arguments):
                if isinstance(node, ast.arg):
                    yield node.arg, Binding()
        for parameter in getattr(scope, "type_params", ()):
            yield parameter.name, Binding()
        if isinstance(scope, ast.Lambda):
            return
        yield from _block_bindings(scope.body)  # type: ignore[attr-defined]


def has_run(binding: Binding, scope: ast.AST, path: Path) -> bool:
    """Whether *binding*, made in *scope*, is certainly made when the code at *path* runs.

    It stands before in the same block or in one around; or it is an unconditional one of the
    module, and the code stands in a function, which runs later.
    """
    for parent, child in pairwise(path):
        for block in _blocks(parent):
            if id(block) == binding.block and child in block:
                if binding.index < block.index(child):
                    return True
                in_function = any(isinstance(node, _SCOPES[:3]) for node in path[1:-1])
                return isinstance(scope, ast.Module) and parent is scope and in_function
    return False


def _is_inside(scope: ast.AST, below: ast.AST) -> bool:
    """Whether *below* is evaluated in *scope*: decorators and defaults of a function are not."""
    if isinstance(scope, ast.Lambda):
        return below is scope.body
    return below in scope.body  # type: ignore[attr-defined]


def _comprehension_names(node: ast.AST) -> Iterator[str]:
    for clause in node.generators:  # type: ignore[attr-defined]
        yield from _stored(clause.target)


def _blocks(node: ast.AST) -> Iterator[list[ast.stmt]]:
    for field in ("body", "orelse", "finalbody"):
        block = getattr(node, field, None)
        if isinstance(block, list):
            yield block


def _block_bindings(body: list[ast.stmt]) -> Iterator[tuple[str, Binding]]:
    for index, stmt in enumerate(body):
        if isinstance(stmt, (ast.Import, ast.ImportFrom)):
            yield from _imported(stmt, id(body), index)
            continue
        yield from ((name, Binding()) for name in _bound_by(stmt))
        if isinstance(stmt, _SCOPES):
            continue
        for part in (stmt, *getattr(stmt, "handlers", ()), *getattr(stmt, "cases", ())):
            for block in _blocks(part):
                yield from _block_bindings(block)


def _imported(
    stmt: ast.Import | ast.ImportFrom, block: int, index: int
) -> Iterator[tuple[str, Binding]]:
    for alias in stmt.names:
        if isinstance(stmt, ast.ImportFrom):
            known = stmt.module and not stmt.level
            qualified = f"{stmt.module}.{alias.name}" if known else ""
            yield alias.asname or alias.name, Binding(qualified, "", block, index)
        elif alias.asname:
            yield alias.asname, Binding(alias.name, alias.name, block, index)
        else:
            root = alias.name.partition(".")[0]
            yield root, Binding(root, alias.name, block, index)


def _bound_by(stmt: ast.stmt) -> Iterator[str]:
    """The names that *stmt* itself binds or deletes, imports and nested blocks apart."""
    match stmt:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            yield stmt.name
        case ast.Try(handlers=handlers) | ast.TryStar(handlers=handlers):
            yield from (handler.name for handler in handlers if handler.name)
        case ast.Match(cases=cases):
            yield from (name for case in cases for name in _captured(case.pattern))
        case _:
            for target in _targets(stmt):
                yield from _stored(target)


def _targets(stmt: ast.stmt) -> Iterator[ast.expr]:
    match stmt:
        case ast.Assign(targets=targets) | ast.Delete(targets=targets):
            yield from targets
        case ast.AnnAssign(target=target) | ast.AugAssign(target=target):
            yield target
        case ast.For(target=target) | ast.AsyncFor(target=target):
            yield target
        case ast.With(items=items) | ast.AsyncWith(items=items):
            yield from (item.optional_vars for item in items if item.optional_vars)
        case _ if type(stmt).__name__ == "TypeAlias":
            yield stmt.name  # type: ignore[attr-defined]


def _stored(target: ast.AST) -> Iterator[str]:
    for node in ast.walk(target):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            yield node.id


def _captured(pattern: ast.pattern) -> Iterator[str]:
    for node in ast.walk(pattern):
        name = getattr(node, "rest" if isinstance(node, ast.MatchMapping) else "name", None)
        if name:
            yield name
