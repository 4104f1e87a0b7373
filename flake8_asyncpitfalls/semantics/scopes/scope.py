"""The scope tree of a module: which code belongs to which scope, and what it binds.

Scopes are Python's own (module, class, function, lambda). Functions and classes are found from the
statements alone. What needs the expressions (the nodes themselves, their parents, the lambdas) is
found by one walk over a scope's own nodes, at the first question that needs it, so that code which
nobody asks about costs a pass over its statements. Every question walks first if it must: no answer
depends on what was asked before.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

from flake8_asyncpitfalls.semantics.source.node_fields import BLOCK_FIELDS, CHILD_FIELDS
from flake8_asyncpitfalls.semantics.source.source import Late

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef
ScopeNode = ast.Module | FunctionNode | ast.ClassDef | ast.Lambda
ScopeKind = Literal["module", "class", "function", "lambda"]
BindingKind = Literal[
    "assign", "annotated", "for", "with", "import", "from", "def", "class", "param", "except",
    "match", "walrus", "narrow", "star", "alias", "outer", "del", "divided", "other",
]  # fmt: skip
NodeT = TypeVar("NodeT", bound=ast.AST)
FUNCTION_TYPES = (ast.FunctionDef, ast.AsyncFunctionDef)
SCOPE_TYPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
SCOPE_STATEMENTS = frozenset({ast.Module, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef})
STATEMENTS = frozenset(
    kind for kind in vars(ast).values() if isinstance(kind, type) and issubclass(kind, ast.stmt)
)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


# Not frozen: nobody changes one, but a frozen object takes three times as long to make, and every
# name that any statement binds is one.
@dataclass(slots=True, eq=False)
class Binding:
    """One place where a scope binds *name*.

    *kind* is ``assign``, ``annotated``, ``for``, ``with``, ``import``, ``from``, ``def``,
    ``class``, ``param``, ``except``, ``match``, ``walrus``, ``narrow``, ``star`` (``*args``),
    ``alias`` (a ``type`` statement), ``outer`` (bound in an enclosing scope), ``del``, ``divided``
    (``path /= name``) or ``other``.
    *value* is the expression that the value comes from and *path* the way into it through
    unpacking (indices; ``-1`` for a starred part).
    """

    kind: BindingKind
    name: str
    node: ast.AST
    value: ast.expr | None = None
    path: tuple[int, ...] = ()
    is_async: bool = False


@dataclass(slots=True, eq=False)
class Tree:
    """What the scopes of one module share.

    *parents* of the nodes that were walked, *scopes* by their definitions, and *late*: for
    definitions whose inside is not parsed yet, what parses it.
    """

    parents: dict[ast.AST, ast.AST] = field(default_factory=dict)
    scopes: dict[ast.AST, Scope] = field(default_factory=dict)
    late: dict[ast.AST, Late] = field(default_factory=dict)


class Scope:
    """One scope: its node, its parent, the functions and classes directly inside, lazily its code."""

    __slots__ = (
        "_by_name", "_by_type", "_has_comprehensions", "_lambdas", "_nodes", "_tree", "children", "identity",
        "kind", "name", "node", "parent", "qualified_name",
    )  # fmt: skip

    def __init__(
        self,
        node: ScopeNode,
        parent: Scope | None,
        tree: Tree,
    ) -> None:
        self.node = node
        self.parent = parent
        self.kind = _KINDS[type(node)]
        self.name: str = getattr(node, "name", "<lambda>")
        self.qualified_name = _qualified_name(self.name, parent)
        line = getattr(node, "lineno", 0)
        column = getattr(node, "col_offset", 0)
        self.identity = f"{self.qualified_name}:{line}:{column}"
        self.children: dict[ast.AST, Scope] = {}
        self._lambdas: dict[ast.AST, Scope] = {}
        self._tree = tree
        self._nodes: list[ast.AST] | None = None
        self._has_comprehensions = False
        self._by_type: dict[type[ast.AST], list[Any]] = {}
        self._by_name: dict[str, list[ast.Name]] | None = None
        tree.scopes[node] = self
        if not isinstance(node, ast.Lambda):
            self._add_children(node.body)

    @property
    def is_coroutine(self) -> bool:
        """Whether the scope is the body of an ``async def``."""
        return type(self.node) is ast.AsyncFunctionDef

    @property
    def is_function(self) -> bool:
        """Whether the scope is a function or lambda."""
        return self.kind in ("function", "lambda")

    @property
    def enclosing_class(self) -> Scope | None:
        """The class whose method this function is, or in which it is nested."""
        scope = self.parent
        while scope is not None and scope.kind != "class":
            scope = scope.parent
        return scope

    @property
    def body(self) -> Sequence[ast.stmt]:
        """The statements of the scope; a lambda has none."""
        return [] if isinstance(self.node, ast.Lambda) else self.node.body

    @property
    def nodes(self) -> list[ast.AST]:
        """All nodes that belong to this scope itself, in source order, nested scopes' left out.

        Decorators, defaults, annotations and bases of nested definitions belong here.
        """
        self.walk_nodes()
        assert self._nodes is not None
        return self._nodes

    def walk_nodes(self) -> None:
        """Walk the scope's own nodes, unless that was done: their parents are recorded then."""
        if self._nodes is None:
            self._nodes = self._collect()

    @property
    def lambdas(self) -> list[Scope]:
        """The lambdas directly inside."""
        if self._nodes is None:
            self._nodes = self._collect()
        return list(self._lambdas.values())

    def of_type(self, *kinds: type[NodeT]) -> list[NodeT]:
        """The nodes of this scope of exactly these types, in source order within a type."""
        if self._nodes is None:
            self._nodes = self._collect()
        if len(kinds) == 1:
            return self._by_type.get(kinds[0], [])
        return [node for kind in kinds for node in self._by_type.get(kind, ())]

    @property
    def has_comprehensions(self) -> bool:
        """Whether a comprehension stands in the scope's own code."""
        if self._nodes is None:  # asked of every name that is reduced
            self._nodes = self._collect()
        return self._has_comprehensions

    def types_of_nodes(self) -> list[type[ast.AST]]:
        """The types of which this scope has nodes."""
        self.walk_nodes()
        return list(self._by_type)

    def release(self) -> None:
        """Let go of all nodes and scopes inside."""
        self._nodes = []
        self._by_type = {}
        self._by_name = {}
        self.children = {}
        self._lambdas = {}

    def names(self, name: str) -> list[ast.Name]:
        """The name nodes of this scope that spell *name*, in source order."""
        return self._names_by_spelling().get(name, [])

    def spelled_names(self) -> Iterable[str]:
        """What the name nodes of this scope spell, each once."""
        return self._names_by_spelling().keys()

    def _names_by_spelling(self) -> dict[str, list[ast.Name]]:
        if self._by_name is None:
            self._by_name = defaultdict(list)
            for node in self.of_type(ast.Name):
                self._by_name[node.id].append(node)
        return self._by_name

    def walk(self) -> Iterator[Scope]:
        """This scope and all scopes inside it; their nodes are walked on the way."""
        stack = [self]
        while stack:
            scope = stack.pop()
            yield scope
            inside = [*scope.children.values(), *scope.lambdas]
            if (
                inside
            ):  # most functions have nothing inside, and some are walked for each of their names
                stack.extend(reversed(inside))

    def walk_where(self, may_hold: Callable[[Late], bool]) -> Iterator[Scope]:
        """As ``walk``; what is not parsed yet stays so, and is left out, unless it *may_hold* something."""
        stack = [self]
        while stack:
            scope = stack.pop()
            late = scope.late
            if late is None or may_hold(late):
                yield scope
                stack.extend(reversed([*scope.children.values(), *scope.lambdas]))

    def walk_definitions(self) -> Iterator[Scope]:
        """This scope and all inside it that the statements alone tell: all but what lambdas are."""
        stack = [self]
        while stack:
            scope = stack.pop()
            yield scope
            stack.extend(reversed(scope.children.values()))

    @property
    def late(self) -> Late | None:
        """What parses the inside, if that was not done yet: its text may say that it need not be."""
        return None

    def walk_classes(self) -> Iterator[Scope]:
        """The classes among this scope and all inside it; what cannot hold any stays unparsed."""
        stack = [self]
        while stack:
            scope = stack.pop()
            if scope.kind == "class":
                yield scope
            late = scope.late
            if late is None or late.may_hold_classes:
                stack.extend(reversed(scope.children.values()))

    def _add_children(self, body: Sequence[ast.AST]) -> None:
        tree = self._tree
        for stmt in body:
            kind = type(stmt)
            if kind in _DEFINITIONS:
                scope_type = LateScope if stmt in tree.late else Scope
                self.children[stmt] = scope_type(stmt, self, tree)  # type: ignore[arg-type]
            elif (fields := BLOCK_FIELDS.get(kind)) is not None:
                for field_name in fields:
                    inner = getattr(stmt, field_name)
                    if inner:
                        self._add_children(inner)

    def _collect(self) -> list[ast.AST]:
        nodes: list[ast.AST] = []
        self._by_type = defaultdict(list)
        root = self.node
        body: Sequence[ast.AST] = [root.body] if isinstance(root, ast.Lambda) else root.body
        for stmt in body:
            self._tree.parents[stmt] = root
        self._walk(list(reversed(body)), nodes, self._by_type)
        self._has_comprehensions = not self._by_type.keys().isdisjoint(COMPREHENSIONS)
        return nodes

    def _walk(
        self, stack: list[ast.AST], nodes: list[ast.AST], by_type: dict[type[ast.AST], list[Any]]
    ) -> None:
        """Add the nodes on *stack* and those below that belong to this scope."""
        parents = self._tree.parents
        # Every node of every scope passes here: bound methods and early ends are a fifth of its time.
        pop, push, add = stack.pop, stack.append, nodes.append
        while stack:
            node = pop()
            kind = node.__class__
            add(node)
            by_type[kind].append(node)
            fields = CHILD_FIELDS[kind]
            if not fields:
                continue
            if kind is ast.Lambda and node not in self._lambdas:
                self._lambdas[node] = Scope(node, self, self._tree)  # type: ignore[arg-type]
            for field_name in fields:
                child = getattr(node, field_name)
                if child.__class__ is list:
                    for item in child[::-1]:
                        if item is not None:
                            parents[item] = node
                            push(item)
                elif child is not None:
                    parents[child] = node
                    push(child)


class LateScope(Scope):
    """A definition whose inside is parsed when somebody first looks at it."""

    __slots__ = ("_children", "_node")

    @property
    def node(self) -> ScopeNode:
        """The definition with all that is in it."""
        self._fill()
        return self._node

    @node.setter
    def node(self, node: ScopeNode) -> None:
        self._node = node

    @property
    def is_coroutine(self) -> bool:
        """Whether the scope is the body of an ``async def``, which its first line tells."""
        return type(self._node) is ast.AsyncFunctionDef

    @property
    def late(self) -> Late | None:
        """What parses the inside, if that was not done yet: its text may say that it need not be."""
        return self._tree.late.get(self._node)

    def _fill(self) -> None:
        """Parse the inside, unless that was done."""
        fill = self._tree.late.pop(self._node, None)
        if fill is not None:
            fill()
            assert self.parent is not None
            self._tree.parents[self._node] = self.parent.node
            self.parent._walk([self._node], [], defaultdict(list))
            self._add_children(getattr(self._node, "body", ()))

    @property
    def children(self) -> dict[ast.AST, Scope]:
        """The functions and classes directly inside."""
        self._fill()
        return self._children

    @children.setter
    def children(self, children: dict[ast.AST, Scope]) -> None:
        self._children = children


_KINDS: dict[type[ast.AST], ScopeKind] = {
    ast.Module: "module",
    ast.ClassDef: "class",
    ast.FunctionDef: "function",
    ast.AsyncFunctionDef: "function",
    ast.Lambda: "lambda",
}
_DEFINITIONS = {ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef}


def _qualified_name(name: str, parent: Scope | None) -> str:
    if parent is None:
        return ""
    if parent.kind == "module":
        return name
    inside = ".<locals>" if parent.is_function else ""
    return f"{parent.qualified_name}{inside}.{name}"
