"""Where a module mentions its own and imported functions and classes: the calls, and all else.

Who asks how a function is called must know of every mention of it: one that is no call (it is stored,
handed on, returned) may lead to calls that nobody sees. Each piece of a module is looked through once
for all names, and that when first a name is asked for that its text has: of a large module most is never
parsed. A mention is kept as a place, and reduced to terms when its name is asked for.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from flake8_asyncpitfalls.semantics.scopes.scope import LateScope, Scope
from flake8_asyncpitfalls.semantics.terms.term import UNKNOWN, Term

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.source.source import Late
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary, ModuleFacts

_CLASS_WORD = re.compile(r"_*[A-Z].*[a-z]")
_CLASS_TESTS = frozenset({"isinstance", "issubclass", "cast", "super", "TypeVar"})
OWN_CLASS = "cls"
"""The name under which ``cls(...)``, ``type(self)(...)`` and ``self.__class__(...)`` are kept."""
_ANNOTATIONS: dict[type, str] = {ast.arg: "annotation", ast.AnnAssign: "annotation",
                ast.FunctionDef: "returns", ast.AsyncFunctionDef: "returns"}  # fmt: skip


_FEW = 16
"""For more names than these the whole module is looked through: to search it for each would be square."""
_OWN_CLASS_WORDS = (b"cls", b"type", b"__class__")
"""One of these stands where an object makes another of its class."""


class Place(NamedTuple):
    """Where an expression of that *kind* stands, and the key of its scope; '' is the module's.

    *header*: the key of the definition in whose header it is, if that was parsed late. Its end belongs
    to it: ``Server(db).run()`` begins where ``Server(db)`` does.
    """

    scope: str
    header: str
    kind: type[ast.expr]
    line: int
    column: int
    end: tuple[int | None, int | None]

    @classmethod
    def of(cls, expr: ast.expr, scope: str, header: str) -> Place:
        """The place of *expr*."""
        end = (expr.end_lineno, expr.end_col_offset)
        return cls(scope, header, type(expr), expr.lineno, expr.col_offset, end)


class _Piece(NamedTuple):
    """What is looked through at one go: the *nodes* that *scope* evaluates itself, or in a *header*."""

    scope: Scope
    header: str
    nodes: list[ast.expr]


@dataclass(slots=True)
class Mentions:
    """Of one name: *others* are the mentioned expressions that are not called, *calls* the calls."""

    calls: list[Place] = field(default_factory=list)
    others: list[Place] = field(default_factory=list)


class ModuleMentions:
    """The mentions in one module, by name."""

    def __init__(self, module: ModuleFacts) -> None:
        self.module = module
        self._known: dict[tuple[str, str], dict[str, Mentions]] = {}
        self._found: dict[str, Mentions] = {}
        self._all: dict[str, Mentions] | None = None
        self._imported = _imported(module)
        root = module.terms.root
        self._kept = set(self._imported) | set(module.terms.table(root).by_name)

    def spellings(self, name: str) -> list[str]:
        """What *name*, of this module or imported, is called here."""
        return [name, *(new for new, old in self._imported.items() if old == name and new != name)]

    def calls(self, name: str) -> Iterator[Term]:
        """The terms of the calls of what is called *name* here."""
        return self._terms(self._of(name).calls)

    def coroutine_calls(self, name: str) -> Iterator[Term]:
        """The terms of those calls that stand in coroutines."""
        places = self._of(name).calls
        inside = [one for one in places if one.scope and self.module.scope(one.scope).is_coroutine]
        return self._terms(inside)

    def others(self, name: str) -> Iterator[Term]:
        """The terms of all other mentions that may hand on what is called *name* here."""
        return self._terms(self._of(name).others)

    def _of(self, name: str) -> Mentions:
        """All mentions of *name*."""
        found = self._all if self._all is not None else self._found
        if name not in found and self._all is None:
            root = self.module.terms.root
            if len(self._found) < _FEW and self.module.terms.source.late:
                scopes = root.walk_where(_may_mention(name))
                self._found[name] = self._together(scopes).get(name, Mentions())
            else:
                found = self._all = self._together(root.walk())
        return found.get(name, Mentions())

    def _together(self, scopes: Iterable[Scope]) -> dict[str, Mentions]:
        """The mentions in all of *scopes*, by name."""
        found: dict[str, Mentions] = {}
        for scope in scopes:
            for piece in _pieces(scope):
                for name, mentions in self._mentions_in(piece).items():
                    here = found.setdefault(name, Mentions())
                    here.calls += mentions.calls
                    here.others += mentions.others
        return {
            name: Mentions(_each_once(m.calls), _each_once(m.others)) for name, m in found.items()
        }

    def _mentions_in(self, piece: _Piece) -> dict[str, Mentions]:
        key = (_key(piece.scope), piece.header)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._look_through(piece)
        return known

    def _terms(self, places: list[Place]) -> Iterator[Term]:
        lines: dict[tuple[Scope, str], dict[int, list[ast.expr]]] = {}
        for place in places:
            scope = self.module.scope(place.scope) if place.scope else self.module.terms.root
            key = (scope, place.header)  # another scope where the tree was let go of meanwhile
            if key not in lines:
                header = self.module.scope(place.header) if place.header else None
                nodes = _own_nodes(scope) if header is None else _header_nodes(header)
                by_line = lines[key] = {}
                for node in nodes:
                    by_line.setdefault(node.lineno, []).append(node)
            there = (n for n in lines[key].get(place.line, ()) if isinstance(n, place.kind))
            found = (n for n in there if Place.of(n, place.scope, place.header) == place)
            expr = next(found, None)
            # What is not found again may be anything.
            yield UNKNOWN if expr is None else self.module.terms.reduce(expr, scope)

    def _look_through(self, piece: _Piece) -> dict[str, Mentions]:
        found: dict[str, Mentions] = {}
        scope = _key(piece.scope)
        calls = [node for node in piece.nodes if isinstance(node, ast.Call)]
        called = {call.func for call in calls}
        for call in calls:
            name = _called_name(call.func)
            if name in ("__init__", OWN_CLASS) or self._is_kept(call.func, name):
                place = Place.of(call, scope, piece.header)
                found.setdefault(name, Mentions()).calls.append(place)
        parents = self.module.terms.parents
        for node in piece.nodes:
            if not isinstance(node, (ast.Name, ast.Attribute)) or node in called:
                continue
            name = node.id if isinstance(node, ast.Name) else node.attr
            is_read = isinstance(node.ctx, ast.Load) and self._is_kept(node, name)
            if is_read and not _is_harmless(node, parents):
                place = Place.of(node, scope, piece.header)
                found.setdefault(name, Mentions()).others.append(place)
        return found

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


def _may_mention(name: str) -> Callable[[Late], bool]:
    """Tells of a definition that is not parsed yet whether it can mention *name*."""
    words = _OWN_CLASS_WORDS if name == OWN_CLASS else (name.encode() if name.isascii() else b"",)
    return lambda late: any(late.may_name(word) for word in words)


def _each_once(places: list[Place]) -> list[Place]:
    """Of *places* each; the outer scope may have seen the headers in it, which are told as such."""
    return list({place._replace(header=""): place for place in places}.values())


def _key(scope: Scope) -> str:
    return scope.identity if scope.parent is not None else ""


def _pieces(scope: Scope) -> Iterator[_Piece]:
    """The code of *scope*; for a definition that was parsed late its header, which its parent evaluates."""
    if isinstance(scope, LateScope) and scope.parent is not None:
        yield _Piece(scope.parent, scope.identity, _header_nodes(scope))
    yield _Piece(scope, "", _own_nodes(scope))


def _own_nodes(scope: Scope) -> list[ast.expr]:
    """The names, attributes and calls of *scope*, without the headers of definitions parsed late."""
    return [*scope.of_type(ast.Name, ast.Attribute, ast.Call)]


def _header_nodes(scope: Scope) -> list[ast.expr]:
    """The same of the decorators, defaults, annotations and bases of a definition."""
    inner = (node for part in _header(scope.node) for node in ast.walk(part))
    return [node for node in inner if isinstance(node, (ast.Name, ast.Attribute, ast.Call))]


def _header(node: ast.AST) -> list[ast.AST]:
    parts = [*getattr(node, "decorator_list", ()), *getattr(node, "bases", ())]
    parts += [getattr(node, "args", None), getattr(node, "returns", None)]
    return [part for part in parts if part is not None]


def _imported(module: ModuleFacts) -> dict[str, str]:
    """The names that imports bind anywhere in the module, with what they are called elsewhere."""
    found = {}
    for scope in module.terms.root.walk_where(lambda late: late.may_name(b"import")):
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
