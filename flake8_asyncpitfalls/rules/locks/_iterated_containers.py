"""Containers of objects and modules that one function goes through and another changes.

Many are filled when the program starts and then only read. So what is put into a container counts
where something is taken out of it elsewhere, or where the function that puts it there is handed to
others: a callback, a handler, a task; or, for a loop that runs for ever, where it is put there on
demand. And a function that makes the container anew before it fills
it changes none that anybody goes through.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.shared_state import BEGINNINGS, mentions_of
from flake8_asyncpitfalls.analyses.startup import is_quiet
from flake8_asyncpitfalls.semantics.inference.values import (
    Instance,
    NamedInstance,
    UnresolvedName,
    options_of,
)
from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES
from flake8_asyncpitfalls.semantics.source.control_flow import walk_code
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_VIEWS = ("values", "items", "keys")
REMOVING = frozenset({"clear", "discard", "pop", "popitem", "popleft", "remove"})
_MOVING = frozenset({"insert", "pop", "remove"})
ADDING = frozenset({"add", "append", "appendleft", "extend", "extendleft", "setdefault", "update"})
_HASHED = frozenset({"set", "dict", "defaultdict", "OrderedDict", "Counter"})
_ORDERED = frozenset({"list", "deque"})


def container_of(iterable: ast.expr) -> ast.Attribute | ast.Name | None:
    """What the loop goes through, as it is or by a view of a dict (``d.items()``)."""
    match iterable:
        case ast.Call(func=ast.Attribute(value=ast.Attribute() | ast.Name() as inner, attr=view)):
            return inner if view in _VIEWS and not iterable.args else None
        case ast.Attribute() | ast.Name():
            return iterable
    return None


def other_change(container: ast.Attribute | ast.Name, model: SemanticModel) -> ast.AST | None:
    """A change of the container's size in another function than that of *container*."""
    additions: list[ast.AST] = []
    for change in changes_of(container, model):
        if not _adds(change):
            return change
        additions.append(change)
    is_endless = _is_in_endless_loop(container, model)
    at_any_time = (
        one
        for one in additions
        if _is_handed_over(model.scope_of(one), model)
        or (is_endless and _fills_on_demand(one, container, model))
    )
    return next(at_any_time, None)


def changes_of(container: ast.Attribute | ast.Name, model: SemanticModel) -> Iterator[ast.AST]:
    """The changes of the container's size in other functions than that of *container*."""
    kind = _kind_of(container, model)
    scope = model.scope_of(container)
    places = list(mentions(container, model)) if kind else []
    stores = [node for node in places if isinstance(node.ctx, ast.Store)]
    for mention in places:
        other = model.scope_of(mention)
        if other is scope or not other.is_function or other.name in BEGINNINGS:
            continue
        change = _change_at(mention, kind, model)
        if change is None or any(_is_made_anew(store, change, model) for store in stores):
            continue
        if not _is_closed(change, container, model):
            yield change


def runs_at_end(scope: Scope, model: SemanticModel) -> bool:
    """Whether only ``__del__`` calls the method *scope*: nobody else has its object then."""
    callers = {model.scope_of(one).name for one in mentions_of(scope, model)}
    is_method = scope.enclosing_class is not None and scope.parent is scope.enclosing_class
    return is_method and scope.name.startswith("_") and callers == {"__del__"}


def is_ordered(container: ast.expr, model: SemanticModel) -> bool:
    """Whether *container* is a list, which others may change while a loop goes over it."""
    return _kind_of(container, model) == "ordered"


def _is_in_endless_loop(node: ast.AST, model: SemanticModel) -> bool:
    """Whether *node* stands in a ``while True`` of its function: all others run beside it."""
    while not isinstance(node, (*FUNCTION_TYPES, ast.Module)):
        node = model.parent(node)
        if isinstance(node, ast.While) and isinstance(node.test, ast.Constant) and node.test.value:
            return True
    return False


def _fills_on_demand(change: ast.AST, container: ast.expr, model: SemanticModel) -> bool:
    """Whether a coroutine adds what it has not found: ``if key not in self.found: self.found[key] = ...``."""
    if not model.scope_of(change).is_coroutine or is_quiet(model, change):
        return False
    spelled, child, node = unparsed(container), change, model.parent(change)
    while not isinstance(node, (*FUNCTION_TYPES, ast.Module)):
        match node:
            case ast.If(test=ast.Compare(ops=[ast.NotIn()], comparators=[asked]), body=body):
                if child in body and unparsed(asked) == spelled:
                    return True
        child, node = node, model.parent(node)
    return False


def changed_parts(
    loop: ast.For, container: ast.Attribute | ast.Name, model: SemanticModel
) -> Iterator[ast.expr]:
    """What loops in *loop* go over that is an element of *container*, whose elements others change.

    A copy of the container holds the same elements.
    """
    bound = {name.id for name in ast.walk(loop.target) if isinstance(name, ast.Name)}
    inner = [node for node in walk_code(loop.body) if isinstance(node, ast.For)]
    parts = [(one, container_of(one.iter)) for one in inner]
    found = [one.iter for one, part in parts if isinstance(part, ast.Name) and part.id in bound]
    if found and any(_changes_element(one, model) for one in mentions(container, model)):
        yield from found


def _changes_element(mention: ast.Attribute | ast.Name, model: SemanticModel) -> bool:
    """Whether something is taken out of an element of the container: ``self.readers[name].remove(one)``."""
    match model.parent(mention):
        case ast.Subscript(value=value, ctx=ast.Load()) as element if value is mention:
            pass
        case _:
            return False
    match model.parent(element):
        case ast.Assign(targets=[ast.Name(id=name)], value=value) if value is element:
            parts: list[ast.expr] = [*model.uses.reads(name, model.scope_of(element))]
        case _:
            parts = [element]
    return any(_takes_out(part, model) for part in parts)


def _takes_out(part: ast.expr, model: SemanticModel) -> bool:
    match model.parent(part):
        case ast.Attribute(attr=attr) as method:
            return attr in REMOVING and isinstance(model.parent(method), ast.Call)
        case ast.Subscript(value=value, ctx=ast.Del()):
            return value is part
    return False


def loses_what_is_added(container: ast.Attribute | ast.Name, model: SemanticModel) -> bool:
    """Whether *container* is a list that the same function empties after the loop over it.

    The loop itself comes to what is added while it waits; a copy would not, and it would be gone.
    """
    kinds = {_short_name(option) for option in options_of(model.value_of(container))}
    return kinds == {"list"} and is_emptied_after(container, model)


def is_emptied_after(container: ast.Attribute | ast.Name, model: SemanticModel) -> bool:
    """Whether the same function empties *container* after the loop over it."""
    scope, loop = model.scope_of(container), model.statement_of(container)
    return any(
        model.scope_of(mention) is scope
        and mention.lineno > (loop.end_lineno or loop.lineno)
        and _is_emptied(mention, model)
        for mention in mentions(container, model)
    )


def _is_emptied(mention: ast.Attribute | ast.Name, model: SemanticModel) -> bool:
    if isinstance(mention.ctx, ast.Store):
        return isinstance(model.parent(mention), (ast.Assign, ast.AnnAssign))
    match model.parent(mention):
        case ast.Attribute(attr="clear"):
            return True
        case ast.Subscript(ctx=ast.Del() | ast.Store(), slice=ast.Slice(lower=None, upper=None)):
            return True
    return False


def _is_made_anew(store: ast.expr, change: ast.AST, model: SemanticModel) -> bool:
    """Whether *change* comes after *store*, in its block or deeper."""
    stmt = model.statement_of(store)
    block = model.block_of(stmt)
    child: ast.AST = change
    while not isinstance(child, (*FUNCTION_TYPES, ast.Module)):
        if block and child in block:
            return block.index(child) > block.index(stmt)
        child = model.parent(child)
    return False


def _is_closed(change: ast.AST, container: ast.expr, model: SemanticModel) -> bool:
    """Whether a flag that is set before the loop over *container* keeps others from the *change*.

    ``if self._started: raise`` stands before the change, ``self._started = True`` before the loop.
    """
    node = model.scope_of(change).node
    if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return False
    line = getattr(change, "lineno", 0)
    return any(
        _is_set_before(stmt.test, container, model)
        for stmt in node.body
        if isinstance(stmt, ast.If)
        and (stmt.end_lineno or stmt.lineno) < line
        and isinstance(stmt.body[-1], (ast.Raise, ast.Return))
    )


def _is_set_before(flag: ast.expr, container: ast.expr, model: SemanticModel) -> bool:
    """Whether *flag*, an attribute of the object, is true when the loop begins and stays so."""
    if not isinstance(flag, ast.Attribute):
        return False
    scope = model.scope_of(container)
    stores = [
        mention
        for mention in mentions(flag, model)
        if isinstance(mention.ctx, ast.Store) and model.scope_of(mention).name not in BEGINNINGS
    ]
    return any(_is_made_true(one, container, model) for one in stores) and all(
        model.scope_of(one) is scope for one in stores
    )


def _is_made_true(store: ast.expr, container: ast.expr, model: SemanticModel) -> bool:
    stmt = model.parent(store)
    value = stmt.value if isinstance(stmt, ast.Assign) else None
    is_true = isinstance(value, ast.Constant) and value.value is True
    return is_true and _is_made_anew(store, container, model)


def _is_handed_over(scope: Scope, model: SemanticModel) -> bool:
    """Whether the function is decorated, kept or passed on, or started as a task."""
    if isinstance(scope.node, ast.Lambda) or getattr(scope.node, "decorator_list", None):
        return True
    for mention in mentions_of(scope, model):
        call = model.parent(mention)
        if not isinstance(call, ast.Call) or call.func is not mention:
            return True
        outer = model.parent(call)
        if isinstance(outer, ast.Call) and model.marker(outer.func, "schedules") is not None:
            return True
    return False


def _kind_of(container: ast.expr, model: SemanticModel) -> str:
    """``hashed`` for sets and dicts, ``ordered`` for lists and deques; empty if not certain."""
    kinds = {_short_name(option) for option in options_of(model.value_of(container))}
    if kinds <= _HASHED or kinds == {"deque"}:
        return "hashed"
    return "ordered" if kinds <= _ORDERED else ""


def changes_in_place(target: ast.expr, model: SemanticModel) -> bool:
    """Whether ``target |= ...`` changes the container that others have changed meanwhile, and loses nothing.

    So it does where it certainly is a set, dict or list, which is put there before anything waits.
    """
    if not isinstance(target, (ast.Attribute, ast.Name)):
        return False
    stores = [one for one in mentions(target, model) if isinstance(one.ctx, ast.Store)]
    made = [stmt for one in stores if not isinstance(stmt := model.parent(one), ast.AugAssign)]
    return bool(made) and all(_puts_container(stmt, model) for stmt in made)


def _puts_container(stmt: ast.AST, model: SemanticModel) -> bool:
    """Whether *stmt* binds a new container, outside of all functions or where an object begins."""
    if not isinstance(stmt, (ast.Assign, ast.AnnAssign)) or stmt.value is None:
        return False
    scope = model.scope_of(stmt)
    kinds = {_short_name(option) for option in options_of(model.value_of(stmt.value))}
    return kinds <= _HASHED | _ORDERED and (not scope.is_function or scope.name in BEGINNINGS)


def _short_name(value: object) -> str:
    """The name of the class of *value*; ``?`` where it is none that is known."""
    if isinstance(value, UnresolvedName):
        is_made = value.qualified_name.endswith("()")
        return value.qualified_name.removesuffix("()").rpartition(".")[2] if is_made else "?"
    if not isinstance(value, (NamedInstance, Instance)):
        return "?"
    return value.qualified_name.rpartition(".")[2]


def mentions(
    container: ast.Attribute | ast.Name, model: SemanticModel
) -> Iterator[ast.Name | ast.Attribute]:
    """Where the file names the container: the module's variable, or the attribute of the class's object."""
    if isinstance(container, ast.Name):
        yield from model.uses.mentions(container.id, model.terms.root)
        return
    own = model.scope_of(container).enclosing_class
    for node in model.uses.attributes(container.attr):
        is_self = isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")
        if is_self and model.scope_of(node).enclosing_class is own:
            yield node


def _change_at(mention: ast.expr, kind: str, model: SemanticModel) -> ast.AST | None:
    parent = model.parent(mention)
    changing = REMOVING | ADDING if kind == "hashed" else _MOVING
    if isinstance(parent, ast.Attribute):
        call = model.parent(parent)
        is_call = isinstance(call, ast.Call) and call.func is parent
        return parent if is_call and parent.attr in changing else None
    if isinstance(parent, ast.Subscript) and parent.value is mention:
        is_added = isinstance(parent.ctx, ast.Store) and kind == "hashed"
        if isinstance(model.parent(parent), ast.AugAssign):
            return None
        return parent if is_added or isinstance(parent.ctx, ast.Del) else None
    return None


def _adds(change: ast.AST) -> bool:
    if isinstance(change, ast.Attribute):
        return change.attr not in REMOVING | _MOVING
    return isinstance(change, ast.Subscript) and isinstance(change.ctx, ast.Store)
