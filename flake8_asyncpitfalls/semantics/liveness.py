"""Which statements of a function cannot run for the constants that a call passes.

``get(sync=False)`` never enters ``if sync:``. Only tests of parameters that are never rebound are
decided: the name itself, ``not``, ``is None``, comparisons with a literal, ``and`` and ``or``.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from typing import Any

from flake8_asyncpitfalls.semantics.bindings import BindingTable
from flake8_asyncpitfalls.semantics.scopes import Scope
from flake8_asyncpitfalls.semantics.terms import NONE, Term

Constants = Mapping[str, Any]
_TESTED = (ast.If, ast.IfExp, ast.While)


def tested_parameters(scope: Scope, table: BindingTable) -> frozenset[str]:
    """The parameters that conditions of the function mention and that it never rebinds."""
    if not isinstance(scope.node, ast.FunctionDef | ast.AsyncFunctionDef):
        return frozenset()
    arguments = scope.node.args
    names = {a.arg for a in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)}
    mentioned = {
        name.id
        for node in scope.nodes
        if isinstance(node, _TESTED)
        for name in ast.walk(node.test)
        if isinstance(name, ast.Name) and name.id in names
    }
    return frozenset(name for name in mentioned if len(table.by_name.get(name, ())) == 1)


def default_constants(scope: Scope) -> dict[str, Any]:
    """The literal defaults of the function's parameters."""
    if not isinstance(scope.node, ast.FunctionDef | ast.AsyncFunctionDef):
        return {}
    arguments = scope.node.args
    plain = [*arguments.posonlyargs, *arguments.args]
    pairs = [*zip(plain[len(plain) - len(arguments.defaults) :], arguments.defaults, strict=True)]
    pairs += [
        (arg, default)
        for arg, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
        if default is not None
    ]
    return {arg.arg: node.value for arg, node in pairs if isinstance(node, ast.Constant)}


def literal_of(term: Term) -> tuple[bool, Any]:
    """``(True, value)`` for the term of a literal that conditions can be decided with."""
    if term is NONE:
        return True, None
    if term[0] == "text":
        return True, term[1]
    if term[0] == "const" and term[1] in ("bool", "int", "float") and term[2]:
        return True, ast.literal_eval(term[2])
    return False, None


def dead_code(scope: Scope, constants: Constants) -> set[ast.AST]:
    """The outermost statements and branches that cannot run when parameters have these values."""
    dead: set[ast.AST] = set()
    if constants:
        _mark(scope.body, constants, dead)
        for node in scope.nodes:
            if isinstance(node, ast.IfExp):
                outcome = decide(node.test, constants)
                if outcome is not None:
                    dead.add(node.orelse if outcome else node.body)
    return dead


def is_dead(node: ast.AST, dead: set[ast.AST], parents: Mapping[ast.AST, ast.AST]) -> bool:
    """Whether *node* lies in one of the *dead* statements or branches."""
    current: ast.AST | None = node
    while current is not None:
        if current in dead:
            return True
        current = parents.get(current)
    return False


def _mark(body: Sequence[ast.stmt], constants: Constants, dead: set[ast.AST]) -> bool:
    """Mark what cannot run; say whether the end of *body* can be reached."""
    is_reachable = True
    for stmt in body:
        if not is_reachable:
            dead.add(stmt)
            continue
        is_reachable = _mark_stmt(stmt, constants, dead)
    return is_reachable


def _mark_stmt(stmt: ast.stmt, constants: Constants, dead: set[ast.AST]) -> bool:
    if isinstance(stmt, ast.Return | ast.Raise | ast.Break | ast.Continue):
        return False
    if isinstance(stmt, ast.If):
        outcome = decide(stmt.test, constants)
        if outcome is not None:
            dead.update(stmt.orelse if outcome else stmt.body)
            return _mark(stmt.body if outcome else stmt.orelse, constants, dead)
        then = _mark(stmt.body, constants, dead)
        orelse = _mark(stmt.orelse, constants, dead)
        return then or orelse
    if isinstance(stmt, ast.With | ast.AsyncWith):
        return _mark(stmt.body, constants, dead)
    if isinstance(stmt, ast.For | ast.AsyncFor | ast.While | ast.Try | ast.TryStar):
        for name in ("body", "orelse", "finalbody"):
            _mark(getattr(stmt, name, ()), constants, dead)
    return True


def decide(test: ast.expr, constants: Constants) -> bool | None:
    """Whether *test* is true for these parameter values; None when they do not decide it."""
    match test:
        case ast.Name(id=name):
            return bool(constants[name]) if name in constants else None
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            outcome = decide(operand, constants)
            return None if outcome is None else not outcome
        case ast.BoolOp(op=op, values=values):
            return _decide_all([decide(value, constants) for value in values], op)
        case ast.Compare(left=ast.Name(id=name), ops=[op], comparators=[ast.Constant(value=value)]):
            return _compare(constants[name], op, value) if name in constants else None
        case _:
            return None


def _decide_all(outcomes: list[bool | None], op: ast.boolop) -> bool | None:
    decisive = isinstance(op, ast.Or)
    if decisive in outcomes:
        return decisive
    return None if None in outcomes else not decisive


def _compare(left: Any, op: ast.cmpop, right: Any) -> bool | None:
    if isinstance(op, ast.Is | ast.Eq):
        return bool(left == right and type(left) is type(right))
    if isinstance(op, ast.IsNot | ast.NotEq):
        return not (left == right and type(left) is type(right))
    return None
