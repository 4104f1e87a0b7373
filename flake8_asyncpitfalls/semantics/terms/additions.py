"""What is put into a container after it was made: ``clubs = []``, then ``clubs.append(Club())``."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flake8_asyncpitfalls.semantics.scopes.scope import Binding, Scope
from flake8_asyncpitfalls.semantics.source.node_fields import last_name
from flake8_asyncpitfalls.semantics.terms.term import UNKNOWN, Lowering, Term

ADDING = {"add": 0, "append": 0, "appendleft": 0, "insert": 1, "setdefault": 1}
"""Methods that put one object into a container, with the place of the argument that is it."""
QUEUEING = {"put": 0, "put_nowait": 0}
"""The same of queues, out of which somebody else takes it."""
SPREADING = frozenset({"extend", "extendleft"})
"""Methods that go over what they are given."""
MERGING = frozenset({"update"})
_MAKERS = frozenset({
    "list", "set", "dict", "deque", "defaultdict", "OrderedDict", "Queue", "LifoQueue",
    "PriorityQueue", "SimpleQueue",
})  # fmt: skip
_DISPLAYS = (ast.List, ast.Set, ast.Dict, ast.ListComp, ast.SetComp, ast.DictComp)


def is_container(expr: ast.expr | None) -> bool:
    """Whether *expr* makes a new container of Python's own that can be changed."""
    if isinstance(expr, ast.Call):
        return last_name(expr.func) in _MAKERS
    return isinstance(expr, _DISPLAYS)


def filled(terms: Lowering, made: Term, binding: Binding, scope: Scope) -> Term:
    """The container *made* that *binding* gives its name in *scope*, with what the code adds to it."""
    if not scope.is_function or not is_container(binding.value):
        return made
    added: list[Term] = []
    for inner in scope.walk():
        if inner is not scope and binding.name in terms.table(inner).by_name:
            continue
        for name in inner.names(binding.name):
            # An inner function sees whatever the variable holds when it is called.
            if inner is scope and binding not in terms.bindings_read(name, scope):
                continue
            added += addition(terms, name, inner)
    return terms.make("filled", made, tuple(dict.fromkeys(added))) if added else made


def addition(terms: Lowering, container: ast.expr, scope: Scope) -> Iterator[Term]:
    """The term of what is put into *container* where it is mentioned, if something is."""
    parents = terms.parents
    parent = parents.get(container)
    around = None if parent is None else parents.get(parent)
    nested = _nested(terms, container, parent, around)
    if nested is not None:
        yield from (terms.make("list", term) for term in addition(terms, nested, scope))
    match parent, around:
        case ast.Attribute(value=value, attr=name), ast.Call(func=func, args=args) if (
            value is container and func is parent
        ):
            yield from _called(terms, name, args, scope)
        case ast.Subscript(value=value, slice=index), ast.Assign(targets=[target], value=given) if (
            value is container and target is parent
        ):
            term = terms.reduce(given, scope)
            yield terms.make("iter", term) if isinstance(index, ast.Slice) else term
        case ast.Subscript(value=value, ctx=ast.Store()), _ if value is container:
            yield UNKNOWN
        case ast.AugAssign(target=target, value=given), _ if target is container:
            yield terms.make("iter", terms.reduce(given, scope))


def _nested(
    terms: Lowering, container: ast.expr, parent: ast.AST | None, around: ast.AST | None
) -> ast.expr | None:
    """The inner container of ``groups[key].append(x)`` and ``groups.setdefault(key, []).append(x)``."""
    match parent, around:
        case ast.Subscript(value=value, ctx=ast.Load()), ast.Attribute() if value is container:
            return parent
        case ast.Attribute(attr="setdefault"), ast.Call(func=func) if func is parent:
            return around
    return None


def _called(terms: Lowering, name: str, args: list[ast.expr], scope: Scope) -> Iterator[Term]:
    place = ADDING.get(name, QUEUEING.get(name))
    if place is not None:
        is_given = place < len(args) and not isinstance(args[place], ast.Starred)
        yield terms.reduce(args[place], scope) if is_given else UNKNOWN
    elif name in SPREADING and args:
        yield terms.make("iter", terms.reduce(args[0], scope))
    elif name in MERGING:
        yield UNKNOWN
