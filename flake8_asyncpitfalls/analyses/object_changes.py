"""Methods that change attributes of their object or class, functions that change globals of their module.

They do it themselves or through other methods of the object, other functions of the module.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.thread_sharing import is_local
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, options_of
from flake8_asyncpitfalls.semantics.source.node_fields import arguments_of, last_name, root_name
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.inference.values import Value
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary

_MAX_METHODS = 50
_ITSELF = ("self", "cls", "super")
_OWN = ("self", "cls")
_EMPTY = frozenset({"[]", "{}"})
_MAKING_EMPTY = frozenset({"OrderedDict", "defaultdict", "deque", "dict", "list", "set"})
CHANGING = frozenset({
    "add", "append", "appendleft", "clear", "discard", "extend", "insert", "pop", "popitem",
    "remove", "reverse", "setdefault", "sort", "update",
})  # fmt: skip
"""Methods of containers that change them."""


def changes_its_object(model: SemanticModel, call: ast.Call) -> bool:
    """Whether the method that *call* calls changes attributes of its object, or a function globals."""
    return any(changes_object(model, option) for option in options_of(model.value_of(call.func)))


def changes_object(model: SemanticModel, method: Value) -> bool:
    """Whether *method* changes attributes of its object, or globals of its module."""
    return isinstance(method, FunctionValue) and _changes(method, model, set())


def fills_anew(model: SemanticModel, call: ast.Call) -> bool:
    """Whether what *call* calls empties a container of its object or module and fills it again.

    ``self.workers = {}``, then one after the other: others would see it half full meanwhile.
    """
    options = [o for o in options_of(model.value_of(call.func)) if isinstance(o, FunctionValue)]
    filling = [option for option in options if _fills_anew(option, model)]
    # Of many implementations of one method most must do so.
    return bool(filling) and 2 * len(filling) >= len(options)


def _fills_anew(method: FunctionValue, model: SemanticModel) -> bool:
    methods = run_together(model, method)
    emptied = {name for summary in methods for name in _emptied(summary)}
    return bool(emptied) and any(name in emptied for one in methods for name in _filled(one))


def run_together(model: SemanticModel, method: FunctionValue) -> set[FunctionSummary]:
    """*method* and what it calls of the methods of its object and the functions of its module."""
    methods: set[FunctionSummary] = set()
    _gather(method, model, methods)
    return methods


def _gather(method: FunctionValue, model: SemanticModel, seen: set[FunctionSummary]) -> None:
    """Adds *method* and the methods of its object, functions of its module, that it calls to *seen*."""
    if method.summary in seen or method.summary.module.is_stub or len(seen) > _MAX_METHODS:
        return
    seen.add(method.summary)
    for one in _called_beside(method, model):
        _gather(one, model, seen)


def is_empty_container(expr: ast.expr) -> bool:
    """Whether *expr* makes a list, dict or set with nothing in it."""
    if isinstance(expr, ast.Call):
        name, arguments = last_name(expr.func), len(arguments_of(expr))
        return name in _MAKING_EMPTY and arguments <= (name == "defaultdict")
    return isinstance(expr, (ast.List, ast.Dict)) and unparsed(expr) in _EMPTY


def _emptied(function: FunctionSummary) -> Iterator[str]:
    """The attributes, with a dot, and globals that it binds to an empty container."""
    names = {name for stmt in function.scope.of_type(ast.Global) for name in stmt.names}
    for stmt in function.scope.of_type(ast.Assign):
        for target in stmt.targets if is_empty_container(stmt.value) else ():
            if isinstance(target, ast.Attribute) and root_name(target) in _OWN:
                yield f".{target.attr}"
            elif isinstance(target, ast.Name) and target.id in names:
                yield target.id


def changed_attributes(function: FunctionSummary) -> Iterator[str]:
    """The attributes of its object that it binds, or changes a part of: one for each such place."""
    scope = function.scope
    parts: list[ast.Attribute | ast.Subscript] = scope.of_type(ast.Attribute, ast.Subscript)
    changed: list[ast.expr] = [part for part in parts if not isinstance(part.ctx, ast.Load)]
    methods = (call.func for call in scope.of_type(ast.Call))
    changed += [
        method.value
        for method in methods
        if isinstance(method, ast.Attribute) and method.attr in CHANGING
    ]
    for expr in changed:
        attribute = _attribute_of_object(expr)
        if attribute is not None and root_name(attribute) in _OWN:
            yield attribute.attr


def _attribute_of_object(expr: ast.expr) -> ast.Attribute | None:
    """``self.x`` of ``self.x.y[0]``, and the like of any variable."""
    while isinstance(expr, (ast.Attribute, ast.Subscript)):
        if isinstance(expr, ast.Attribute) and isinstance(expr.value, ast.Name):
            return expr
        expr = expr.value
    return None


def _filled(function: FunctionSummary) -> Iterator[str]:
    """The attributes, with a dot, and variables that it adds something to."""
    for item in function.scope.of_type(ast.Subscript):
        if isinstance(item.ctx, ast.Store):
            yield from _names(item.value)
    for call in function.scope.of_type(ast.Call):
        if isinstance(call.func, ast.Attribute) and call.func.attr in CHANGING:
            yield from _names(call.func.value)


def _names(container: ast.expr) -> Iterator[str]:
    match container:
        case ast.Attribute(attr=name):
            yield f".{name}"
        case ast.Name(id=name):
            yield name


def _changes(method: FunctionValue, model: SemanticModel, seen: set[FunctionSummary]) -> bool:
    summary = method.summary
    if summary in seen or summary.module.is_stub or len(seen) > _MAX_METHODS:
        return False
    seen.add(summary)
    if _assigns_attributes(method, model) or summary.scope.of_type(ast.Global):
        return True
    return any(_changes(one, model, seen) for one in _called_beside(method, model))


def _called_beside(method: FunctionValue, model: SemanticModel) -> Iterator[FunctionValue]:
    """The methods of its object, or functions of its module, that *method* calls."""
    summary = method.summary
    frame = model.types.calls.frame_of(method, [], {})
    called = (
        option
        for site in summary.sites
        if site.kind == "call" and (_is_of_self(site.term[1]) or site.term[1][0] == "global")
        for option in options_of(model.types.evaluate(site.term[1], frame))
    )
    for one in called:
        if isinstance(one, FunctionValue) and (
            one.receiver is not None or one.summary.module is summary.module
        ):
            yield one


def _is_of_self(callee: object) -> bool:
    return isinstance(callee, tuple) and callee[:1] == ("attr",) and callee[1][0] in _ITSELF


def _assigns_attributes(method: FunctionValue, model: SemanticModel) -> bool:
    """Whether it binds attributes of its object, or changes the containers that they are."""
    scope = method.summary.scope
    parts: list[ast.Attribute | ast.Subscript] = scope.of_type(ast.Attribute, ast.Subscript)
    return any(
        not isinstance(node.ctx, ast.Load)
        and root_name(node) in _OWN
        and not _is_for_one_thread(node, method, model)
        for node in parts
    ) or any(
        isinstance(call.func, ast.Attribute)
        and call.func.attr in CHANGING
        and isinstance(call.func.value, (ast.Attribute, ast.Subscript))
        and root_name(call.func.value) in _OWN
        for call in scope.of_type(ast.Call)
    )


def _is_for_one_thread(
    part: ast.Attribute | ast.Subscript, method: FunctionValue, model: SemanticModel
) -> bool:
    """Whether *part* is an attribute of a ``threading.local``, which no other thread sees."""
    if not isinstance(part, ast.Attribute) or not isinstance(part.value, ast.Attribute):
        return False
    owner = method.summary.module.terms.reduce(part.value, method.summary.scope)
    return is_local(model.types, owner, model.types.calls.frame_of(method, [], {}))
