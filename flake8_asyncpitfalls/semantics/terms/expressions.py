"""Expressions as terms, one function a kind of expression."""

from __future__ import annotations

import ast
from bisect import bisect_left
from collections.abc import Callable
from typing import Any

from flake8_asyncpitfalls.semantics.scopes.scope import COMPREHENSIONS, STATEMENTS, Binding, Scope
from flake8_asyncpitfalls.semantics.source.node_fields import walked
from flake8_asyncpitfalls.semantics.terms.attribute_tests import class_tested
from flake8_asyncpitfalls.semantics.terms.term import (
    KERNEL_FOLDERS,
    NONE,
    UNKNOWN,
    Lowering,
    Term,
    TermKind,
)

_ARGUMENTS = frozenset({
    ast.Name, ast.Attribute, ast.Lambda, ast.Call, ast.Constant, ast.BinOp, ast.Await,
    ast.ListComp, ast.SetComp, ast.GeneratorExp,
})  # fmt: skip
_CONTAINERS = ("dict", "list", "set")
_OBJECTS = (ast.Name, ast.Attribute, ast.Await, ast.Call, ast.Lambda)
_WITHS = frozenset({ast.With, ast.AsyncWith})
_AROUND_EXPRESSIONS = STATEMENTS | {ast.Lambda}
_STOP = STATEMENTS | {ast.ExceptHandler, ast.match_case}
MAX_ALTERNATIVES = 16
_SHORT_CLIMB = 40
"""As far as nearly every name is from its statement; from farther off, the way is remembered."""


def _name(terms: Lowering, expr: ast.Name, scope: Scope) -> Term:
    if scope.has_comprehensions:
        overlay = _comprehension_term(terms, expr, scope)
        if overlay is not None:
            return overlay
    meaning = terms.one_meaning(expr.id, scope)
    if meaning is not None:
        return meaning
    place = _place(terms, expr)
    if place.__class__ in _WITHS:
        assert isinstance(place, (ast.With, ast.AsyncWith))
        earlier = _bound_by_same_with(terms, expr, place)
        if earlier is not None:
            return terms.binding_term(earlier, scope)
    if terms.has_walrus:
        walrus = _walrus_in_statement(terms, expr, scope, place)
        if walrus is not None:
            return terms.binding_term(walrus, scope)
    return terms.lookup(expr.id, scope, place)


def bindings_read(terms: Lowering, expr: ast.Name, scope: Scope) -> tuple[Binding, ...]:
    """The bindings of *scope* itself that the name *expr*, one of its nodes, can read."""
    if _comprehension_term(terms, expr, scope) is not None:
        return ()
    place = _place(terms, expr)
    if isinstance(place, (ast.With, ast.AsyncWith)):
        earlier = _bound_by_same_with(terms, expr, place)
        if earlier is not None:
            return (earlier,)
    walrus = _walrus_in_statement(terms, expr, scope, place) if terms.has_walrus else None
    return terms.table(scope).reaching(expr.id, place) if walrus is None else (walrus,)


def _place(terms: Lowering, node: ast.AST) -> ast.AST | None:
    """The statement (or handler, or case) whose own expressions *node* belongs to."""
    parents = terms.parents
    parent = parents.get(node)
    for _ in range(_SHORT_CLIMB):
        if parent is None or parent.__class__ in _STOP:
            return parent
        if parent.__class__ is ast.Lambda:
            return None
        parent = parents.get(parent)
    return _far_place(terms, parent)


def _far_place(terms: Lowering, node: ast.AST | None) -> ast.AST | None:
    """As above, from *node* itself, deep in a long expression: its parts are climbed out of once."""
    known, climbed = terms.places, []
    while node is not None and node.__class__ not in _STOP and node not in known:
        climbed.append(node)
        node = None if node.__class__ is ast.Lambda else terms.parents.get(node)
    place = known.get(node, node) if node is not None else None
    known.update(dict.fromkeys(climbed, place))
    return place


def _bound_by_same_with(
    terms: Lowering, expr: ast.Name, stmt: ast.With | ast.AsyncWith
) -> Binding | None:
    """``with a() as x, x.b():`` binds x before the second item is evaluated."""
    if (expr.lineno, expr.col_offset) >= (stmt.body[0].lineno, stmt.body[0].col_offset):
        return None
    here = (expr.lineno, expr.col_offset)
    for binding in terms.table(terms.scope_at(stmt)).at(stmt):
        node = binding.node
        assert isinstance(node, ast.Name)
        if binding.name == expr.id and (node.lineno, node.col_offset) < here:
            return binding
    return None


def _walrus_in_statement(
    terms: Lowering, expr: ast.Name, scope: Scope, place: ast.AST | None
) -> Binding | None:
    if scope.kind == "lambda" or place is None:
        return None
    walruses = terms.table(scope).walruses.get(expr.id, [])
    found = None
    for index in reversed(range(bisect_left(walruses, _position(expr), key=_position_of))):
        node = walruses[index].node
        if _place(terms, node) is place:
            found = walruses[index]
        elif _position(node)[0] < getattr(place, "lineno", 0):
            break
    return found


def _position(node: ast.AST) -> tuple[int, int]:
    assert isinstance(node, ast.expr)
    return node.lineno, node.col_offset


def _position_of(binding: Binding) -> tuple[int, int]:
    return _position(binding.node)


def _comprehension_term(terms: Lowering, expr: ast.Name, scope: Scope) -> Term | None:
    """The element that *expr* stands for when a comprehension around it binds the name."""
    if not scope.has_comprehensions:
        return None
    child: ast.AST = expr
    parent = terms.parents.get(expr)
    while parent is not None and parent.__class__ not in _AROUND_EXPRESSIONS:
        if isinstance(parent, COMPREHENSIONS):
            for generator in parent.generators:
                if generator is child and _is_inside(terms, expr, generator.iter):
                    break
                found = _target_term(terms, generator.target, expr.id, generator, scope)
                if found is not None:
                    return found
        child, parent = parent, terms.parents.get(parent)
    return None


def _is_inside(terms: Lowering, node: ast.AST, ancestor: ast.AST) -> bool:
    while node is not ancestor:
        parent = terms.parents.get(node)
        if parent is None or isinstance(parent, ast.stmt):
            return False
        node = parent
    return True


def _target_term(
    terms: Lowering, target: ast.expr, name: str, generator: ast.comprehension, scope: Scope
) -> Term | None:
    form: TermKind = "aiter" if generator.is_async else "iter"
    if isinstance(target, ast.Name):
        return terms.make(form, terms.reduce(generator.iter, scope)) if target.id == name else None
    if isinstance(target, (ast.Tuple, ast.List)):
        for index, element in enumerate(target.elts):
            if isinstance(element, ast.Name) and element.id == name:
                return terms.make(
                    "part", terms.make(form, terms.reduce(generator.iter, scope)), index
                )
            if _target_term(terms, element, name, generator, scope) is not None:
                return UNKNOWN
    if isinstance(target, ast.Starred):
        inner = _target_term(terms, target.value, name, generator, scope)
        return None if inner is None else UNKNOWN
    return None


def _attribute(terms: Lowering, expr: ast.Attribute, scope: Scope) -> Term:
    base = terms.reduce(expr.value, scope)
    term = UNKNOWN if base is UNKNOWN else terms.make("attr", base, expr.attr)
    if expr.attr in terms.attributes_tested:
        cls = class_tested(terms, expr, scope)
        if cls is not None:
            return terms.make("tested", term, terms.reduce(cls, scope))
    return term


def _super(terms: Lowering, expr: ast.Call, scope: Scope) -> Term:
    """``super()``, or ``super(Client, self)`` in a method of that class."""
    owner = scope.enclosing_class
    if owner is None:
        return UNKNOWN
    match expr.args:
        case [] | [ast.Name(id=owner.name), ast.Name()]:
            receiver = terms.reduce(expr.args[1], scope) if expr.args else ("self", owner.identity)
            is_own = receiver[:2] in (("self", owner.identity), ("cls", owner.identity))
            return terms.make("super", owner.identity) if is_own else UNKNOWN
    return UNKNOWN


def _call(terms: Lowering, expr: ast.Call, scope: Scope) -> Term:
    if isinstance(expr.func, ast.Name) and expr.func.id == "super":
        return _super(terms, expr, scope)
    func = terms.reduce(expr.func, scope)
    if func[0] == "global" and func[1] == "getattr":
        return _named_attribute(terms, expr, func, scope)
    if func is UNKNOWN:
        return UNKNOWN
    if func[0] == "global" and func[1] in _CONTAINERS and not expr.args and not expr.keywords:
        if func[1] not in terms.table(terms.root).by_name:
            return terms.make("empty", func[1])
    if func[:2] == ("global", "dict") and not expr.args:
        given = _given_mapping(terms, expr, scope)
        if given is not None:
            return given
    args = tuple(_argument(terms, arg, scope) for arg in expr.args)
    keywords = tuple(
        (keyword.arg or "**", _argument(terms, keyword.value, scope)) for keyword in expr.keywords
    )
    return terms.make("call", func, args, keywords)


def _given_mapping(terms: Lowering, call: ast.Call, scope: Scope) -> Term | None:
    """``dict(name=value)``; None where the values are not objects of one kind."""
    keywords = call.keywords
    is_plain = 0 < len(keywords) <= MAX_ALTERNATIVES and all(
        keyword.arg is not None and isinstance(keyword.value, _OBJECTS) for keyword in keywords
    )
    if not is_plain or "dict" in terms.table(terms.root).by_name:
        return None
    value = terms.union(tuple(terms.reduce(keyword.value, scope) for keyword in keywords))
    return None if value is UNKNOWN else terms.make("dict", terms.make("text", ""), value)


def _named_attribute(terms: Lowering, expr: ast.Call, func: Term, scope: Scope) -> Term:
    """``getattr(x, "name", default)`` is ``x.name``, or the default."""
    match expr:
        case ast.Call(args=[value, ast.Constant(value=str() as name), *rest], keywords=[]) if (
            name.isidentifier() and "getattr" not in terms.table(terms.root).by_name
        ):
            base = terms.reduce(value, scope)
            found = UNKNOWN if base is UNKNOWN else terms.make("attr", base, name)
            return terms.union((found, *(terms.reduce(default, scope) for default in rest)))
    return terms.make("call", func, (), ())


def _argument(terms: Lowering, expr: ast.expr, scope: Scope) -> Term:
    """Arguments matter only where they may be a function, a class or an object."""
    if expr.__class__ in _ARGUMENTS:
        return terms.reduce(expr, scope)
    if isinstance(expr, ast.Starred):
        return terms.make("star", terms.reduce(expr.value, scope))
    if isinstance(expr, ast.Subscript) and isinstance(expr.slice, ast.Slice):
        return terms.reduce(expr, scope)
    return _truth(terms, expr, scope)


def _truth(terms: Lowering, expr: ast.expr, scope: Scope) -> Term:
    """Of a display or a text that is put together: its class, what it holds, and whether it is empty."""
    match expr:
        case ast.JoinedStr(values=values):
            is_full = any(isinstance(value, ast.Constant) and value.value for value in values)
            inner = _formatted(terms, expr, scope)
            return terms.make("true", inner) if is_full else inner
        case (
            ast.List(elts=parts)
            | ast.Tuple(elts=parts)
            | ast.Set(elts=parts)
            | ast.Dict(keys=parts)
        ):
            name = type(expr).__name__.lower()
            if not parts:
                return terms.make("const", name, repr(ast.literal_eval(expr)))
            is_spread = all(part is None or isinstance(part, ast.Starred) for part in parts)
            holds_objects = not isinstance(expr, ast.Dict) and all(
                isinstance(part, _OBJECTS) for part in parts
            )
            inner = terms.reduce(expr, scope) if holds_objects else terms.make("const", name, "")
            return inner if is_spread else terms.make("true", inner)
        case ast.Subscript(
            value=ast.Attribute(attr="environ") | ast.Name(id="environ"), slice=ast.Constant()
        ):
            return terms.reduce(expr, scope)
    return UNKNOWN


def _constant(terms: Lowering, expr: ast.Constant, scope: Scope) -> Term:
    if expr.value is None:
        return NONE
    if isinstance(expr.value, str):
        return terms.make("text", expr.value if len(expr.value) < 200 else "")
    return terms.make("const", type(expr.value).__name__, repr(expr.value)[:40])


def _await(terms: Lowering, expr: ast.Await, scope: Scope) -> Term:
    return terms.make("await", terms.reduce(expr.value, scope))


def _conditional(terms: Lowering, expr: ast.IfExp, scope: Scope) -> Term:
    return terms.union((terms.reduce(expr.body, scope), terms.reduce(expr.orelse, scope)))


def _bool(terms: Lowering, expr: ast.BoolOp, scope: Scope) -> Term:
    return terms.union(tuple(terms.reduce(value, scope) for value in expr.values))


def _binary(terms: Lowering, expr: ast.BinOp, scope: Scope) -> Term:
    left, right = terms.reduce(expr.left, scope), terms.reduce(expr.right, scope)
    if left == UNKNOWN and right == UNKNOWN:
        return UNKNOWN
    return terms.make("binop", type(expr.op).__name__, left, right)


def _subscript(terms: Lowering, expr: ast.Subscript, scope: Scope) -> Term:
    base = terms.reduce(expr.value, scope)
    if base == UNKNOWN:
        return UNKNOWN
    index = expr.slice
    if isinstance(index, ast.Slice):
        return terms.make("item", base, (terms.make("const", "slice", ""),))
    parts = index.elts if isinstance(index, ast.Tuple) else [index]
    return terms.make("item", base, tuple(terms.reduce(part, scope) for part in parts))


def _lambda(terms: Lowering, expr: ast.Lambda, scope: Scope) -> Term:
    own = terms.scopes.get(expr)
    return UNKNOWN if own is None else terms.make("function", own.identity)


def _walrus(terms: Lowering, expr: ast.NamedExpr, scope: Scope) -> Term:
    return terms.reduce(expr.value, scope)


def _tuple(terms: Lowering, expr: ast.Tuple, scope: Scope) -> Term:
    return terms.make("tuple", tuple(terms.reduce(element, scope) for element in expr.elts))


def _list(terms: Lowering, expr: ast.List | ast.Set, scope: Scope) -> Term:
    if not expr.elts:
        return terms.make("empty", "list")
    kind: TermKind = "set" if isinstance(expr, ast.Set) else "list"
    if len(expr.elts) > MAX_ALTERNATIVES:
        return terms.make(kind, UNKNOWN)
    return terms.make(
        kind, terms.union(tuple(_element(terms, element, scope) for element in expr.elts))
    )


def _element(terms: Lowering, expr: ast.expr, scope: Scope) -> Term:
    """What one part of a display puts into it: of something spread out, its elements."""
    if isinstance(expr, ast.Starred):
        return terms.make("iter", terms.reduce(expr.value, scope))
    return terms.reduce(expr, scope)


def _awaits(node: ast.AST) -> bool:
    is_async_clause = isinstance(node, ast.comprehension) and bool(node.is_async)
    return is_async_clause or isinstance(node, ast.Await)


def _generator(terms: Lowering, expr: ast.GeneratorExp, scope: Scope) -> Term:
    """One that awaits, or goes over something with ``async for``, is iterated so itself."""
    first, *others = expr.generators
    inside = [expr.elt, *first.ifs, *(clause.iter for clause in others)]
    inside += [test for clause in others for test in clause.ifs]
    is_async = any(clause.is_async for clause in expr.generators)
    if is_async or any(_awaits(node) for part in inside for node in walked(part)):
        return terms.make("agen", terms.reduce(expr.elt, scope))
    return terms.make("list", terms.reduce(expr.elt, scope))


def _list_comprehension(terms: Lowering, expr: ast.ListComp | ast.SetComp, scope: Scope) -> Term:
    kind: TermKind = "set" if isinstance(expr, ast.SetComp) else "list"
    return terms.make(kind, terms.reduce(expr.elt, scope))


def _dict(terms: Lowering, expr: ast.Dict, scope: Scope) -> Term:
    """A mapping: its values are known where they are of one kind."""
    if not expr.keys:
        return terms.make("empty", "dict")
    is_spread = None in expr.keys or len(expr.values) > MAX_ALTERNATIVES
    if is_spread or not all(isinstance(value, _OBJECTS) for value in expr.values):
        return terms.make("const", "dict", "")
    value = terms.union(tuple(terms.reduce(value, scope) for value in expr.values))
    texts = [isinstance(key, ast.Constant) and isinstance(key.value, str) for key in expr.keys]
    return _mapping(terms, terms.make("text", "") if all(texts) else UNKNOWN, value)


def _dict_comprehension(terms: Lowering, expr: ast.DictComp, scope: Scope) -> Term:
    value = terms.reduce(expr.value, scope) if isinstance(expr.value, _OBJECTS) else UNKNOWN
    return _mapping(terms, terms.reduce(expr.key, scope), value)


def _mapping(terms: Lowering, key: Term, value: Term) -> Term:
    return terms.make("const", "dict", "") if value is UNKNOWN else terms.make("dict", key, value)


def _formatted(terms: Lowering, expr: ast.JoinedStr, scope: Scope) -> Term:
    """A text, of which only the folder of the kernel's is kept that it begins with."""
    match expr.values:
        case [ast.Constant(value=str(start)), *_]:
            folder = next((one for one in KERNEL_FOLDERS if start.startswith(f"{one}/")), "")
            return terms.make("const", "str", folder)
    return terms.make("const", "str", "")


REDUCERS: dict[type[ast.expr], Callable[[Lowering, Any, Scope], Term]] = {
    ast.Name: _name,
    ast.Attribute: _attribute,
    ast.Call: _call,
    ast.Constant: _constant,
    ast.Await: _await,
    ast.IfExp: _conditional,
    ast.BoolOp: _bool,
    ast.BinOp: _binary,
    ast.Subscript: _subscript,
    ast.Lambda: _lambda,
    ast.NamedExpr: _walrus,
    ast.Tuple: _tuple,
    ast.List: _list,
    ast.Set: _list,
    ast.ListComp: _list_comprehension,
    ast.SetComp: _list_comprehension,
    ast.GeneratorExp: _generator,
    ast.Dict: _dict,
    ast.DictComp: _dict_comprehension,
    ast.JoinedStr: _formatted,
}
