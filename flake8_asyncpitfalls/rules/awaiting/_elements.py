"""Coroutines that are put into a container of the function, and what becomes of them there.

A coroutine in a list or dictionary is kept for somebody who awaits it, unless the whole life of the
container can be seen: it is made in the expression or in a local variable, and each use of it adds to
it, asks for its length or keys, or uses elements as plain values. Any other use may await them.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.plain_arguments import takes_only_data
from flake8_asyncpitfalls.rules.awaiting import is_statement, shown, value_use
from flake8_asyncpitfalls.semantics.terms.additions import ADDING, MERGING, SPREADING

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

DISPLAYS = (
    ast.Dict, ast.DictComp, ast.GeneratorExp, ast.List, ast.ListComp, ast.Set, ast.SetComp, ast.Tuple
)  # fmt: skip
_MAPPINGS = (ast.Dict, ast.DictComp)
_LOOKING_INSIDE = frozenset({"all", "any", "max", "min", "sorted", "sum"})
"""Builtin functions that compare, add or test the elements of what they are given."""
_LISTS = frozenset({"builtins.list", "builtins.set", "collections.deque"})
_DICTS = frozenset({"builtins.dict", "collections.OrderedDict", "collections.defaultdict"})
_JOINING = SPREADING | MERGING
_SAME_ORDER = frozenset({"builtins.iter", "builtins.list", "builtins.reversed", "builtins.tuple"})
PUTTING = (*DISPLAYS, ast.Call, ast.Assign, ast.keyword)
"""The nodes that may put what stands directly in them into a container."""
_NOTHING = "nothing"
"""The use that does nothing to the elements: it adds to them, or asks how many or which keys."""


def use_of_element(expr: ast.expr, model: SemanticModel) -> str:
    """How the elements of the container that takes *expr* are used as values, in words.

    Empty where one may be awaited, and where none is used.
    """
    use = _use_where_put(expr, model)
    return "" if use == _NOTHING else use


def variable_with(expr: ast.expr, model: SemanticModel) -> ast.Name | None:
    """The local variable with the container that *expr* is put into."""
    return _variable(expr, model) or _bound_variable(expr, model)


def is_left_alone(container: ast.Name, model: SemanticModel) -> bool:
    """Whether nothing is ever done with the elements of the container in a local variable."""
    return _use_of_variable(container, model) == _NOTHING


def _use_where_put(expr: ast.expr, model: SemanticModel) -> str:
    name = _variable(expr, model)
    if name is not None:
        return _use_of_variable(name, model)
    parent = model.parent(expr)
    if isinstance(parent, ast.keyword) and parent.arg:
        parent = model.parent(parent)
        is_dict = isinstance(parent, ast.Call) and model.name_of(parent.func) == "builtins.dict"
        return _use_in(parent, model, is_mapping=True) if is_dict else ""  # type: ignore[arg-type]
    if not isinstance(parent, DISPLAYS) or isinstance(getattr(parent, "ctx", None), ast.Store):
        return ""
    is_key = isinstance(parent, ast.Dict) and expr not in parent.values
    is_other = isinstance(parent, ast.DictComp) and expr is not parent.value
    if is_key or is_other:
        return ""
    return _use_in(parent, model, is_mapping=isinstance(parent, _MAPPINGS))


def _variable(expr: ast.expr, model: SemanticModel) -> ast.Name | None:
    """The variable whose container *expr* is added to, by ``x.append(expr)``, ``x[key] = expr``."""
    parent = model.parent(expr)
    match parent:
        case ast.Call(func=ast.Attribute(value=ast.Name() as name, attr=attr), args=[*_, last]):
            return name if attr in ADDING and last is expr else None
        case ast.Assign(targets=[ast.Subscript(value=ast.Name() as name)]):
            return name
        case ast.keyword(arg=str()):
            call = model.parent(parent)
            match call:
                case ast.Call(func=ast.Attribute(value=ast.Name() as name, attr="update")):
                    return name
        case ast.List() | ast.ListComp() | ast.Set() | ast.SetComp() | ast.Tuple() | ast.Dict():
            return _joined_variable(parent, model)
    return None


def _joined_variable(display: ast.expr, model: SemanticModel) -> ast.Name | None:
    """The variable with the container that *display* is added to as a whole."""
    parent = model.parent(display)
    match parent:
        case ast.Call(func=ast.Attribute(value=ast.Name() as name, attr=attr), args=[only]):
            return name if attr in _JOINING and only is display else None
        case ast.AugAssign(target=ast.Name() as name, op=ast.Add()):
            return name
    return None


def _bound_variable(expr: ast.expr, model: SemanticModel) -> ast.Name | None:
    """The variable that takes the display around *expr*."""
    display = model.parent(expr)
    if not isinstance(display, DISPLAYS) or isinstance(display, ast.GeneratorExp):
        return None
    stmt = model.parent(display)
    match stmt:
        case ast.Assign(targets=[ast.Name() as name]) | ast.AnnAssign(target=ast.Name() as name):
            return name
    return None


def _use_of_variable(name: ast.Name, model: SemanticModel) -> str:
    """What is done with the elements of the container in a local variable; '' where that is open."""
    return model.analysis(_Containers).use(name)


class _Containers:
    """Answers for the variables of one file: a container may be added to in many places."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._known: dict[tuple[Scope, str], str] = {}

    def use(self, name: ast.Name) -> str:
        """As _use_of_variable."""
        key = (self._model.scope_of(name), name.id)
        if key not in self._known:
            self._known[key] = _use_of_container(name, self._model)
        return self._known[key]


def _use_of_container(name: ast.Name, model: SemanticModel) -> str:
    scope = model.scope_of(name)
    bindings = [
        binding
        for binding in model.terms.table(scope).by_name.get(name.id, ())
        if not isinstance(model.parent(binding.node), ast.AugAssign)
    ]
    if len(bindings) != 1 or not model.uses.is_private(name.id, scope):
        return ""
    stmt = model.parent(bindings[0].node)
    if isinstance(stmt, ast.Assign) and len(stmt.targets) > 1:
        return ""
    kind = _kind_of_container(bindings[0].value, model)
    if not kind:
        return ""
    words = [
        _use_of_read(read, model, is_mapping=kind == "dict")
        for read in model.uses.mentions(name.id, scope)
        if isinstance(read.ctx, ast.Load)
    ]
    used = [word for word in words if word != _NOTHING]
    return "" if not all(words) else used[0] if used else _NOTHING


def _kind_of_container(value: ast.expr | None, model: SemanticModel) -> str:
    """``list`` or ``dict`` for what certainly makes a new container of that kind."""
    if isinstance(value, _MAPPINGS):
        return "dict"
    if isinstance(value, (ast.List, ast.ListComp, ast.Set, ast.SetComp)):
        return "list"
    if isinstance(value, ast.Call):
        made = model.name_of(value.func)
        return "list" if made in _LISTS else "dict" if made in _DICTS else ""
    return ""


def _use_of_read(read: ast.Name, model: SemanticModel, *, is_mapping: bool) -> str:
    parent = model.parent(read)
    match parent:
        case ast.Attribute(attr=attr):
            call = model.parent(parent)
            is_adding = attr in ADDING.keys() | _JOINING | {"clear"} and isinstance(call, ast.Call)
            if is_adding and is_statement(call, model):  # type: ignore[arg-type]
                return _NOTHING
        case ast.Subscript(ctx=ast.Store() | ast.Del()):
            return _NOTHING
        case ast.Compare(ops=[ast.In() | ast.NotIn()], comparators=[last]) if last is read:
            return _NOTHING
        case ast.If() | ast.While() | ast.UnaryOp(op=ast.Not()):
            return _NOTHING
        case ast.Call(func=ast.Name(id="len")):
            return _NOTHING
    return _use_in(read, model, is_mapping=is_mapping)


def _use_in(container: ast.expr, model: SemanticModel, *, is_mapping: bool) -> str:
    """How the elements of *container*, or of the variable that has it, are used."""
    parent = model.parent(container)
    match parent:
        case ast.Assign(targets=[ast.Name() as name]) | ast.AnnAssign(target=ast.Name() as name):
            return "" if isinstance(container, ast.Name) else _use_of_variable(name, model)
        case ast.Subscript(value=value, slice=index) if value is container:
            is_one = not isinstance(index, ast.Slice) and isinstance(parent.ctx, ast.Load)
            return value_use(parent, model) if is_one else ""
        case ast.Attribute(attr=attr) if is_mapping:
            return _use_of_method(attr, model.parent(parent), model)
        case ast.keyword(arg=str()):
            parent = model.parent(parent)
    if isinstance(parent, ast.Call) and parent.func is not container:
        if takes_only_data(model, parent):
            return f"a value in an argument of {shown(parent)!r}"
    return _use_in_order(container, model, is_mapping=is_mapping)


def _use_of_method(attr: str, call: ast.AST, model: SemanticModel) -> str:
    """What becomes of the values of a mapping whose method *attr* is called."""
    if not isinstance(call, ast.Call):
        return ""
    match attr:
        case "keys":
            return _NOTHING
        case "get" | "pop":
            return value_use(call, model)
        case "values":
            return _use_in_order(call, model, is_mapping=False)
        case "items":
            return _use_of_loop(call, model, place=1)
    return ""


def _use_in_order(container: ast.expr, model: SemanticModel, *, is_mapping: bool) -> str:
    """What becomes of what is gone over, one after the other."""
    parent = model.parent(container)
    match parent:
        case ast.For() | ast.comprehension() if is_mapping:
            return _NOTHING
        case ast.Call(func=ast.Name(id=name), args=[first, *_]) if first is container:
            is_builtin = model.name_of(parent.func) == f"builtins.{name}"
            if is_builtin and name in _LOOKING_INSIDE and not is_mapping:
                return f"{name}()"
        case ast.Call(func=ast.Attribute(attr="join", value=owner), args=[first]):
            is_text = first is container and "str" in str(model.value_of(owner))
            return "join()" if is_text and not is_mapping else ""
    return "" if is_mapping else _use_of_loop(container, model, place=None)


def _use_of_loop(iterated: ast.expr, model: SemanticModel, place: int | None) -> str:
    """How a loop uses what *iterated* gives, or part *place* of it."""
    parent = model.parent(iterated)
    match parent:
        case ast.For(iter=whole, target=target) if whole is iterated:
            return _use_of_target(_part(target, place), parent, model)
        case ast.comprehension(iter=whole, target=target) if whole is iterated:
            return _use_of_target(_part(target, place), model.parent(parent), model)
        case ast.Call(func=ast.Name(), args=args) if place is None and iterated in args:
            called = model.name_of(parent.func)
            if called in _SAME_ORDER:
                return _use_of_loop(parent, model, None)
            if called == "builtins.enumerate":
                return _use_of_loop(parent, model, 1)
            if called == "builtins.zip":
                return _use_of_loop(parent, model, args.index(iterated))
    return ""


def _part(target: ast.expr, place: int | None) -> ast.expr | None:
    if place is None:
        return target
    if isinstance(target, (ast.Tuple, ast.List)) and place < len(target.elts):
        return target.elts[place]
    return None


def _use_of_target(target: ast.expr | None, loop: ast.AST, model: SemanticModel) -> str:
    """How a loop over coroutines uses each of them."""
    if isinstance(target, (ast.Tuple, ast.List)):
        return "unpacking"
    if not isinstance(target, ast.Name):
        return ""
    reads = [
        node
        for node in ast.walk(loop)
        if isinstance(node, ast.Name) and node.id == target.id and node is not target
    ]
    words = [value_use(read, model) for read in reads]
    return words[0] if words and all(words) else ""
