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
from typing import TYPE_CHECKING, NamedTuple

from flake8_asyncpitfalls.semantics.scopes.scope import LateScope, Scope
from flake8_asyncpitfalls.semantics.terms.term import UNKNOWN, Term

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary, ModuleFacts

_CLASS_WORD = re.compile(r"_*[A-Z].*[a-z]")
_CLASS_TESTS = frozenset({"isinstance", "issubclass", "cast", "super", "TypeVar"})
OWN_CLASS = "cls"
"""The name under which ``cls(...)``, ``type(self)(...)`` and ``self.__class__(...)`` are kept."""
_ANNOTATIONS: dict[type, str] = {ast.arg: "annotation", ast.AnnAssign: "annotation",
                ast.FunctionDef: "returns", ast.AsyncFunctionDef: "returns"}  # fmt: skip


class Place(NamedTuple):
    """Where an expression of that *kind* stands, and the key of its scope; '' is the module's.

    Its end belongs to it: ``Server(db).run()`` begins where ``Server(db)`` does.
    """

    scope: str
    kind: type[ast.expr]
    line: int
    column: int
    end: tuple[int | None, int | None]

    @classmethod
    def of(cls, expr: ast.expr, scope: str) -> Place:
        """The place of *expr*."""
        end = (expr.end_lineno, expr.end_col_offset)
        return cls(scope, type(expr), expr.lineno, expr.col_offset, end)


@dataclass(slots=True)
class Mentions:
    """Of one name: *others* are the mentioned expressions that are not called, *calls* the calls."""

    calls: list[Place] = field(default_factory=list)
    others: list[Place] = field(default_factory=list)


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
        return self._terms(found.calls if found else [])

    def others(self, name: str) -> Iterator[Term]:
        """The terms of all other mentions that may hand on what is called *name* here."""
        found = self._found.get(name)
        return self._terms(found.others if found else [])

    def _terms(self, places: list[Place]) -> Iterator[Term]:
        for place in places:
            scope = self.module.scope(place.scope) if place.scope else self.module.terms.root
            nodes = (node for node in _nodes(scope) if isinstance(node, place.kind))
            # Most nodes stand in other lines, which is asked first.
            there = (n for n in nodes if n.lineno == place.line)
            expr = next((n for n in there if Place.of(n, place.scope) == place), None)
            # What is not found again may be anything.
            yield UNKNOWN if expr is None else self.module.terms.reduce(expr, scope)

    def _look_through(self, scope: Scope) -> None:
        identity = scope.identity if scope.parent is not None else ""
        nodes = _nodes(scope)
        calls = [node for node in nodes if isinstance(node, ast.Call)]
        called = {call.func for call in calls}
        for call in calls:
            name = _called_name(call.func)
            if name in ("__init__", OWN_CLASS) or self._is_kept(call.func, name):
                self._of(name).calls.append(Place.of(call, identity))
        parents = self.module.terms.parents
        for node in nodes:
            if not isinstance(node, (ast.Name, ast.Attribute)) or node in called:
                continue
            name = node.id if isinstance(node, ast.Name) else node.attr
            is_read = isinstance(node.ctx, ast.Load) and self._is_kept(node, name)
            if is_read and not _is_harmless(node, parents):
                self._of(name).others.append(Place.of(node, identity))

    def _of(self, name: str) -> Mentions:
        return self._found.setdefault(name, Mentions())

    def _is_kept(self, node: ast.expr, name: str) -> bool:
        if _CLASS_WORD.match(name):
            return True
        if isinstance(node, ast.Attribute):
            return isinstance(node.value, ast.Name) and node.value.id in self._imported
        return name in self._kept


def is_nested(function: FunctionSummary) -> bool:
    """Whether *function* is defined in another function, which alone can name it."""
    parent = function.scope.parent
    return parent is not None and parent.kind == "function" and function.scope.kind == "function"


def calls_of_nested(function: FunctionSummary) -> list[Term] | None:
    """The calls of a function that is defined in another; None where it may be handed on."""
    terms, name, owner = function.module.terms, function.name, function.scope.parent
    assert owner is not None
    bindings = terms.table(owner).by_name.get(name, ())
    if len(bindings) != 1 or bindings[0].node is not function.scope.node:
        return None
    calls: list[Term] = []
    for scope in owner.walk():
        for node in scope.names(name):
            parent = terms.parents.get(node)
            if not isinstance(parent, ast.Call) or parent.func is not node:
                return None
            calls.append(terms.reduce(parent, scope))
    return calls if all(call[0] == "call" for call in calls) else None


def _nodes(scope: Scope) -> list[ast.expr]:
    """The names, attributes and calls of *scope*, those in the headers of definitions inside included.

    A definition that is parsed late has its decorators, defaults and bases nowhere else.
    """
    found: list[ast.expr] = [*scope.of_type(ast.Name, ast.Attribute, ast.Call)]
    late = [child.node for child in scope.children.values() if isinstance(child, LateScope)]
    if late:
        known = set(found)
        headers = [part for node in late for part in _header(node)]
        inner = (node for part in headers for node in ast.walk(part))
        found += [
            node
            for node in inner
            if isinstance(node, (ast.Name, ast.Attribute, ast.Call)) and node not in known
        ]
    return found


def _header(node: ast.AST) -> list[ast.AST]:
    parts = [*getattr(node, "decorator_list", ()), *getattr(node, "bases", ())]
    parts += [getattr(node, "args", None), getattr(node, "returns", None)]
    return [part for part in parts if part is not None]


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
    if isinstance(parent, (ast.Attribute, ast.ClassDef, ast.ExceptHandler, ast.Compare)):
        return True
    while isinstance(parent, ast.expr):
        if isinstance(parent, ast.Call):
            return _called_name(parent.func) in _CLASS_TESTS
        child, parent = parent, parents.get(parent)
    annotated = _ANNOTATIONS.get(type(parent), "")
    if annotated and getattr(parent, annotated) is child:
        return True
    return isinstance(parent, (ast.ClassDef, ast.pattern))
