"""Calls whose work is done by whoever goes over what they give: ``path.rglob("*")``, ``os.walk``.

The thread makes the list: ``for path in await asyncio.to_thread(list, folder.rglob("*")):``. A builtin
that goes over it at once is what runs there: ``await asyncio.to_thread(sorted, folder.rglob("*"))``.

What scans at the call, as ``iterdir`` does in newer Pythons, is called there too, by a ``lambda``.
A comprehension that asks the disk about each of what is found goes there as a whole, and so does a loop
if it can: to list is then the smaller half of the work.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.await_places import can_await
from flake8_asyncpitfalls.analyses.conversion.thread_fitness import is_fit_for_thread
from flake8_asyncpitfalls.analyses.log_calls import is_told_to_log
from flake8_asyncpitfalls.analyses.thread_affinity import is_under_lock
from flake8_asyncpitfalls.edit import (
    AddAwait,
    Edit,
    InsertArgument,
    OffloadExpression,
    WrapExpression,
)
from flake8_asyncpitfalls.finding import Applicability, Fix
from flake8_asyncpitfalls.rules.blocking._advice import offload_at, runner_here, told
from flake8_asyncpitfalls.semantics.inference.values import Unknown, name_of, options_of
from flake8_asyncpitfalls.semantics.source.control_flow import suspensions, walk_code
from flake8_asyncpitfalls.semantics.source.node_fields import (
    arguments_of,
    first_name,
    variables_in,
)
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_TAKING = frozenset({
    "all", "any", "dict", "frozenset", "len", "list", "max", "min", "set", "sorted", "sum", "tuple",
})  # fmt: skip
"""Builtins that go over their argument before they return."""
_ASKING = "metadata"
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_FORBIDDEN = (ast.NamedExpr, ast.Yield, ast.YieldFrom)
_PASSING_ON = frozenset({"enumerate", "filter", "map", "zip"})
_OF_CONTAINERS = frozenset(name for kind in (list, set, dict, str, bytes) for name in dir(kind))
"""What an object that nothing is known of most likely only keeps."""
_MADE = "()."
"""In the name of a method of what an unknown library gives."""


def walk_fix(call: ast.Call, model: SemanticModel) -> Fix | None:
    """What goes over the result of *call* does that in a thread; None where nothing certainly does."""
    runner = runner_here(model, call)
    if not runner or is_under_lock(model, call):
        return None
    asking = _asking_comprehension(call, model)
    if asking is not None:
        return whole_fix(asking, runner, model)
    parent, is_eager = model.parent(call), _scans_at_once(call, model)
    if isinstance(parent, ast.Call) and _builtin(parent, model) in _TAKING:
        if parent.args[:1] != [call] or not can_await(model, parent):
            return None
        if is_eager:
            return whole_fix(parent, runner, model)
        words = f"use 'await {told(runner)}({_builtin(parent, model)}, ...)'"
        edit = offload_at(parent, model)
        return _fix(parent, words, edit) if edit is not None else None
    if (
        not _is_gone_over(call, model)
        or not can_await(model, call)
        or _means_other_list(model, call)
    ):
        return None
    span = Span.of(call)
    if is_eager:
        words = f"use 'await {told(runner)}(lambda: list(...))'"
        return _fix(call, words, OffloadExpression(span, runner, "builtins.list"))
    words = f"use 'await {told(runner)}(list, ...)'"
    return _fix(call, words, WrapExpression(span, runner), InsertArgument(span, 0, "list"))


def _fix(node: ast.expr, words: str, *edits: Edit) -> Fix:
    return Fix(Applicability.UNSAFE, words, (*edits, AddAwait(Span.of(node))))


def whole_fix(whole: ast.expr, runner: str, model: SemanticModel) -> Fix | None:
    """*whole* in a thread, if all that it does may be done there."""
    if not can_await(model, whole) or any(suspensions([whole])):
        return None
    if any(isinstance(node, _FORBIDDEN) for node in ast.walk(whole)):
        return None
    if not is_fit_for_thread(model, [whole], None):
        return None
    words = f"use 'await {told(runner)}(lambda: ...)'"
    return _fix(whole, words, OffloadExpression(Span.of(whole), runner))


def _scans_at_once(call: ast.Call, model: SemanticModel) -> bool:
    """Whether *call* itself scans, and not who goes over what it gives, in the Python that runs it."""
    marker = model.marker(call.func, "blocks")
    return marker is not None and bool(marker.keywords.get("eager"))


def _asking_comprehension(call: ast.Call, model: SemanticModel) -> ast.expr | None:
    """The comprehension, or the builtin that is given it, that asks the disk about what *call* finds."""
    child: ast.AST = call
    parent = model.parent(child)
    while isinstance(parent, ast.Call) and _builtin(parent, model) in _PASSING_ON:
        child, parent = parent, model.parent(parent)
    if not isinstance(parent, ast.comprehension) or parent.iter is not child:
        return None
    whole = model.parent(parent)
    if not isinstance(whole, _COMPREHENSIONS) or whole.generators[0] is not parent:
        return None
    if not any(_asks_disk(node, model) for node in ast.walk(whole) if node is not call):
        return None
    taking = model.parent(whole) if isinstance(whole, ast.GeneratorExp) else None
    if isinstance(taking, ast.Call) and taking.args[:1] == [whole]:
        return taking if _builtin(taking, model) in _TAKING else whole
    return whole


def _asks_disk(node: ast.AST, model: SemanticModel) -> bool:
    return isinstance(node, ast.Call) and _ASKING in model.effects_at(node)


def _builtin(call: ast.Call, model: SemanticModel) -> str:
    return model.name_of(call.func).removeprefix("builtins.")


def _is_gone_over(call: ast.Call, model: SemanticModel) -> bool:
    """Whether a loop goes over what *call* gives, and does not tell it where to go on."""
    child: ast.AST = call
    parent = model.parent(child)
    while isinstance(parent, ast.Call) and _builtin(parent, model) in _PASSING_ON:
        child, parent = parent, model.parent(parent)
    if isinstance(parent, ast.comprehension):
        return parent.iter is child
    if isinstance(parent, ast.Assign):
        return _is_variable_gone_over(parent, model)
    if not isinstance(parent, ast.For) or parent.iter is not child:
        return False
    if _may_stop(parent):
        return False
    return not _is_pruned(parent, model) and not _works_on_each(parent, model)


def _may_stop(loop: ast.For) -> bool:
    """Whether *loop* may end before all is found: a list would be of all that there is, however much."""
    return any(isinstance(node, (ast.Break, ast.Return)) for node in walk_code(loop.body))


def _works_on_each(loop: ast.For, model: SemanticModel) -> bool:
    """Whether *loop* asks the disk about each of what it goes over, or works on it: that stays on the loop.

    What a call does that nothing is known of, and that is given each one, may take longer than to find it.
    """
    names = variables_in(loop.target)
    for node in walk_code(loop.body):
        # ``full = folder / name`` is about it as well.
        if isinstance(node, ast.Assign) and names & variables_in(node.value):
            names |= {name for target in node.targets for name in variables_in(target)}
        elif isinstance(node, ast.For) and names & variables_in(node.iter):
            names |= variables_in(node.target)
    calls = (node for node in walk_code(loop.body) if isinstance(node, ast.Call))
    return any(
        (first_name(call.func) in names and _asks_disk(call, model))
        or (_is_given(call, names) and (model.effects_at(call) or _is_unknown_work(call, model)))
        for call in calls
    )


def _is_given(call: ast.Call, names: AbstractSet[str]) -> bool:
    """Whether an argument of *call* is made of one of *names*."""
    return any(names & variables_in(argument) for argument in arguments_of(call))


def _is_unknown_work(call: ast.Call, model: SemanticModel) -> bool:
    """Whether *call* calls a method that nothing is known of, of an object that seems no container or log."""
    is_method = isinstance(call.func, ast.Attribute) and call.func.attr not in _OF_CONTAINERS
    if not is_method or is_told_to_log(model, call):
        return False
    options = options_of(model.value_of(call.func))
    return any(isinstance(one, Unknown) or _MADE in name_of(one) for one in options)


def _is_variable_gone_over(stmt: ast.Assign, model: SemanticModel) -> bool:
    """Whether *stmt* binds a variable that is only gone over, by loops and builtins."""
    match stmt.targets:
        case [ast.Name(id=name)]:
            scope = model.scope_of(stmt)
        case _:
            return False
    bound = model.terms.table(scope).by_name.get(name, ())
    reads = model.uses.reads(name, scope)
    if len(bound) != 1 or not reads or not model.uses.is_private(name, scope):
        return False
    users = [(read, model.parent(read)) for read in reads]
    return all(
        getattr(user, "iter", None) is read
        or (isinstance(user, ast.Call) and _builtin(user, model) in _TAKING)
        for read, user in users
    )


def _is_pruned(loop: ast.For, model: SemanticModel) -> bool:
    """Whether the body uses the folders that ``os.walk`` is about to enter otherwise than to go over them."""
    match loop.target:
        case ast.Tuple(elts=[_, ast.Name(id=folders), _]):
            pass
        case _:
            return False
    return any(
        isinstance(node, ast.Name)
        and node.id == folders
        and not (
            isinstance(over := model.parent(node), (ast.For, ast.comprehension))
            and over.iter is node
        )
        for stmt in loop.body
        for node in ast.walk(stmt)
    )


def _means_other_list(model: SemanticModel, node: ast.AST) -> bool:
    """Whether ``list`` is something else at *node*."""
    scope: Scope | None = model.scope_of(node)
    while scope is not None:
        if scope.kind != "class" and "list" in model.terms.table(scope).by_name:
            return True
        scope = scope.parent
    return False
