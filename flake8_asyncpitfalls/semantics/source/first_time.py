"""Guards that let code run once a process: ``global x; if x is None: x = make()``."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping

from flake8_asyncpitfalls.semantics.source.node_fields import walked

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_CLOSED = (*_FUNCTIONS, ast.Lambda, ast.Module, ast.ClassDef)


class OnceGuards:
    """Says of places whether a guard lets them run once; what a block says is worked out once.

    A guard tests a global, or an attribute of its class, and the guarded code sets what is tested,
    in the same function. *parents* are the nodes around each node.
    """

    def __init__(self, parents: Mapping[ast.AST, ast.AST]) -> None:
        self._parents = parents
        self._known: dict[ast.stmt, bool] = {}
        self._left: dict[ast.AST, dict[ast.stmt, bool]] = {}
        self._shared: dict[ast.AST, frozenset[str]] = {}

    def runs_once(self, node: ast.AST) -> bool:
        """Whether *node* runs only once, as far as the guards around it and before it tell."""
        while not isinstance(node, ast.stmt):
            if isinstance(node, ast.Lambda | ast.Module):
                return False
            node = self._parents[node]
        chain: list[ast.stmt] = []
        while node not in self._known and not isinstance(node, _CLOSED):
            if isinstance(node, ast.stmt):
                chain.append(node)
            node = self._parents[node]
        is_once = isinstance(node, ast.stmt) and self._known.get(node, False)
        for stmt in reversed(chain):
            is_once = self._known[stmt] = is_once or self._is_guarded(stmt)
        return is_once

    def _is_guarded(self, stmt: ast.stmt) -> bool:
        """Whether the statement around *stmt*, or one before it in its block, is such a guard."""
        parent = self._parents[stmt]
        if isinstance(parent, ast.If) and any(stmt is inner for inner in parent.body):
            if self._holds(_unset(parent.test), parent.body, parent):
                return True
        if parent not in self._left:
            self._left[parent] = self._left_before(getattr(parent, "body", []), parent)
        return self._left[parent].get(stmt, False)

    def _left_before(self, block: list[ast.stmt], parent: ast.AST) -> dict[ast.stmt, bool]:
        """For each statement of *block* whether an ``if x: return`` before it is such a guard."""
        is_left = False
        found = {}
        for number, stmt in enumerate(block):
            found[stmt] = is_left
            if not is_left and isinstance(stmt, ast.If) and not stmt.orelse:
                if isinstance(stmt.body[-1], ast.Return):
                    is_left = self._holds(_set(stmt), block[number + 1 :], parent)
        return found

    def _holds(self, name: str, body: list[ast.stmt], around: ast.AST) -> bool:
        """Whether *name* outlives the function that *around* is in, and *body* sets it."""
        if not name:
            return False
        while not isinstance(around, _CLOSED):
            around = self._parents[around]
        if not isinstance(around, _FUNCTIONS):
            return False
        # Little code is guarded so; to go over the whole function for each place costs too much.
        if around not in self._shared:
            self._shared[around] = _shared_names(around)
        return name.partition(".")[0] in self._shared[around] and _sets(name, body)


def _unset(test: ast.expr) -> str:
    """The name of which *test* says that it is not set yet, or ''."""
    match test:
        case ast.Compare(left=left, ops=[ast.Is()], comparators=[ast.Constant(value=None)]):
            return _name(left)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return _name(operand)
        case ast.BoolOp(op=ast.And(), values=values):
            return next(filter(None, map(_unset, values)), "")
    return ""


def _set(stmt: ast.If) -> str:
    """The name of which the test of *stmt* says that it is set, or ''."""
    match stmt.test:
        case ast.Compare(left=left, ops=[ast.IsNot()], comparators=[ast.Constant(value=None)]):
            return _name(left)
    return _name(stmt.test)


def _name(expr: ast.expr) -> str:
    match expr:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=ast.Name(id=owner), attr=attribute):
            return f"{owner}.{attribute}"
    return ""


def _shared_names(function: ast.FunctionDef | ast.AsyncFunctionDef) -> frozenset[str]:
    """The globals that *function* sets, and the parameter that is its class."""
    names = {
        name for node in walked(function) if isinstance(node, ast.Global) for name in node.names
    }
    decorators = {_name(decorator) for decorator in function.decorator_list}
    if decorators & {"classmethod", "builtins.classmethod"} and function.args.args:
        names.add(function.args.args[0].arg)
    return frozenset(names)


def _sets(name: str, body: Iterable[ast.stmt]) -> bool:
    targets = (
        target
        for stmt in body
        for node in walked(stmt)
        for target in (
            node.targets
            if isinstance(node, ast.Assign)
            else [node.target]
            if isinstance(node, ast.AnnAssign | ast.AugAssign)
            else []
        )
    )
    return any(_name(target) == name for target in targets)
