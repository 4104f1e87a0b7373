"""Module names and what import statements refer to."""

from __future__ import annotations

import ast
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ModuleName:
    """A module's dotted name; *is_package* when it is a package's ``__init__``."""

    dotted: str
    is_package: bool = False

    @property
    def package(self) -> str:
        """The package that relative imports in this module start from; empty at top level."""
        return self.dotted if self.is_package else self.dotted.rpartition(".")[0]

    def absolute(self, stmt: ast.ImportFrom) -> str:
        """The absolute module name of ``from ... import``; empty when it leaves the top package."""
        if not stmt.level:
            return stmt.module or ""
        parts = self.package.split(".") if self.package else []
        if stmt.level - 1 > len(parts) or not parts:
            return ""
        base = parts[: len(parts) - (stmt.level - 1)]
        return ".".join([*base, stmt.module] if stmt.module else base)


def star_imports(body: list[ast.stmt], module: ModuleName) -> tuple[str, ...]:
    """The modules that ``from m import *`` at the top level of *body* takes names from."""
    found: list[str] = []
    for stmt in body:
        if isinstance(stmt, ast.ImportFrom) and any(a.name == "*" for a in stmt.names):
            found.append(module.absolute(stmt))
        elif isinstance(stmt, (ast.If, ast.Try)):
            found.extend(star_imports([*stmt.body, *stmt.orelse], module))
    return tuple(name for name in found if name)
