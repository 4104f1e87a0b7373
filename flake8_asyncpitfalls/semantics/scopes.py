"""The scope tree of a module: which code belongs to which scope, and what it binds.

Scopes are Python's own (module, class, function, lambda). A scope's nodes are walked only when
somebody asks for them, so code that nobody asks about costs a pass over its statements.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef
NodeT = TypeVar("NodeT", bound=ast.AST)
FUNCTION_TYPES = (ast.FunctionDef, ast.AsyncFunctionDef)
SCOPE_TYPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
SCOPE_STATEMENTS = frozenset({ast.Module, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef})
STATEMENTS = frozenset(
    kind for kind in vars(ast).values() if isinstance(kind, type) and issubclass(kind, ast.stmt)
)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)

_BLOCK_FIELDS: dict[type[ast.AST], tuple[str, ...]] = {
    ast.If: ("body", "orelse"),
    ast.For: ("body", "orelse"),
    ast.AsyncFor: ("body", "orelse"),
    ast.While: ("body", "orelse"),
    ast.With: ("body",),
    ast.AsyncWith: ("body",),
    ast.Try: ("body", "handlers", "orelse", "finalbody"),
    ast.TryStar: ("body", "handlers", "orelse", "finalbody"),
    ast.ExceptHandler: ("body",),
    ast.Match: ("cases",),
    ast.match_case: ("body",),
}
_SKIPPED_FIELDS = {
    "ctx", "op", "ops", "type_comment", "type_ignores", "type_params", "id", "attr", "arg", "module",
    "level", "kind", "asname", "conversion", "is_async", "simple", "rest", "kwd_attrs", "cls_name",
    "str",
}  # fmt: skip
_LEAVES = (ast.expr_context, ast.operator, ast.boolop, ast.unaryop, ast.cmpop)


def _child_fields(node_type: type[ast.AST]) -> tuple[str, ...]:
    """Fields of *node_type* that can hold nodes of the same scope, in source order, reversed."""
    fields = [name for name in node_type._fields if name not in _SKIPPED_FIELDS]
    if node_type in FUNCTION_TYPES:
        fields = ["decorator_list", "args", "returns"]
    elif node_type is ast.ClassDef:
        fields = ["decorator_list", "bases", "keywords"]
    elif node_type is ast.Lambda:
        fields = ["args"]
    elif node_type is ast.arg:
        fields = ["annotation"]
    elif node_type is ast.IfExp:
        fields = ["body", "test", "orelse"]
    elif node_type is ast.Dict:
        fields = ["keys", "values"]
    elif node_type in (ast.ListComp, ast.SetComp, ast.GeneratorExp):
        fields = ["elt", "generators"]
    elif node_type in (
        ast.Constant,
        ast.Name,
        ast.Global,
        ast.Nonlocal,
        ast.alias,
        ast.MatchSingleton,
    ):
        fields = []
    elif node_type in (ast.ExceptHandler, ast.MatchStar, ast.MatchAs):
        fields.remove("name")
    return tuple(reversed(fields))


_CHILD_FIELDS: dict[type[ast.AST], tuple[str, ...]] = {
    node_type: _child_fields(node_type)
    for node_type in vars(ast).values()
    if isinstance(node_type, type)
    and issubclass(node_type, ast.AST)
    and not issubclass(node_type, _LEAVES)
}


@dataclass(frozen=True, slots=True, eq=False)
class Binding:
    """One place where a scope binds *name*.

    *kind* is ``assign``, ``annotated``, ``for``, ``with``, ``import``, ``from``, ``def``,
    ``class``, ``param``, ``except``, ``match``, ``walrus``, ``narrow``, ``star`` (``*args``),
    ``alias`` (a ``type`` statement), ``outer`` (bound in an enclosing scope), ``del`` or ``other``.
    *value* is the expression that the value comes from and *path* the way into it through
    unpacking (indices; ``-1`` for a starred part).
    """

    kind: str
    name: str
    node: ast.AST
    value: ast.expr | None = None
    path: tuple[int, ...] = ()
    is_async: bool = False


class Scope:
    """One scope: its node, its parent, the scopes directly inside, and lazily its code."""

    __slots__ = (
        "_by_name", "_by_type", "_nodes", "_parents", "children", "identity",
        "kind", "name", "node", "parent", "qualified_name", "table",
    )  # fmt: skip

    def __init__(
        self,
        node: ast.Module | FunctionNode | ast.ClassDef | ast.Lambda,
        parent: Scope | None,
        parents: dict[ast.AST, ast.AST],
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
        self.table: object | None = None
        self._parents = parents
        self._nodes: list[ast.AST] | None = None
        self._by_type: dict[type[ast.AST], list[Any]] = {}
        self._by_name: dict[str, list[ast.Name]] | None = None
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
        if self._nodes is None:
            self._nodes = self._collect()
        return self._nodes

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
        self.nodes  # noqa: B018 (walking sorts them by type)
        return not self._by_type.keys().isdisjoint(COMPREHENSIONS)

    def types_of_nodes(self) -> list[type[ast.AST]]:
        """The types of which this scope has nodes."""
        self.nodes  # noqa: B018 (walking sorts them by type)
        return list(self._by_type)

    def release(self) -> None:
        """Let go of all nodes and scopes inside."""
        self._nodes = []
        self._by_type = {}
        self._by_name = {}
        self.children = {}
        self.table = None

    def names(self, name: str) -> list[ast.Name]:
        """The name nodes of this scope that spell *name*, in source order."""
        if self._by_name is None:
            self._by_name = defaultdict(list)
            for node in self.of_type(ast.Name):
                self._by_name[node.id].append(node)
        return self._by_name.get(name, [])

    def walk(self) -> Iterator[Scope]:
        """This scope and all scopes inside it, lambdas only where their owner's nodes are known."""
        stack = [self]
        while stack:
            scope = stack.pop()
            yield scope
            stack.extend(reversed(scope.children.values()))

    def _add_children(self, body: Sequence[ast.AST]) -> None:
        parents = self._parents
        for stmt in body:
            kind = type(stmt)
            if kind in _DEFINITIONS:
                self.children[stmt] = Scope(stmt, self, parents)  # type: ignore[arg-type]
            elif (fields := _BLOCK_FIELDS.get(kind)) is not None:
                for field_name in fields:
                    inner = getattr(stmt, field_name)
                    if inner:
                        self._add_children(inner)

    def _collect(self) -> list[ast.AST]:
        parents = self._parents
        nodes: list[ast.AST] = []
        by_type: defaultdict[type[ast.AST], list[Any]] = defaultdict(list)
        self._by_type = by_type
        root = self.node
        body: Sequence[ast.AST] = [root.body] if isinstance(root, ast.Lambda) else root.body
        stack = list(reversed(body))
        for stmt in body:
            parents[stmt] = root
        while stack:
            node = stack.pop()
            kind = node.__class__
            nodes.append(node)
            by_type[kind].append(node)
            if kind is ast.Lambda and node not in self.children:
                self.children[node] = Scope(node, self, parents)  # type: ignore[arg-type]
            for field_name in _CHILD_FIELDS[kind]:
                child = getattr(node, field_name)
                if child.__class__ is list:
                    for item in reversed(child):
                        if item is not None:
                            parents[item] = node
                            stack.append(item)
                elif child is not None:
                    parents[child] = node
                    stack.append(child)
        return nodes


_KINDS = {
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
