"""Tests of parameters that guard a place, and whether what a call passes rules it out."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Any, TypeAlias

from flake8_asyncpitfalls.semantics.scopes import FUNCTION_TYPES, Scope
from flake8_asyncpitfalls.semantics.term import NONE, Term
from flake8_asyncpitfalls.semantics.terms import ModuleTerms

Test: TypeAlias = tuple[Any, ...]
"""``("name", p)``, ``("not", t)``, ``("and", ts)``, ``("or", ts)``, ``("is", p, literal)``; an
undecidable part is ``("?",)``."""
Guards: TypeAlias = tuple[tuple[Test, bool], ...]
Constants: TypeAlias = Mapping[str, Any]


def tested_parameters(terms: ModuleTerms, scope: Scope) -> frozenset[str]:
    """The parameters that conditions of the function mention and that it never rebinds."""
    if not isinstance(scope.node, FUNCTION_TYPES):
        return frozenset()
    arguments = scope.node.args
    names = {a.arg for a in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)}
    mentioned = {
        name.id
        for test in [
            *(stmt.test for stmt in scope.of_type(ast.If)),
            *(expr.test for expr in scope.of_type(ast.IfExp)),
        ]
        for name in ast.walk(test)
        if isinstance(name, ast.Name) and name.id in names
    }
    table = terms.table(scope).by_name if mentioned else {}
    return frozenset(name for name in mentioned if len(table.get(name, ())) == 1)


def default_constants(scope: Scope) -> dict[str, Any]:
    """The literal defaults of the function's parameters."""
    if not isinstance(scope.node, FUNCTION_TYPES):
        return {}
    arguments = scope.node.args
    plain = [*arguments.posonlyargs, *arguments.args]
    pairs = [*zip(plain[len(plain) - len(arguments.defaults) :], arguments.defaults, strict=True)]
    pairs += [
        (arg, default)
        for arg, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
        if default is not None
    ]
    kinds = (bool, int, float, str, type(None))
    return {
        arg.arg: node.value
        for arg, node in pairs
        if isinstance(node, ast.Constant) and isinstance(node.value, kinds)
    }


def literal_of(term: Term) -> tuple[bool, Any]:
    """``(True, value)`` for the term of a literal that conditions can be decided with."""
    if term is NONE:
        return True, None
    if term[0] == "text":
        return True, term[1]
    if term[0] == "const" and term[1] in ("bool", "int", "float") and term[2]:
        return True, ast.literal_eval(term[2])
    return False, None


def is_ruled_out(guards: Guards, constants: Constants) -> bool:
    """Whether a test that guards a place certainly comes out the other way."""
    if not constants:
        return False
    return any(decide(test, constants) is (not expected) for test, expected in guards)


def decide(test: Test, constants: Constants) -> bool | None:
    """Whether *test* is true for these parameter values; None when they do not decide it."""
    kind = test[0]
    if kind == "name":
        return bool(constants[test[1]]) if test[1] in constants else None
    if kind == "not":
        outcome = decide(test[1], constants)
        return None if outcome is None else not outcome
    if kind == "is":
        if test[1] not in constants:
            return None
        value = constants[test[1]]
        return bool(value == test[2] and type(value) is type(test[2]))
    if kind in ("and", "or"):
        return _decide_all([decide(part, constants) for part in test[1]], decisive=kind == "or")
    return None


def _decide_all(outcomes: list[bool | None], *, decisive: bool) -> bool | None:
    if decisive in outcomes:
        return decisive
    return None if None in outcomes else not decisive
