"""Where a module mentions its own and imported functions and classes: the calls, and all else.

Who asks how a function is called must know of every mention of it: one that is no call (it is stored,
handed on, returned) may lead to calls that nobody sees. A module is looked through once for all names;
a mention is kept as a place, and reduced to terms when its name is asked for.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope
    from flake8_asyncpitfalls.semantics.summaries.definitions import ModuleFacts
    from flake8_asyncpitfalls.semantics.terms.term import Term

_CLASS_WORD = re.compile(r"_*[A-Z].*[a-z]")
_CLASS_TESTS = frozenset({"isinstance", "issubclass", "cast", "super", "TypeVar"})
OWN_CLASS = "cls"
"""The name under which ``cls(...)``, ``type(self)(...)`` and ``self.__class__(...)`` are kept."""
_ANNOTATIONS: dict[type, str] = {ast.arg: "annotation", ast.AnnAssign: "annotation",
                ast.FunctionDef: "returns", ast.AsyncFunctionDef: "returns"}  # fmt: skip


@dataclass(slots=True)
class Mentions:
    """Of one name: *others* are the mentioned expressions that are not called, *calls* the calls.

    Each is a scope's key and the place of the node among those of its type in the scope.
    """

    calls: list[tuple[str, int]] = field(default_factory=list)
    others: list[tuple[str, type[ast.expr], int]] = field(default_factory=list)


class ModuleMentions:
    """The mentions in one module, by name."""

    def __init__(self, module: ModuleFacts) -> None:
        self.module = module
        self._found: dict[str, Mentions] = {}
        self._imported = _imported(module)
        root = module.terms.root
        self._kept = set(self._imported) | set(module.terms.table(root).by_name)
        for scope in root.walk():
            self._look_through(scope)

    def spellings(self, name: str) -> list[str]:
        """What *name*, of this module or imported, is called here."""
        return [name, *(new for new, old in self._imported.items() if old == name and new != name)]

    def calls(self, name: str) -> Iterator[Term]:
        """The terms of the calls of what is called *name* here."""
        found = self._found.get(name)
        for identity, place in found.calls if found else ():
            scope = self._scope(identity)
            yield self.module.terms.reduce(scope.of_type(ast.Call)[place], scope)

    def others(self, name: str) -> Iterator[Term]:
        """The terms of all other mentions that may hand on what is called *name* here."""
        found = self._found.get(name)
        for identity, kind, place in found.others if found else ():
            scope = self._scope(identity)
            yield self.module.terms.reduce(scope.of_type(kind)[place], scope)

    def _scope(self, identity: str) -> Scope:
        return self.module.scope(identity) if identity else self.module.terms.root

    def _look_through(self, scope: Scope) -> None:
        identity = scope.identity if scope.parent is not None else ""
        called = set()
        for place, call in enumerate(scope.of_type(ast.Call)):
            name = _called_name(call.func)
            called.add(call.func)
            if name in ("__init__", OWN_CLASS) or self._is_kept(call.func, name):
                self._of(name).calls.append((identity, place))
        parents = self.module.terms.parents
        named: list[tuple[ast.Name | ast.Attribute, str, int]] = [
            (node, node.id, place) for place, node in enumerate(scope.of_type(ast.Name))
        ]
        named += [(node, node.attr, at) for at, node in enumerate(scope.of_type(ast.Attribute))]
        for node, name, place in named:
            if node in called or not isinstance(node.ctx, ast.Load):
                continue
            if self._is_kept(node, name) and not _is_harmless(node, parents):
                self._of(name).others.append((identity, type(node), place))

    def _of(self, name: str) -> Mentions:
        return self._found.setdefault(name, Mentions())

    def _is_kept(self, node: ast.expr, name: str) -> bool:
        if _CLASS_WORD.match(name):
            return True
        if isinstance(node, ast.Attribute):
            return isinstance(node.value, ast.Name) and node.value.id in self._imported
        return name in self._kept


def _imported(module: ModuleFacts) -> dict[str, str]:
    """The names that imports bind anywhere in the module, with what they are called elsewhere."""
    found = {}
    for scope in module.terms.root.walk():
        for stmt in scope.of_type(ast.ImportFrom):
            found.update({alias.asname or alias.name: alias.name for alias in stmt.names})
        for other in scope.of_type(ast.Import):
            found.update({a.asname or a.name.partition(".")[0]: a.name for a in other.names})
    return found


def _called_name(func: ast.expr) -> str:
    if isinstance(func, ast.Call):
        return OWN_CLASS if _called_name(func.func) == "type" else ""
    if isinstance(func, ast.Attribute):
        return OWN_CLASS if func.attr == "__class__" else func.attr
    return getattr(func, "id", "")


def _is_harmless(node: ast.expr, parents: dict[ast.AST, ast.AST]) -> bool:
    """Whether what is named here is only looked at: in an annotation, a test, as a base or namespace."""
    child: ast.AST = node
    parent = parents.get(child)
    if isinstance(parent, ast.Attribute | ast.ClassDef | ast.ExceptHandler | ast.Compare):
        return True
    while isinstance(parent, ast.expr):
        if isinstance(parent, ast.Call):
            return _called_name(parent.func) in _CLASS_TESTS
        child, parent = parent, parents.get(parent)
    annotated = _ANNOTATIONS.get(type(parent), "")
    if annotated and getattr(parent, annotated) is child:
        return True
    return isinstance(parent, ast.ClassDef | ast.pattern)
