"""What the function that statements move into is annotated with, where that around it is annotated.

A type is written where it is known and can be named in the file: a plain class, what a variable or a
function of the file is annotated with, a class that the file has. Else it is ``Any``, where the file has
that: type checkers pass over the body of a function without annotations.
"""

from __future__ import annotations

import ast
import builtins
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.inference.values import (
    ClassValue,
    FunctionValue,
    Instance,
    builtin_class,
    options_of,
)
from flake8_asyncpitfalls.semantics.source.control_flow import walk_code

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_OF_ANY_TYPE = frozenset({
    "json.load", "json.loads", "yaml.load", "yaml.safe_load", "pickle.load", "pickle.loads",
})  # fmt: skip
_PLAIN_TYPES = frozenset({"str", "bytes", "int", "float", "bool"})
_CONTAINERS = frozenset({"dict", "frozenset", "list", "set"})
_NARROWED = ("Optional", "Union", "None", "|")
"""In annotations of variables of which the code may know more than they say."""
_ANY = "Any"


def returned_type(gives: str, stmts: Sequence[ast.stmt], scope: Scope, model: SemanticModel) -> str:
    """The annotation of what the function of *stmts* gives; '' for none.

    *gives* is what RunInThread says of that.
    """
    around = getattr(scope.node, "returns", None)
    if around is None:
        return ""
    if not gives:
        return "None"
    code = model.source.code_of
    if gives == "return":
        return code(around)
    last = stmts[-1]
    while isinstance(last, ast.With):
        last = last.body[-1]
    if gives == "value":
        if isinstance(last, ast.AnnAssign):
            return code(last.annotation)
        if not isinstance(last, ast.Assign):
            return ""
        return _type_of(last.value, model)
    types = [_type_of_variable(name, stmts, model) for name in gives.split(", ")]
    if len(types) == 1:
        return types[0]
    return f"tuple[{', '.join(types)}]" if all(types) and model.runs_on_python(3, 9) else ""


def parameters(
    names: Sequence[str], stmts: Sequence[ast.stmt], scope: Scope, model: SemanticModel
) -> tuple[str, ...]:
    """*names*, which *stmts* read, as parameters: annotated where their function is and all are known."""
    if getattr(scope.node, "returns", None) is None:
        return tuple(names)
    reads = {
        node.id: node
        for node in walk_code(stmts)
        if isinstance(node, ast.Name) and node.id in names
    }
    types = [_type_of(reads[name], model) if name in reads else "" for name in names]
    if not all(types):
        return tuple(names)
    return tuple(f"{name}: {kind}" for name, kind in zip(names, types, strict=True))


def _type_of_variable(name: str, stmts: Sequence[ast.stmt], model: SemanticModel) -> str:
    """The annotation for what the variable *name* holds after *stmts*."""
    stored = [
        node
        for node in walk_code(stmts)
        if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Store)
    ]
    parents = [model.parent(node) for node in stored]
    declared = [one.annotation for one in parents if isinstance(one, ast.AnnAssign)]
    if declared:
        return model.source.code_of(declared[0])
    types = {
        _type_of(one.value, model)
        for one in parents
        if isinstance(one, ast.Assign) and len(one.targets) == 1
    }
    is_plain = len(types) == 1 and all(isinstance(one, ast.Assign) for one in parents)
    return types.pop() if is_plain else _any(model)


def _type_of(value: ast.expr | None, model: SemanticModel) -> str:
    """The type of *value* as the file can write it, ``Any`` where that is what it is; else ''."""
    if value is None:
        return ""
    if isinstance(value, ast.Call) and model.name_of(value.func) in _OF_ANY_TYPE:
        return _any(model)
    options = options_of(model.value_of(value))
    classes = {getattr(builtin_class(one), "__name__", "") for one in options}
    found = classes.pop() if len(classes) == 1 else ""
    if found in _PLAIN_TYPES:
        return found
    known = _written(value, model) or _class_of(value, model)
    return known or _container_of(found, model) or _any(model)


def _container_of(name: str, model: SemanticModel) -> str:
    """The builtin class *name* of whatever objects, if it is one that holds some."""
    parts = _any(model) if model.runs_on_python(3, 9) else ""
    if not parts or name not in _CONTAINERS:
        return ""
    return f"{name}[{parts}, {parts}]" if name == "dict" else f"{name}[{parts}]"


def _written(value: ast.expr, model: SemanticModel) -> str:
    """What the variable *value*, or the function of the file that *value* calls, is annotated with."""
    annotation: ast.expr | None = None
    if isinstance(value, ast.Name):
        bindings = model.terms.bindings_read(value, model.scope_of(value))
        nodes = [one.node for one in bindings]
        annotation = getattr(nodes[0], "annotation", None) if len(nodes) == 1 else None
        if annotation is not None and any(
            word in model.source.code_of(annotation) for word in _NARROWED
        ):
            return ""
    elif isinstance(value, ast.Call):
        options = options_of(model.value_of(value.func))
        function = options[0] if len(options) == 1 else None
        if not isinstance(function, FunctionValue) or function.summary.is_async:
            return ""
        if function.summary.module is not model.module:
            return ""
        annotation = getattr(function.summary.scope.node, "returns", None)
    if annotation is None or not _can_be_named(annotation, model):
        return ""
    return model.source.code_of(annotation)


def _class_of(value: ast.expr, model: SemanticModel) -> str:
    """The name that the module has for the one class that *value* is an instance of."""
    options = options_of(model.value_of(value))
    only = options[0] if len(options) == 1 else None
    if not isinstance(only, Instance) or only.args:
        return ""
    name = only.qualified_name.rpartition(".")[2]
    return name if _is_class(name, only, model) and name in model.analysis(_top_names) else ""


def _is_class(name: str, instance: Instance, model: SemanticModel) -> bool:
    """Whether an import or ``class`` of the module binds *name* to the class of *instance*."""
    for stmt in model.source.tree.body:
        if isinstance(stmt, ast.ClassDef) and stmt.name == name:
            return instance.summary.module is model.module
        if isinstance(stmt, ast.ImportFrom) and not stmt.level:
            if any((alias.name, alias.asname) == (name, None) for alias in stmt.names):
                found = model.types.resolve(f"{stmt.module}.{name}")
                return isinstance(found, ClassValue) and found.summary is instance.summary
    return False


def _can_be_named(annotation: ast.expr, model: SemanticModel) -> bool:
    """Whether what *annotation* names is there for every function of the module when it runs."""
    nodes = list(ast.walk(annotation))
    if any(isinstance(node, ast.Constant) and isinstance(node.value, str) for node in nodes):
        return False  # A text may name anything.
    names = {node.id for node in nodes if isinstance(node, ast.Name)}
    bound = model.terms.table(model.terms.root).by_name.keys()
    plain = {name for name in names if hasattr(builtins, name) and name not in bound}
    return names - plain <= model.analysis(_top_names) - {"Self"}


def _any(model: SemanticModel) -> str:
    return _ANY if _ANY in model.analysis(_top_names) else ""


def _top_names(model: SemanticModel) -> frozenset[str]:
    """What the imports and classes of the module's own level bind, whatever holds."""
    found: set[str] = set()
    for stmt in model.source.tree.body:
        if isinstance(stmt, ast.ClassDef):
            found.add(stmt.name)
        elif isinstance(stmt, (ast.Import, ast.ImportFrom)):
            names = (alias.asname or alias.name.partition(".")[0] for alias in stmt.names)
            found.update(names)
    table = model.terms.table(model.terms.root).by_name
    return frozenset(name for name in found if len(table.get(name, ())) == 1)
