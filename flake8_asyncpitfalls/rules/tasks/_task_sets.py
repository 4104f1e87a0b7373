"""The set that a class or module keeps its tasks in already: new ones go there, too.

``self._tasks`` that is made in ``__init__`` and gets tasks of other methods. Who cancels what is in it
ends the new task as well, as people want it; where the class asks for more than that, waits for all of
them or counts them, the task would change what it does. Nor may the task itself be what ends the others.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.edit import KEPT_TASKS, KeepTask
from flake8_asyncpitfalls.finding import Applicability, Fix
from flake8_asyncpitfalls.rules.tasks._new_tasks import is_new_task
from flake8_asyncpitfalls.rules.tasks._task_helpers import makings_in_helper
from flake8_asyncpitfalls.semantics.source.node_fields import walked
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_PLAIN_USES = frozenset({"add", "discard", "remove"})


def keeping_fix(call: ast.Call, model: SemanticModel) -> Fix:
    """The task of *call* is kept in a set: where it is made, if that is in a function of this file."""
    edits = tuple(
        KeepTask(Span.of(made), own_task_set(made, model) or KEPT_TASKS, model.runs_on_python(3, 9))
        for made in makings_in_helper(call, model) or [call]
    )
    return Fix(Applicability.UNSAFE, "keep the task in a set until it is done", edits)


def own_task_set(call: ast.Call, model: SemanticModel) -> str:
    """The code of the set that holds tasks like that of *call*, which makes one; '' for none."""
    method = model.scope_of(call).node
    owner = model.parent(method)
    if not isinstance(method, _FUNCTIONS) or not isinstance(owner, ast.ClassDef):
        return ""
    if method.decorator_list or not method.args.args or method.args.args[0].arg != "self":
        return ""
    sets = model.analysis(_Sets)
    found = [name for name in sets.of(owner) if not sets.reaches(call, name, owner)]
    return f"self.{found[0]}" if len(found) == 1 else ""


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
                if self._gets_tasks(name, owner) and self._is_plain(name, owner)
            ]
        return self._known[owner]

    def reaches(self, call: ast.Call, name: str, owner: ast.ClassDef) -> bool:
        """Whether the task of *call* may go through the set *name* itself, by methods of its object."""
        if owner not in self._reading:
            self._reading[owner] = {m.name: set(_called([m])) for m in _methods(owner)}
        reading = self._reading[owner]
        waiting = list(_called(call.args))
        seen: set[str] = set()
        while waiting:
            method = waiting.pop()
            if method == name:
                return True
            if method not in seen:
                seen.add(method)
                waiting += reading.get(method, ())
        return False

    def _gets_tasks(self, name: str, owner: ast.ClassDef) -> bool:
        """Whether a method adds a variable to it that is bound to a new task."""
        model = self._model
        for use in _uses(name, owner):
            match model.parent(use), model.parent(model.parent(use)):
                case (
                    ast.Attribute(attr="add"),
                    ast.Call(args=[ast.Name() as task]),
                ):
                    bindings = model.terms.bindings_read(task, model.scope_of(task))
                    if bindings and all(
                        isinstance(one.value, ast.Call) and is_new_task(one.value, model)
                        for one in bindings
                    ):
                        return True
        return False

    def _is_plain(self, name: str, owner: ast.ClassDef) -> bool:
        """Whether nothing else is done with it than to add and drop tasks, or to cancel all."""
        for method in _methods(owner):
            is_end = any(
                isinstance(n, ast.Attribute) and n.attr == "cancel" for n in walked(method)
            )
            for use in _uses(name, method):
                around = self._model.parent(use)
                is_plain = isinstance(around, ast.Attribute) and around.attr in _PLAIN_USES
                is_counted = isinstance(around, ast.Call) and ast.unparse(around.func) == "len"
                is_made = isinstance(use.ctx, ast.Store)
                if not (is_plain or is_made or (is_end and not is_counted)):
                    return False
        return True


def _made_sets(owner: ast.ClassDef) -> Iterator[str]:
    """The attributes that ``__init__`` makes empty sets."""
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


def _is_of_self(node: ast.Attribute) -> bool:
    return isinstance(node.value, ast.Name) and node.value.id == "self"


def _methods(owner: ast.ClassDef) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (stmt for stmt in owner.body if isinstance(stmt, _FUNCTIONS))
