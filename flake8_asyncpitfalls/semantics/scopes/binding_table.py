"""What a scope binds, and which of its bindings can reach a use.

The scan is one pass over a scope's statements. Most names have one binding, and then there is
nothing to decide; for a name with several, a forward flow over the statements says which of them
can reach each statement: straight-line order counts, branches join, loops go round.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from typing import Any

from flake8_asyncpitfalls.semantics.scopes.reaching_definitions import ReachingDefinitions, State
from flake8_asyncpitfalls.semantics.scopes.scope import Binding, BindingKind, Scope
from flake8_asyncpitfalls.semantics.source.node_fields import walked


class BindingTable:
    """All bindings of one scope: by name, and by the place (statement, handler, case) of each."""

    __slots__ = (
        "_at",
        "_flows",
        "by_name",
        "declarations",
        "global_names",
        "nonlocal_names",
        "scope",
        "walruses",
    )

    def __init__(self, scope: Scope, has_walrus: bool) -> None:
        self.scope = scope
        self.by_name: dict[str, list[Binding]] = {}
        self.declarations: dict[str, ast.AnnAssign] = {}
        self.walruses: dict[str, list[Binding]] = {}
        self.global_names: set[str] = set()
        self.nonlocal_names: set[str] = set()
        self._at: dict[object, list[Binding]] = {}
        self._flows: dict[str, dict[ast.AST, State]] = {}
        if not isinstance(scope.node, (ast.Module, ast.ClassDef)):
            self._add_parameters(scope.node.args)
        self._scan(scope.body)
        if has_walrus:
            self._add_walruses()
        self._admit_outer_bindings()

    def reaching(self, name: str, stmt: ast.AST | None) -> State:
        """The bindings of *name* that can reach *stmt*; None asks for the end of the scope."""
        bindings = self.by_name.get(name, [])
        if len(bindings) <= 1:
            return tuple(bindings)
        flow = self._flows.get(name)
        if flow is None:
            flow = self._flows[name] = ReachingDefinitions(self.scope, bindings, self.at).run()
        key = self.scope.node if stmt is None else stmt
        state = flow.get(key)
        return tuple(bindings) if state is None else state

    def at(self, place: object) -> list[Binding]:
        """The bindings made at a statement, handler or case, or in ``(if_stmt, branch)``."""
        return self._at.get(place, [])

    def _add(self, place: object, binding: Binding) -> None:
        self.by_name.setdefault(binding.name, []).append(binding)
        self._at.setdefault(place, []).append(binding)

    def _add_parameters(self, arguments: ast.arguments) -> None:
        plain = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
        for arg in plain:
            self._add(self.scope.node, Binding("param", arg.arg, arg))
        if arguments.vararg is not None:
            star = arguments.vararg
            self._add(self.scope.node, Binding("star", star.arg, star))
        if arguments.kwarg is not None:
            self._add(self.scope.node, Binding("other", arguments.kwarg.arg, arguments.kwarg))

    def _add_walruses(self) -> None:
        for node in self.scope.of_type(ast.NamedExpr):
            if isinstance(node.target, ast.Name):
                binding = Binding("walrus", node.target.id, node, node.value)
                self._add(node, binding)
                self.walruses.setdefault(node.target.id, []).append(binding)

    def _admit_outer_bindings(self) -> None:
        """A name that this scope only narrows is bound outside: say so at the scope's start."""
        for name, bindings in self.by_name.items():
            if all(binding.kind == "narrow" for binding in bindings):
                outer = Binding("outer", name, self.scope.node)
                bindings.insert(0, outer)
                self._at.setdefault(self.scope.node, []).append(outer)

    def _scan(self, body: Sequence[ast.stmt]) -> None:
        for stmt in body:
            scan = _SCANNERS.get(type(stmt))
            if scan is not None:
                scan(self, stmt)

    def _target(
        self, place: object, target: ast.expr, kind: BindingKind, value: ast.expr | None,
        path: tuple[int, ...] = (), is_async: bool = False,
    ) -> None:  # fmt: skip
        if isinstance(target, ast.Name):
            self._add(place, Binding(kind, target.id, target, value, path, is_async))
        elif isinstance(target, ast.Starred):
            self._target(place, target.value, kind, value, (*path, -1), is_async)
        elif isinstance(target, (ast.Tuple, ast.List)):
            for index, element in enumerate(target.elts):
                self._target(place, element, kind, value, (*path, index), is_async)

    def _assign(self, stmt: ast.Assign) -> None:
        for target in stmt.targets:
            self._target(stmt, target, "assign", stmt.value)

    def _annotated(self, stmt: ast.AnnAssign) -> None:
        if isinstance(stmt.target, ast.Name):
            self.declarations.setdefault(stmt.target.id, stmt)
            self._add(stmt, Binding("annotated", stmt.target.id, stmt, stmt.value))

    def _augmented(self, stmt: ast.AugAssign) -> None:
        is_path = isinstance(stmt.op, ast.Div) and isinstance(stmt.target, ast.Name)
        self._target(stmt, stmt.target, *(("divided", stmt.value) if is_path else ("other", None)))

    def _for(self, stmt: ast.For | ast.AsyncFor) -> None:
        is_async = isinstance(stmt, ast.AsyncFor)
        self._target(stmt, stmt.target, "for", stmt.iter, is_async=is_async)
        self._scan(stmt.body)
        self._scan(stmt.orelse)

    def _with(self, stmt: ast.With | ast.AsyncWith) -> None:
        is_async = isinstance(stmt, ast.AsyncWith)
        for item in stmt.items:
            if item.optional_vars is not None:
                self._target(stmt, item.optional_vars, "with", item.context_expr, is_async=is_async)
        self._scan(stmt.body)

    def _import(self, stmt: ast.Import) -> None:
        for alias in stmt.names:
            name = alias.asname or alias.name.partition(".")[0]
            self._add(stmt, Binding("import", name, alias))

    def _import_from(self, stmt: ast.ImportFrom) -> None:
        for alias in stmt.names:
            if alias.name != "*":
                self._add(stmt, Binding("from", alias.asname or alias.name, stmt))

    def _define(self, stmt: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> None:
        kind: BindingKind = "class" if isinstance(stmt, ast.ClassDef) else "def"
        self._add(stmt, Binding(kind, stmt.name, stmt))

    def _try(self, stmt: ast.Try) -> None:
        self._scan(stmt.body)
        for handler in stmt.handlers:
            if handler.name:
                self._add(handler, Binding("except", handler.name, handler, handler.type))
            self._scan(handler.body)
        self._scan(stmt.orelse)
        self._scan(stmt.finalbody)

    def _if(self, stmt: ast.If | ast.While) -> None:
        for name, class_node, holds in _narrowings(stmt.test):
            branch = "then" if holds else "else"
            self._add((stmt, branch), Binding("narrow", name, stmt, class_node))
        self._scan(stmt.body)
        self._scan(stmt.orelse)

    def _assert(self, stmt: ast.Assert) -> None:
        for name, class_node, holds in _narrowings(stmt.test):
            if holds:
                self._add(stmt, Binding("narrow", name, stmt, class_node))

    def _match(self, stmt: ast.Match) -> None:
        for case in stmt.cases:
            self._pattern(case, case.pattern, stmt.subject)
            self._scan(case.body)

    def _pattern(self, case: ast.match_case, pattern: ast.pattern, subject: ast.expr) -> None:
        """Captures are known where a class pattern says so: ``case Client() as c``, ``Job(client=c)``."""
        inside: dict[ast.AST, ast.expr] = {}
        for node in walked(pattern):
            if isinstance(node, ast.MatchClass):
                inside.update(dict.fromkeys((*node.patterns, *node.kwd_patterns), node.cls))
            elif isinstance(node, ast.MatchAs) and node.name:
                value = inside.get(node) if node.pattern is None else None
                value = node.pattern.cls if isinstance(node.pattern, ast.MatchClass) else value
                kind: BindingKind = "other" if value is None else "match"
                self._add(case, Binding(kind, node.name, node, value))
            elif isinstance(node, (ast.MatchStar, ast.MatchMapping)):
                name = node.name if isinstance(node, ast.MatchStar) else node.rest
                if name:
                    self._add(case, Binding("other", name, node))
        if isinstance(pattern, ast.MatchClass) and isinstance(subject, ast.Name):
            self._add(case, Binding("narrow", subject.id, case, pattern.cls))

    def _delete(self, stmt: ast.Delete) -> None:
        for target in stmt.targets:
            self._target(stmt, target, "del", None)

    def _global(self, stmt: ast.Global) -> None:
        self.global_names.update(stmt.names)

    def _nonlocal(self, stmt: ast.Nonlocal) -> None:
        self.nonlocal_names.update(stmt.names)

    def _type_alias(self, stmt: ast.stmt) -> None:
        name = getattr(stmt, "name", None)
        if isinstance(name, ast.Name):
            self._add(stmt, Binding("alias", name.id, stmt, getattr(stmt, "value", None)))


_SCANNERS: dict[type[ast.AST], Callable[[BindingTable, Any], None]] = {
    ast.Assign: BindingTable._assign,
    ast.AnnAssign: BindingTable._annotated,
    ast.AugAssign: BindingTable._augmented,
    ast.For: BindingTable._for,
    ast.AsyncFor: BindingTable._for,
    ast.With: BindingTable._with,
    ast.AsyncWith: BindingTable._with,
    ast.Import: BindingTable._import,
    ast.ImportFrom: BindingTable._import_from,
    ast.FunctionDef: BindingTable._define,
    ast.AsyncFunctionDef: BindingTable._define,
    ast.ClassDef: BindingTable._define,
    ast.Try: BindingTable._try,
    ast.TryStar: BindingTable._try,
    ast.If: BindingTable._if,
    ast.While: BindingTable._if,
    ast.Assert: BindingTable._assert,
    ast.Match: BindingTable._match,
    ast.Delete: BindingTable._delete,
    ast.Global: BindingTable._global,
    ast.Nonlocal: BindingTable._nonlocal,
}
if hasattr(ast, "TypeAlias"):
    _SCANNERS[ast.TypeAlias] = BindingTable._type_alias


def _narrowings(test: ast.expr) -> list[tuple[str, ast.expr, bool]]:
    """``(name, class expression, branch)`` for each ``isinstance`` that *test* certainly decides."""
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        inner = test.operand
        if not isinstance(inner, ast.BoolOp):
            return [(name, node, not holds) for name, node, holds in _narrowings(inner)]
        return []
    if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And):
        return [item for value in test.values for item in _narrowings(value) if item[2]]
    if (
        isinstance(test, ast.Call)
        and isinstance(test.func, ast.Name)
        and test.func.id == "isinstance"
        and len(test.args) == 2
        and isinstance(test.args[0], ast.Name)
    ):
        return [(test.args[0].id, test.args[1], True)]
    return []
