"""Which fields of syntax nodes hold statements, and which hold nodes of the same scope."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

BLOCK_FIELDS: dict[type[ast.AST], tuple[str, ...]] = {
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
_BLOCKS_OF_STATEMENTS = ("body", "orelse", "finalbody")
_SKIPPED_FIELDS = {
    "ctx", "op", "ops", "type_comment", "type_ignores", "type_params", "id", "attr", "arg", "module",
    "level", "kind", "asname", "conversion", "is_async", "simple", "rest", "kwd_attrs", "cls_name",
    "str",
}  # fmt: skip
_LEAVES = (ast.expr_context, ast.operator, ast.boolop, ast.unaryop, ast.cmpop)


def _child_fields(node_type: type[ast.AST]) -> tuple[str, ...]:
    """Fields of *node_type* that can hold nodes of the same scope, in source order, reversed."""
    fields = [name for name in node_type._fields if name not in _SKIPPED_FIELDS]
    if node_type in (ast.FunctionDef, ast.AsyncFunctionDef):
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


CHILD_FIELDS: dict[type[ast.AST], tuple[str, ...]] = {
    node_type: _child_fields(node_type)
    for node_type in vars(ast).values()
    if isinstance(node_type, type)
    and issubclass(node_type, ast.AST)
    and not issubclass(node_type, _LEAVES)
}


_WITHOUT_NODES = (ast.Constant, ast.Global, ast.MatchSingleton, ast.Nonlocal, ast.alias)
_ALL_FIELDS: dict[type[ast.AST], tuple[str, ...]] = {
    node_type: ()
    if node_type in _WITHOUT_NODES
    else tuple(
        name for name in node_type._fields if name == "type_params" or name not in _SKIPPED_FIELDS
    )
    for node_type in vars(ast).values()
    if isinstance(node_type, type) and issubclass(node_type, ast.AST)
}


def children(node: ast.AST) -> list[ast.AST]:
    """The nodes directly in *node*, as ``ast.iter_child_nodes`` gives them, but no operators.

    That function looks at every field of every node, and was a twelfth of a run.
    """
    found: list[Any] = []
    fields = _ALL_FIELDS[node.__class__]
    if not fields:  # as of names and literals, which are half of all
        return found
    for name in fields:
        value = getattr(node, name, None)
        if value.__class__ is list:
            found += value
        elif isinstance(value, ast.AST):
            found.append(value)
    return [one for one in found if one is not None] if None in found else found


def walked(node: ast.AST) -> list[ast.AST]:
    """*node* and all nodes below, in the order of ``ast.walk``, but no operators."""
    nodes = [node]
    for one in nodes:
        nodes += children(one)
    return nodes


def texts_of_several(nodes: list[ast.expr]) -> Counter[str]:
    """The texts of those of *nodes* that others may be written like, and how often each is there.

    Few have the names of another: to write out every one was a hundredth of a run.
    """
    names = [
        tuple(getattr(one, "id", getattr(one, "attr", None)) for one in walked(node))
        for node in nodes
    ]
    known = Counter(names)
    return Counter(unparsed(n) for n, inside in zip(nodes, names, strict=True) if known[inside] > 1)


def last_name(expr: ast.AST) -> str:
    """The last part of a dotted name: ``sleep`` of ``time.sleep`` and of ``sleep``; else nothing."""
    if isinstance(expr, ast.Attribute):
        return expr.attr
    return expr.id if isinstance(expr, ast.Name) else ""


def first_name(expr: ast.AST) -> str:
    """The first part of a dotted name: ``time`` of ``time.sleep``; else nothing."""
    while isinstance(expr, ast.Attribute):
        expr = expr.value
    return expr.id if isinstance(expr, ast.Name) else ""


def root_name(expr: ast.AST) -> str:
    """The variable that an attribute or item is of: ``x`` of ``x.y[0].z`` and of ``x``; else nothing."""
    while isinstance(expr, (ast.Attribute, ast.Subscript)):
        expr = expr.value
    return expr.id if isinstance(expr, ast.Name) else ""


def start_name(expr: ast.AST) -> str:
    """The variable that a row of attributes, items and calls begins with: ``x`` of ``x.y()[0].z``."""
    while isinstance(expr, (ast.Attribute, ast.Subscript, ast.Call)):
        expr = expr.func if isinstance(expr, ast.Call) else expr.value
    return expr.id if isinstance(expr, ast.Name) else ""


def called_in(expr: ast.expr) -> ast.expr:
    """What *expr* calls; itself where it is no call: a decorator with arguments, or without."""
    return expr.func if isinstance(expr, ast.Call) else expr


def arguments_of(call: ast.Call) -> list[ast.expr]:
    """What *call* is given, by place and by name; what is spread out stands as it is written."""
    if (
        not call.keywords
    ):  # as most calls have none, and each is asked for its arguments several times
        return call.args[:]
    return [*call.args, *[keyword.value for keyword in call.keywords]]


def is_nothing(expr: ast.expr | None) -> bool:
    """Whether *expr* is not there, or ``None``."""
    return expr is None or (isinstance(expr, ast.Constant) and expr.value is None)


def variables_in(expr: ast.expr) -> set[str]:
    """The names of all variables in *expr*."""
    return {node.id for node in ast.walk(expr) if isinstance(node, ast.Name)}


def statement_of(node: ast.AST, parents: Mapping[ast.AST, ast.AST]) -> ast.stmt:
    """The innermost statement that holds *node* (itself, if it is one); of a lambda, the one around it."""
    while not isinstance(node, ast.stmt):
        node = parents[node]
    return node


def block_of(stmt: ast.AST, parent: ast.AST) -> list[ast.stmt]:
    """The statements of *parent* that *stmt* stands among; none if it is no statement there."""
    place = place_in(stmt, parent)
    return [] if place is None else getattr(parent, place[0])


def place_in(stmt: ast.AST, parent: ast.AST) -> tuple[str, int] | None:
    """The block of *parent* that *stmt* stands in, by its name, and its number there, from 0."""
    for name in _BLOCKS_OF_STATEMENTS:
        block = getattr(parent, name, None)
        if isinstance(block, list) and stmt in block:
            return name, block.index(stmt)
    return None


def defaults_of(arguments: ast.arguments) -> list[tuple[ast.arg, ast.expr]]:
    """The parameters that have a default, each with it."""
    plain = [*arguments.posonlyargs, *arguments.args]
    first = len(plain) - len(arguments.defaults)
    named = zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    return [
        *zip(plain[first:], arguments.defaults, strict=True),
        *((argument, default) for argument, default in named if default is not None),
    ]


def alternatives_of(value: ast.expr) -> Iterator[ast.expr]:
    """The expressions one of which *value* is: the branches of a condition, the last of an ``or``."""
    match value:
        case ast.IfExp(body=body, orelse=orelse):
            yield from alternatives_of(body)
            yield from alternatives_of(orelse)
        case ast.BoolOp(values=[*_, last]):
            yield from alternatives_of(last)
        case _:
            yield value
