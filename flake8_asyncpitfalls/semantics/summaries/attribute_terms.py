"""What methods assign to the attributes of their object, as terms."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from flake8_asyncpitfalls.semantics.scopes.scope import Scope
from flake8_asyncpitfalls.semantics.terms.additions import addition
from flake8_asyncpitfalls.semantics.terms.lowering import ModuleTerms
from flake8_asyncpitfalls.semantics.terms.term import UNKNOWN, Term

_FIRST_PARAMETER = re.compile(rb"(?m)^[ \t]*(?:async[ \t]+)?def[ \t]+\w+[ \t]*\(\s*(\w+)\s*[,):=]")


Assignment = tuple[ast.AST, Scope]
"""The attribute that is assigned, and the function that does it."""


def assignments_in(scope: Scope, receiver: str) -> dict[str, list[Assignment]]:
    """Where the function *scope* assigns attributes of its *receiver*, by name."""
    found: dict[str, list[Assignment]] = {}
    for node in scope.of_type(ast.Attribute):
        if (
            isinstance(node.ctx, ast.Store)
            and isinstance(node.value, ast.Name)
            and node.value.id == receiver
        ):
            found.setdefault(node.attr, []).append((node, scope))
    return found


def assigned_term(terms: ModuleTerms, target: ast.AST, scope: Scope) -> Term:
    """The term that the assignment to the attribute *target* gives it."""
    path: list[int] = []
    child, parent = target, terms.parents[target]
    while isinstance(parent, (ast.Tuple, ast.List, ast.Starred)):
        if not isinstance(parent, ast.Starred):
            path.append([id(element) for element in parent.elts].index(id(child)))
        child, parent = parent, terms.parents[parent]
    term = _assigned_value(terms, parent, scope)
    for index in reversed(path):
        term = terms.make("part", term, index)
    return term


def _assigned_value(terms: ModuleTerms, stmt: ast.AST, scope: Scope) -> Term:
    match stmt:
        case ast.Assign(value=value):
            return terms.reduce(value, scope)
        case ast.AnnAssign(value=None, annotation=annotation):
            return terms.make("annotated", terms.reduce(annotation, scope))
        case ast.AnnAssign(value=value, annotation=annotation):
            declared = terms.reduce(annotation, scope)
            return terms.make("declared", terms.reduce(value, scope), declared)
        case ast.withitem(context_expr=expr):
            is_async = isinstance(terms.parents[stmt], ast.AsyncWith)
            return terms.make("aenter" if is_async else "enter", terms.reduce(expr, scope))
        case ast.For(iter=expr):
            return terms.make("iter", terms.reduce(expr, scope))
        case _:
            return UNKNOWN


def added_to_attributes(
    terms: ModuleTerms, cls: Scope, attribute: str = ""
) -> dict[str, tuple[Term, ...]]:
    """What the methods of *cls* put into containers that are attributes of their object, by name.

    Asked for one *attribute*, others may be left out.
    """
    found: dict[str, list[Term]] = {}
    for scope, receiver in method_scopes(cls, attribute):
        for node in scope.of_type(ast.Attribute):
            if isinstance(node.value, ast.Name) and node.value.id == receiver:
                if added := list(addition(terms, node, scope)):
                    found.setdefault(node.attr, []).extend(added)
    return {name: tuple(dict.fromkeys(added)) for name, added in found.items()}


def method_scopes(
    cls: Scope, attribute: str = "", *, is_set: bool = False
) -> Iterator[tuple[Scope, str]]:
    """The methods of *cls* and what is defined in them, each with what the method calls its object.

    Those whose text has no attribute of that object, or nothing with the name *attribute*, or, if
    *is_set*, no such place that may set it, may be left out: they need not be parsed.
    """
    name = f".{attribute}".encode() if attribute.isascii() else b""
    for method in cls.children.values():
        late = method.late
        if late is not None and not (late.may_name(name) and _may_use_object(late.text)):
            continue
        if late is not None and is_set and not _may_set(name, late.text):
            continue
        node = method.node
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            continue
        first = [*node.args.posonlyargs, *node.args.args][:1]
        for inner in method.walk_definitions() if first else ():
            if inner.kind == "function":
                yield inner, first[0].arg


def _may_set(name: bytes, text: bytes) -> bool:
    """Whether *text* has an attribute with that *name* otherwise than to call it or look into it."""
    return not name or re.search(rb"%s\b(?!\s*[.(\[])" % re.escape(name), text) is not None


def _may_use_object(text: bytes) -> bool:
    """Whether the method with that *text* has an attribute of its first parameter anywhere."""
    match = _FIRST_PARAMETER.search(text) if text.isascii() else None
    return match is None or re.search(rb"\b%s\s*\." % match[1], text) is not None
