"""Guards that let code run once a process: ``global x; if x is None: x = make()``."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def runs_once(node: ast.AST, parents: Mapping[ast.AST, ast.AST]) -> bool:
    """Whether a guard that tests a global, or an attribute of its class, lets *node* run only once.

    The guarded code must set what is tested, in the function that holds *node*.
    """
    child = node
    guards: list[tuple[str, list[ast.stmt]]] = []
    while not isinstance(child, (*_FUNCTIONS, ast.Lambda, ast.Module, ast.ClassDef)):
        parent = parents[child]
        if isinstance(parent, ast.If) and any(child is stmt for stmt in parent.body):
            guards.append((_unset(parent.test), parent.body))
        if isinstance(child, ast.stmt):
            guards += [(_set(stmt), rest) for stmt, rest in _left_before(child, parent)]
        child = parent
    named = [(name, body) for name, body in guards if name]
    if not named or not isinstance(child, _FUNCTIONS):
        return False
    # Little code is guarded so; to go over the whole function for each place costs too much.
    shared = _shared_names(child)
    return any(_is_shared(name, shared) and _sets(name, body) for name, body in named)


def _left_before(stmt: ast.stmt, parent: ast.AST) -> Iterator[tuple[ast.If, list[ast.stmt]]]:
    """The ``if x: return`` before *stmt* in its block, each with what follows it."""
    block: list[ast.stmt] = getattr(parent, "body", [])
    if stmt not in block:
        return
    for number, before in enumerate(block[: block.index(stmt)]):
        if isinstance(before, ast.If) and not before.orelse:
            if isinstance(before.body[-1], ast.Return):
                yield before, block[number + 1 :]


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


def _shared_names(function: ast.AST) -> set[str]:
    """The globals that *function* sets, and the parameter that is its class."""
    assert isinstance(function, _FUNCTIONS)
    names = {
        name for node in ast.walk(function) if isinstance(node, ast.Global) for name in node.names
    }
    decorators = {_name(decorator) for decorator in function.decorator_list}
    if decorators & {"classmethod", "builtins.classmethod"} and function.args.args:
        names.add(function.args.args[0].arg)
    return names


def _is_shared(name: str, shared: set[str]) -> bool:
    return name.partition(".")[0] in shared


def _sets(name: str, body: Iterable[ast.stmt]) -> bool:
    targets = (
        target
        for stmt in body
        for node in ast.walk(stmt)
        for target in (
            node.targets
            if isinstance(node, ast.Assign)
            else [node.target]
            if isinstance(node, ast.AnnAssign | ast.AugAssign)
            else []
        )
    )
    return any(_name(target) == name for target in targets)
