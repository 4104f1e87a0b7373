"""``row.get("id")``, ``getattr(row, column)``: objects that certainly lack the method that is meant.

Nobody writes out what such an object is, but the code tells: it reads ``row.created``, which the class
of the method does not have; it compares what comes back, which is done with data; it gives the method
what it does not take.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.inference.values import ClassValue, Instance
from flake8_asyncpitfalls.semantics.source.node_fields import last_name

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope
    from flake8_asyncpitfalls.semantics.summaries.parameters import Parameter

_OF_DATA = frozenset({"str", "int", "float", "bool", "len"})
"""Of Python itself: what is given to one of these is no function."""
_ORDERS = (ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE)
_CLASSES = frozenset({"builtins.type", "typing.Type"})


@dataclass(frozen=True, slots=True)
class Shape:
    """How a method is called: its *parameters* but for the object, and those that no text *fits*."""

    parameters: tuple[Parameter, ...]
    no_text: frozenset[str]

    def fits(self, call: ast.Call) -> bool:
        """Whether *call* may be one of the method, by what it gives."""
        if any(isinstance(arg, ast.Starred) for arg in call.args):
            return True
        if any(keyword.arg is None for keyword in call.keywords):
            return True
        plain = [p for p in self.parameters if p.kind in ("positional", "plain")]
        given = {p.name: arg for p, arg in zip(plain, call.args, strict=False)}
        given.update({k.arg: k.value for k in call.keywords if k.arg is not None})
        kinds = {p.kind for p in self.parameters}
        names = {p.name for p in self.parameters}
        is_filled = all(
            p.has_default or p.name in given for p in self.parameters if p.kind[-4:] != "args"
        )
        has_room = len(call.args) <= len(plain) or "args" in kinds
        is_named = given.keys() <= names or "kwargs" in kinds
        is_text = any(
            isinstance(arg, ast.Constant) and isinstance(arg.value, (str, int))
            for name, arg in given.items()
            if name in self.no_text
        )
        return is_filled and has_room and is_named and not is_text


def shape_of(model: SemanticModel, scope: Scope) -> Shape | None:
    """How the method *scope* is called on an object; None where that is not plain to see."""
    node = scope.node
    if not isinstance(node, ast.FunctionDef) or node.decorator_list:
        return None
    args = node.args
    no_text = {
        arg.arg
        for arg in (*args.posonlyargs, *args.args, *args.kwonlyargs)
        if arg.annotation is not None and _refuses_text(model, arg.annotation)
    }
    parameters = model.module.function(scope.identity).parameters[1:]
    return Shape(parameters, frozenset(no_text))


def _refuses_text(model: SemanticModel, annotation: ast.expr) -> bool:
    """Whether *annotation* is a class, or a type of classes, and no kind of text or number."""
    if isinstance(annotation, ast.Subscript):
        return model.name_of(annotation.value) in _CLASSES
    value = model.value_of(annotation)
    order = model.types.members.mro(value.summary) if isinstance(value, ClassValue) else [None]
    return None not in order and not any(
        base is not None and base.module.name.dotted in ("builtins", "enum") for base in order
    )


def gives_data(model: SemanticModel, call: ast.Call) -> bool:
    """Whether what *call* gives, an attribute by its name, is used as only data is."""
    user = model.parent(call)
    if isinstance(user, ast.Call) and call in user.args:
        return isinstance(user.func, ast.Name) and last_name(user.func) in _OF_DATA
    return isinstance(user, ast.Compare) and all(isinstance(op, _ORDERS) for op in user.ops)


def is_of_another_class(model: SemanticModel, expr: ast.expr, owner: str) -> bool:
    """Whether the function of *expr* reads what no object of the class *owner* of the file has."""
    if not isinstance(expr, (ast.Name, ast.Attribute)):
        return False
    one = Instance(model.module.class_(owner))
    text = ast.dump(expr)
    return any(
        ast.dump(attribute.value) == text and model.types.members.lacks(one, attribute.attr)
        for attribute in model.scope_of(expr).of_type(ast.Attribute)
    )
