"""What keeps a task: the function of the project that does, a new one for many tasks, or three lines.

A function is known by what it does: it adds its parameter, a task, to a set until it is done
(``keep(task)``), or the task that it makes of its parameter (``spawn(coroutine)``).
"""

from __future__ import annotations

import ast
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from flake8_asyncpitfalls.edit import KEPT_TASKS, KeepTask, ReplaceExpression
from flake8_asyncpitfalls.errors import SourceError
from flake8_asyncpitfalls.finding import Applicability, Fix
from flake8_asyncpitfalls.rules.tasks._dropped_tasks import dropped_makings
from flake8_asyncpitfalls.rules.tasks._new_tasks import is_new_task
from flake8_asyncpitfalls.rules.tasks._own_runners import OWN_SET, making_of_set
from flake8_asyncpitfalls.rules.tasks._task_helpers import makings_in_helper
from flake8_asyncpitfalls.rules.tasks._task_sets import (
    is_hidden,
    is_plain_set,
    may_reach,
    owner_of,
    task_list,
    task_set,
)
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue
from flake8_asyncpitfalls.semantics.source.new_names import names_in, new_name
from flake8_asyncpitfalls.semantics.source.node_fields import walked
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.edit import Edit, InsertLines
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_MANY = 4
"""So many tasks of a module get a function instead of two lines each."""
_NAMES = ("_keep_task", "_hold_task", "_keep_background_task")
_OF_ASYNCIO = ("asyncio.create_task", "asyncio.ensure_future")


class _Keeper(NamedTuple):
    """A function called *name*, that keeps a task in *container*, or one that it makes by *maker*."""

    name: str
    container: str
    maker: str = ""
    is_plain_maker: bool = False
    parameters: frozenset[str] = frozenset()
    owners: tuple[ast.ClassDef, ...] = ()


def keeping_fix(call: ast.Call, model: SemanticModel) -> Fix:
    """The task of *call* is kept: where it is made, if that is in a function of this file."""
    makings = makings_in_helper(call, model) or [call]
    edits: list[Edit] = []
    group = ""
    for made in makings:
        making = _own_set(made, model)
        if making is not None:
            edits += [making, KeepTask(Span.of(made), OWN_SET)]
            group = f"the tasks of line {making.span.line}"
            continue
        edits.append(_keeping(made, model))
    told = "keep the task in a set until it is done"
    return Fix(Applicability.UNSAFE, told, tuple(edits), group=group)


def helper_for(container: str, model: SemanticModel) -> str:
    """The name of a new function that keeps the tasks of this file in *container*, if they are many."""
    return model.analysis(_Clusters).helper(container)


def keeping_lines(task: str, container: str, helper: str) -> list[str]:
    """The statements that keep the task in the variable *task*."""
    if helper:
        return [f"{helper}({task})"]
    return [f"{container}.add({task})", f"{task}.add_done_callback({container}.discard)"]


def _own_set(made: ast.Call, model: SemanticModel) -> InsertLines | None:
    """What makes a new set of the object for the task of *made*; None where another keeps it."""
    if any(_keepers_at(made, model)) or task_set(made, model) != KEPT_TASKS:
        return None
    return making_of_set(made, model)


def _keeping(made: ast.Call, model: SemanticModel) -> Edit:
    keeper = next(_keepers_at(made, model), None)
    if keeper is not None and keeper.maker:
        return ReplaceExpression(Span.of(made.func), keeper.name)
    is_annotated = model.runs_on_python(3, 9)
    if keeper is not None:
        return KeepTask(Span.of(made), keeper.container, is_annotated, keeper.name)
    container = task_set(made, model)
    if container == KEPT_TASKS and (kept := task_list(made, model)):
        return KeepTask(Span.of(made), kept, is_list=True)
    return KeepTask(Span.of(made), container, is_annotated, helper_for(container, model))


class _Clusters:
    """How many tasks of a file the same set is to keep."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._counts: Counter[str] | None = None
        self._name = ""

    def helper(self, container: str) -> str:
        """What ``helper_for`` gives."""
        model = self._model
        if "." in container:
            return ""
        if self._counts is None:
            makings = (
                made
                for call in dropped_makings(model)
                for made in makings_in_helper(call, model) or [call]
            )
            own = (
                one
                for one in dict.fromkeys(makings)
                if not any(_keepers_at(one, model))
                and _own_set(one, model) is None
                and not task_list(one, model)
            )
            self._counts = Counter(task_set(made, model) for made in own)
        if self._counts[container] < _MANY:
            return ""
        self._name = self._name or new_name(names_in(model.source.tree), *_NAMES)
        return self._name


def _keepers_at(made: ast.Call, model: SemanticModel) -> Iterator[_Keeper]:
    """The functions that *made* can be left to, the nearest first."""
    around = model.scope_of(made).node
    keepers = model.analysis(_Keepers)
    owner = owner_of(made, model)
    found = keepers.of_class(owner) if owner is not None else []
    for keeper in (*found, *keepers.of_module()):
        if getattr(around, "name", "") == keeper.name.rpartition(".")[2]:
            continue
        if "." in keeper.name:
            if may_reach(made, keeper.container.partition(".")[2], keeper.owners, model):
                continue
        elif is_hidden(keeper.name, made, model):
            continue
        if not keeper.maker or _can_make(keeper, made, model):
            yield keeper


def _can_make(keeper: _Keeper, made: ast.Call, model: SemanticModel) -> bool:
    """Whether *keeper* makes the task of *made* as that does."""
    keywords = {keyword.arg for keyword in made.keywords}
    is_statement = isinstance(model.parent(made), ast.Expr)
    if not is_statement or len(made.args) != 1 or keywords - (keeper.parameters & {"name"}):
        return False
    if unparsed(made.func) == keeper.maker:
        return True
    is_here = model.refers_to(made.func, *_OF_ASYNCIO) or model.runs_on_loop(made)
    return keeper.is_plain_maker and (is_here or _is_of_running_loop(made.func, model))


def _is_of_running_loop(maker: ast.expr, model: SemanticModel) -> bool:
    """Whether *maker* is a method of the loop that runs here, which the function has asked for."""
    match maker:
        case ast.Attribute(value=ast.Name() as loop):
            bindings = model.terms.bindings_read(loop, model.scope_of(loop))
            made = [one.value for one in bindings or ()]
        case ast.Attribute(value=asked):
            made = [asked]
        case _:
            return False
    return bool(made) and all(
        isinstance(one, ast.Call) and model.refers_to(one.func, "asyncio.get_running_loop")
        for one in made
    )


class _Keepers:
    """The functions that keep tasks and can be called in a file."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._of_classes: dict[ast.ClassDef, list[_Keeper]] = {}
        self._of_module: list[_Keeper] | None = None

    def of_class(self, owner: ast.ClassDef) -> list[_Keeper]:
        """Methods of *owner*, and of the classes of the project that it derives from."""
        if owner not in self._of_classes:
            self._of_classes[owner] = list(self._methods(owner))
        return self._of_classes[owner]

    def of_module(self) -> list[_Keeper]:
        """The functions of the module, and those that it imports by name."""
        if self._of_module is None:
            model = self._model
            own = (keeper_of(stmt, None, model) for stmt in model.source.tree.body)
            self._of_module = [one for one in (*own, *self._imported()) if one is not None]
        return self._of_module

    def _methods(self, owner: ast.ClassDef) -> Iterator[_Keeper]:
        model = self._model
        scope = next((one for one in model.scopes if one.node is owner), None)
        if scope is None:
            return
        for base in model.types.members.mro(model.module.class_(scope.identity)):
            if base is None or base.module.is_stub or base.module.is_foreign:
                continue
            try:
                where = model if base.module is model.module else model.beside(base.module)
            except SourceError:
                continue
            node = next((one.node for one in where.scopes if one.identity == base.identity), None)
            if not isinstance(node, ast.ClassDef):
                continue
            found = (keeper_of(stmt, node, where) for stmt in node.body)
            owners = (owner, node)
            yield from (one._replace(owners=owners) for one in found if one is not None)

    def _imported(self) -> Iterator[_Keeper]:
        model = self._model
        for stmt in model.source.tree.body:
            for alias in stmt.names if isinstance(stmt, ast.ImportFrom) else ():
                name = alias.asname or alias.name
                value = model.types.global_value(name, model.module)
                if not isinstance(value, FunctionValue) or value.summary.is_async:
                    continue
                module = value.summary.module
                if module.is_stub or module.is_foreign or b"add_done_callback" not in module.data:
                    continue
                node = value.summary.scope.node
                try:
                    found = keeper_of(node, None, model.beside(module))
                except SourceError:
                    continue
                if found is not None and found.maker:
                    yield found._replace(name=name)


def keeper_of(
    function: ast.AST, owner: ast.ClassDef | None, model: SemanticModel
) -> _Keeper | None:
    """What *function*, a method of *owner* or a function of the module, is as a keeper of tasks."""
    if not isinstance(function, ast.FunctionDef) or function.decorator_list:
        return None
    parameter = _only_required(function, owner)
    if not parameter:
        return None
    prefix = "" if owner is None else "self."
    for call in walked(function):
        match call:
            case ast.Call(
                func=ast.Attribute(value=kept, attr="add" | "append"), args=[ast.Name(id=task)]
            ):
                container = unparsed(kept)
            case _:
                continue
        is_right = container.startswith(prefix) and container[len(prefix) :].isidentifier()
        if not is_right or not _leaves(task, function):
            continue
        if not is_plain_set(container[len(prefix) :], owner, model):
            continue
        if task == parameter:
            return _Keeper(prefix + function.name, container)
        maker = _maker(task, parameter, function, model)
        if maker is not None:
            given = (*function.args.args, *function.args.kwonlyargs)
            names = frozenset(part.arg for part in given)
            is_plain = model.refers_to(maker, *_OF_ASYNCIO)
            return _Keeper(prefix + function.name, container, unparsed(maker), is_plain, names)
    return None


def _only_required(function: ast.FunctionDef, owner: ast.ClassDef | None) -> str:
    """The one parameter that *function* must be given, besides its object; '' where there are others."""
    given = function.args
    names = [part.arg for part in (*given.posonlyargs, *given.args)]
    if owner is not None and names[:1] != ["self"]:
        return ""
    required = names[owner is not None : len(names) - len(given.defaults)]
    if len(required) != 1 or None in given.kw_defaults:
        return ""
    return required[0]


def _leaves(task: str, function: ast.FunctionDef) -> bool:
    """Whether *function* adds a callback to the variable *task*."""
    return any(
        isinstance(node, ast.Attribute)
        and node.attr == "add_done_callback"
        and isinstance(node.value, ast.Name)
        and node.value.id == task
        for node in walked(function)
    )


def _maker(
    task: str, parameter: str, function: ast.FunctionDef, model: SemanticModel
) -> ast.expr | None:
    """What makes the variable *task* of the coroutine *parameter* in *function*; None where it is not one."""
    for stmt in walked(function):
        match stmt:
            case (
                ast.Assign(targets=[ast.Name(id=name)], value=ast.Call() as made)
                | ast.AnnAssign(target=ast.Name(id=name), value=ast.Call() as made)
            ) if name == task and made.args:
                is_of_it = isinstance(made.args[0], ast.Name) and made.args[0].id == parameter
                return made.func if is_of_it and _makes_task(made, model) else None
    return None


def _makes_task(made: ast.Call, model: SemanticModel) -> bool:
    return model.refers_to(made.func, *_OF_ASYNCIO) or is_new_task(made, model)
