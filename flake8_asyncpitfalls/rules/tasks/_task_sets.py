"""The set that a class or module keeps its tasks in already: new ones go there, too.

``self._tasks`` that is made in ``__init__`` and gets tasks of other methods, or ``_tasks`` of the module
that gets those of its functions. Who cancels what is in it
ends the new task as well, as people want it; where the class asks for more than that, waits for all of
them or counts them, the task would change what it does. Nor may the task itself be what ends the others.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.edit import KEPT_TASKS
from flake8_asyncpitfalls.rules.tasks._new_tasks import is_new_task
from flake8_asyncpitfalls.semantics.source.node_fields import walked
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_PLAIN_USES = frozenset({"add", "append", "discard", "remove"})


def task_set(call: ast.AST, model: SemanticModel) -> str:
    """The code of the set for the task that *call* makes: its class's, its module's, or a new one."""
    return _of_class(call, model) or _of_module(call, model) or KEPT_TASKS


def new_container(container: str) -> str:
    """*container*, a set that task_set gives, if the module may not have it yet; else ''."""
    return container if container == KEPT_TASKS else ""


def owner_of(call: ast.AST, model: SemanticModel) -> ast.ClassDef | None:
    """The class whose ``self`` the method has that *call* stands in, itself or in a function inside."""
    method = model.scope_of(call).node
    while not isinstance(method, ast.Module):
        if isinstance(owner := model.parent(method), (ast.ClassDef, ast.Module)):
            break
        if _has_own_self(method):
            return None
        method = model.scope_of(method).node
    if not isinstance(method, _FUNCTIONS) or not isinstance(owner, ast.ClassDef):
        return None
    if method.decorator_list or not method.args.args or method.args.args[0].arg != "self":
        return None
    return owner


def may_reach(
    call: ast.AST, name: str, owners: Iterable[ast.ClassDef], model: SemanticModel
) -> bool:
    """Whether the task of *call* may go through the set ``self.name`` itself, by methods of *owners*."""
    return model.analysis(_Sets).reaches(call, name, *owners)


def is_plain_set(name: str, owner: ast.ClassDef | None, model: SemanticModel) -> bool:
    """Whether the set *name* of the objects of *owner*, or of the module, is at most cancelled whole.

    A list is as good where a function alone fills it, and takes out again what is done.
    """
    if owner is not None:
        return _are_plain(_uses_in_methods(name, owner), model)
    uses = _uses_in_module(name, model)
    made = {
        known for stmt in model.source.tree.body for known in (_empty_set(stmt), _empty_list(stmt))
    }
    return name in made and _are_plain(uses, model)


def _of_class(call: ast.AST, model: SemanticModel) -> str:
    """The set of the object whose method *call* stands in, itself or in a function inside; '' for none."""
    owner = owner_of(call, model)
    if owner is None:
        return ""
    sets = model.analysis(_Sets)
    found = [name for name in sets.of(owner) if not sets.reaches(call, name, owner)]
    return f"self.{found[0]}" if len(found) == 1 else ""


def _has_own_self(function: ast.AST) -> bool:
    arguments = getattr(function, "args", None)
    return arguments is None or any(
        isinstance(part, ast.arg) and part.arg == "self" for part in ast.walk(arguments)
    )


def _of_module(call: ast.AST, model: SemanticModel) -> str:
    """The variable of the module that holds tasks of its functions, and is there at *call*; '' for none."""
    names = model.analysis(_ModuleSets).names()
    found = [name for name in names if not is_hidden(name, call, model)]
    return found[0] if len(found) == 1 else ""


def task_list(call: ast.AST, model: SemanticModel) -> str:
    """The list of the module that holds its tasks until they are done, and is seen at *call*; '' for none."""
    names = model.analysis(_ModuleLists).names
    found = [name for name in names if not is_hidden(name, call, model)]
    return found[0] if len(found) == 1 else ""


class _ModuleLists:
    """The lists of tasks of a module: empty at first, cancelled together at most; done ones are removed."""

    def __init__(self, model: SemanticModel) -> None:
        made = [name for stmt in model.source.tree.body if (name := _empty_list(stmt))]
        uses = {name: _uses_in_module(name, model) for name in made if made.count(name) == 1}
        self.names = [
            name
            for name, found in uses.items()
            if _get_tasks(found, model)
            and _are_plain(found, model)
            and any(getattr(model.parent(use), "attr", "") == "remove" for use in found)
        ]


def is_hidden(name: str, node: ast.AST, model: SemanticModel) -> bool:
    """Whether a scope around *node*, inside of the module, has a variable *name* of its own."""
    scope = model.scope_of(node)
    while scope.parent is not None:
        if name in model.terms.table(scope).by_name:
            return True
        scope = scope.parent
    return False


class _ModuleSets:
    """The sets of tasks of a module."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._names: list[str] | None = None

    def names(self) -> list[str]:
        """The variables that are empty sets at first, get tasks, and are at most cancelled together."""
        if self._names is None:
            body = self._model.source.tree.body
            made = [name for stmt in body if (name := _empty_set(stmt))]
            uses = {
                name: _uses_in_module(name, self._model) for name in made if made.count(name) == 1
            }
            self._names = [
                name
                for name, found in uses.items()
                if _get_tasks(found, self._model) and _are_plain(found, self._model)
            ]
        return self._names


def _uses_in_module(name: str, model: SemanticModel) -> list[ast.expr]:
    return [
        node
        for node in walked(model.source.tree)
        if isinstance(node, ast.Name) and node.id == name and not is_hidden(name, node, model)
    ]


def _empty_set(stmt: ast.stmt) -> str:
    """The variable that *stmt* makes an empty set."""
    match stmt:
        case (
            ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(func=ast.Name("set"), args=[]))
            | ast.AnnAssign(target=ast.Name(name), value=ast.Call(func=ast.Name("set"), args=[]))
        ):
            return name
    return ""


def _empty_list(stmt: ast.stmt) -> str:
    """The variable that *stmt* makes an empty list."""
    match stmt:
        case (
            ast.Assign(targets=[ast.Name(id=name)], value=ast.List(elts=[]))
            | ast.AnnAssign(target=ast.Name(name), value=ast.List(elts=[]))
        ):
            return name
    return ""


def _get_tasks(uses: Iterable[ast.expr], model: SemanticModel) -> bool:
    """Whether a function adds a variable to the set of *uses* that is bound to a new task."""
    for use in uses:
        match model.parent(use), model.parent(model.parent(use)):
            case (
                ast.Attribute(attr="add" | "append"),
                ast.Call(args=[ast.Name() as task]),
            ):
                bindings = model.terms.bindings_read(task, model.scope_of(task))
                if bindings and all(
                    isinstance(one.value, ast.Call) and is_new_task(one.value, model)
                    for one in bindings
                ):
                    return True
    return False


def _are_plain(uses: Iterable[ast.expr], model: SemanticModel) -> bool:
    """Whether no more is done in *uses* of a set than to add and drop tasks, or to cancel all."""
    for use in uses:
        around = model.parent(use)
        if isinstance(around, ast.Attribute) and around.attr in _PLAIN_USES:
            continue
        if isinstance(getattr(use, "ctx", None), ast.Store):
            continue
        function = model.scope_of(use).node
        is_end = any(isinstance(n, ast.Attribute) and n.attr == "cancel" for n in walked(function))
        is_counted = isinstance(around, ast.Call) and unparsed(around.func) == "len"
        if isinstance(function, ast.Module) or not is_end or is_counted:
            return False
    return True


class _Sets:
    """The sets of tasks of each class."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._known: dict[ast.ClassDef, list[str]] = {}
        self._reading: dict[ast.ClassDef, dict[str, set[str]]] = {}

    def of(self, owner: ast.ClassDef) -> list[str]:
        """The attributes that are sets of tasks, which are cancelled together at most."""
        if owner not in self._known:
            names = dict.fromkeys(_made_sets(owner))
            self._known[owner] = [
                name
                for name in names
                if _get_tasks(_uses(name, owner), self._model)
                and _are_plain(_uses_in_methods(name, owner), self._model)
            ]
        return self._known[owner]

    def reaches(self, call: ast.AST, name: str, *owners: ast.ClassDef) -> bool:
        """Whether the task of *call* may go through the set *name* itself, by methods of its object."""
        for owner in owners:
            if owner not in self._reading:
                self._reading[owner] = {m.name: set(_called([m])) for m in _methods(owner)}
        waiting = list(_called([call]))
        seen: set[str] = set()
        while waiting:
            method = waiting.pop()
            if method == name:
                return True
            if method not in seen:
                seen.add(method)
                for owner in owners:
                    waiting += self._reading[owner].get(method, ())
        return False


def _made_sets(owner: ast.ClassDef) -> Iterator[str]:
    """The attributes that ``__init__`` makes empty sets, or a field of the class for each object."""
    for field in owner.body:
        match field:
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.Call(keywords=keywords)):
                if any(_makes_sets(keyword) for keyword in keywords):
                    yield name
    for method in _methods(owner):
        for stmt in walked(method) if method.name == "__init__" else ():
            match stmt:
                case (
                    ast.Assign(
                        targets=[ast.Attribute(value=ast.Name(id="self"), attr=name)],
                        value=ast.Call(func=ast.Name(id="set"), args=[]),
                    )
                    | ast.AnnAssign(
                        target=ast.Attribute(value=ast.Name(id="self"), attr=name),
                        value=ast.Call(func=ast.Name(id="set"), args=[]),
                    )
                ):
                    yield name


def _makes_sets(keyword: ast.keyword) -> bool:
    """``default_factory=set`` of dataclasses and pydantic, ``factory=set`` of attrs."""
    is_factory = keyword.arg in ("default_factory", "factory")
    return is_factory and isinstance(keyword.value, ast.Name) and keyword.value.id == "set"


def _called(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """The names of the attributes of ``self`` in *nodes*."""
    for node in (part for one in nodes for part in walked(one)):
        if isinstance(node, ast.Attribute) and _is_of_self(node):
            yield node.attr


def _uses(name: str, node: ast.AST) -> Iterator[ast.Attribute]:
    return (
        part
        for part in walked(node)
        if isinstance(part, ast.Attribute) and part.attr == name and _is_of_self(part)
    )


def _uses_in_methods(name: str, owner: ast.ClassDef) -> Iterator[ast.Attribute]:
    return (use for method in _methods(owner) for use in _uses(name, method))


def _is_of_self(node: ast.Attribute) -> bool:
    return isinstance(node.value, ast.Name) and node.value.id == "self"


def _methods(owner: ast.ClassDef) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (stmt for stmt in owner.body if isinstance(stmt, _FUNCTIONS))
