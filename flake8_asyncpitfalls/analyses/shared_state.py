"""State that several tasks can reach: attributes of objects, variables of modules, their items.

Whether two tasks can be in a function at once is read from how its module uses it. A function that
the module never mentions, or that is a method of a public class, may be called by anybody. One that
is only run by ``asyncio.run``, started once as a task, or awaited by such functions, is in one task.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.inference.values import (
    FunctionValue,
    Instance,
    NamedInstance,
    options_of,
)
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.inference.values import Value
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_LOOPS = (ast.For, ast.AsyncFor, ast.While, ast.ListComp, ast.SetComp, ast.GeneratorExp,
          ast.DictComp)  # fmt: skip
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_MOST_CALLERS = 8
"""Functions around the one in question that are asked whether they hold a lock."""
BEGINNINGS = ("__init__", "__new__", "__post_init__", "__aenter__", "__enter__", "__await__",
              "__anext__", "__aiter__", "__aexit__", "main")  # fmt: skip
"""Functions that run before, or apart from, all others on their object."""
_MAKING = ("__init__", "__new__", "__post_init__")


def is_shared(target: ast.expr, model: SemanticModel) -> bool:
    """Whether *target* is certainly an attribute of the method's object, or a module's variable.

    Items of such a container count as well.
    """
    if isinstance(target, ast.Subscript):
        return is_shared(target.value, model)
    scope = model.scope_of(target)
    if isinstance(target, ast.Attribute):
        owner = target.value
        is_own = isinstance(owner, ast.Name) and owner.id in ("self", "cls")
        return is_own and scope.enclosing_class is not None
    if not isinstance(target, ast.Name):
        return False
    return model.uses.owner(target.id, scope) is model.terms.root


def is_in_several_tasks(scope: Scope, model: SemanticModel) -> bool:
    """Whether two tasks can certainly be in the function at once, as far as the module shows."""
    return scope.name not in BEGINNINGS and _is_in_several(scope, model, set())


def _is_in_several(scope: Scope, model: SemanticModel, seen: set[Scope]) -> bool:
    seen.add(scope)
    mentions = [one for one in mentions_of(scope, model) if not _is_of_another(one, scope, model)]
    is_nested = scope.parent is not None and scope.parent.is_function
    if not mentions:
        return not is_nested and scope.name not in BEGINNINGS
    started = 0
    for mention in mentions:
        caller = model.scope_of(mention)
        call = model.parent(mention)
        if _is_repeated(mention, model) and not _is_awaited(call, model):
            return True
        if isinstance(call, ast.Call) and call.func is mention and _is_awaited(call, model):
            if caller.is_function and caller not in seen and _is_in_several(caller, model, seen):
                return True
        elif caller is not scope and not _is_run(call, model):
            started += 1
    return started > 1


def may_be_in_several_tasks(scope: Scope, model: SemanticModel) -> bool:
    """Whether two tasks may be in the function at once: all but what the module shows in one alone.

    A method is named on its own object, or where it is certainly it: what others call so says nothing.
    One that anybody may call, or that is handed to others, may run any number of times.
    """
    return scope.name not in BEGINNINGS and _may_be_in_several(scope, model, set())


def _may_be_in_several(scope: Scope, model: SemanticModel, seen: set[Scope]) -> bool:
    seen.add(scope)
    mentions = [one for one in mentions_of(scope, model) if _is_of(one, scope, model)]
    if not mentions:
        is_nested = scope.parent is not None and scope.parent.is_function
        # A decorator may hand it to others: the route of an application that a function makes.
        is_offered = not is_nested or bool(getattr(scope.node, "decorator_list", ()))
        return is_offered and scope.name not in BEGINNINGS
    started = 0
    for mention in mentions:
        call, caller = model.parent(mention), model.scope_of(mention)
        if not isinstance(call, ast.Call) or call.func is not mention:
            return True
        if _is_awaited(call, model):
            if _is_for_all(scope):
                return True
            if caller.is_function and caller not in seen:
                if _may_be_in_several(caller, model, seen):
                    return True
        elif caller is not scope and not _is_run(call, model):
            started += 1
            if _is_repeated(mention, model):
                return True
    return started > 1


def _is_of_another(mention: ast.Name | ast.Attribute, scope: Scope, model: SemanticModel) -> bool:
    """Whether *mention* is certainly what another class calls like the function: ``{}.update``."""
    if all(_is_another(option, scope) for option in options_of(model.value_of(mention))):
        return True
    owners = options_of(model.value_of(mention.value)) if isinstance(mention, ast.Attribute) else ()
    return bool(owners) and all(_is_of_library(owner) for owner in owners)


def _is_another(value: Value, scope: Scope) -> bool:
    return isinstance(value, FunctionValue) and value.summary.scope is not scope


def _is_of_library(value: Value) -> bool:
    """Whether *value* is certainly an object of a library's class, or of a builtin one."""
    if isinstance(value, Instance):
        return value.summary.module.is_stub
    return isinstance(value, NamedInstance)


def _is_of(mention: ast.Name | ast.Attribute, scope: Scope, model: SemanticModel) -> bool:
    if _is_of_own(mention):
        return True
    options = options_of(model.value_of(mention))
    return any(isinstance(o, FunctionValue) and o.summary.scope is scope for o in options)


def _is_for_all(scope: Scope) -> bool:
    """Whether it is a method that its name, and that of its class, offer to everybody."""
    own = scope.enclosing_class
    if own is None or scope.parent is not own:
        return False
    return not scope.name.startswith("_") and not own.name.startswith("_")


def is_surely_alone(scope: Scope, model: SemanticModel) -> bool:
    """Whether the module runs the function once at a time: by ``asyncio.run``, or one after the other.

    What is handed to others, or that nobody calls here, may run any number of times.
    """
    return _is_alone(scope, model, set())


def _is_alone(scope: Scope, model: SemanticModel, seen: set[Scope]) -> bool:
    if not scope.is_function or scope.name in BEGINNINGS:
        return True
    seen.add(scope)
    mentions = list(mentions_of(scope, model)) if len(seen) <= _MOST_CALLERS else []
    return bool(mentions) and all(_is_in_turn(one, scope, model, seen) for one in mentions)


def _is_in_turn(mention: ast.expr, scope: Scope, model: SemanticModel, seen: set[Scope]) -> bool:
    """Whether the function *scope* is called where it is named, and its caller goes on afterwards."""
    call = model.parent(mention)
    if not isinstance(call, ast.Call) or call.func is not mention:
        return False
    if _is_run(call, model):
        return True
    is_awaited = not isinstance(scope.node, ast.AsyncFunctionDef) or _is_awaited(call, model)
    caller = model.scope_of(mention)
    return is_awaited and (caller in seen or _is_alone(caller, model, seen))


def is_of_beginning(scope: Scope, model: SemanticModel) -> bool:
    """Whether the module runs the function in the making of its object alone: before all others."""
    return _is_of_beginning(scope, model, set())


def _is_of_beginning(scope: Scope, model: SemanticModel, seen: set[Scope]) -> bool:
    if scope.name in _MAKING:
        return True
    seen.add(scope)
    mentions = list(mentions_of(scope, model)) if len(seen) <= _MOST_CALLERS else []
    return bool(mentions) and all(
        caller not in seen
        and _is_called(one, model)
        and _is_of_own(one)
        and _is_of_beginning(caller, model, seen)
        for one in mentions
        for caller in [model.scope_of(one)]
    )


def mentions_of(scope: Scope, model: SemanticModel) -> Iterator[ast.Name | ast.Attribute]:
    """Where the module names the function, other than in its definition."""
    if scope.enclosing_class is not None and scope.parent is scope.enclosing_class:
        for node in model.uses.attributes(scope.name):
            if isinstance(node.ctx, ast.Load):
                yield node
        return
    for inner in model.uses.scopes_spelling(scope.name):
        for name in inner.names(scope.name):
            if isinstance(name.ctx, ast.Load):
                yield name


def awaited_calls(scope: Scope, model: SemanticModel) -> Iterator[ast.Call]:
    """The calls in the module that await the function."""
    for name in mentions_of(scope, model):
        call = model.parent(name)
        if isinstance(call, ast.Call) and call.func is name and _is_awaited(call, model):
            yield call


def _is_awaited(call: ast.AST, model: SemanticModel) -> bool:
    return isinstance(call, ast.Call) and isinstance(model.parent(call), ast.Await)


def _is_run(call: ast.AST, model: SemanticModel) -> bool:
    outer = model.parent(call)
    return isinstance(outer, ast.Call) and (call in model.arguments_marked(outer, "runs_loop"))


def _is_repeated(node: ast.AST, model: SemanticModel) -> bool:
    """Whether *node* stands in a loop or comprehension of its function."""
    parent = model.parent(node)
    while not isinstance(parent, (*_FUNCTIONS, ast.Module)):
        if isinstance(parent, _LOOPS):
            return True
        parent = model.parent(parent)
    return False


def is_locked(node: ast.AST, model: SemanticModel) -> bool:
    """Whether a lock is, or may be, held at *node*: by its function, or by all that call it here."""
    return _is_locked_here(node, model) or _is_called_locked(model.scope_of(node), model, set())


def _is_locked_here(node: ast.AST, model: SemanticModel) -> bool:
    """Whether *node* stands in a ``with`` that is, or may be, a lock's, in its own function."""
    child, parent = node, model.parent(node)
    while not isinstance(parent, (*_FUNCTIONS, ast.Module)):
        if isinstance(parent, (ast.With, ast.AsyncWith)) and child in parent.body:
            if any(_may_be_lock(item.context_expr, model) for item in parent.items):
                return True
        child, parent = parent, model.parent(parent)
    return model.analysis(_Acquiring).does(model.scope_of(node))


class _Acquiring:
    """Which functions of a file call what is named ``acquire``, looked for once each."""

    def __init__(self, model: SemanticModel) -> None:
        self._known: dict[Scope, bool] = {}

    def does(self, scope: Scope) -> bool:
        """Whether *scope* does."""
        if scope not in self._known:
            self._known[scope] = any(
                isinstance(call.func, ast.Attribute) and call.func.attr == "acquire"
                for call in scope.of_type(ast.Call)
            )
        return self._known[scope]


def _is_called_locked(scope: Scope, model: SemanticModel, seen: set[Scope]) -> bool:
    """Whether the module calls the function, and only where a lock may be held."""
    seen.add(scope)
    is_near = scope.is_function and len(seen) <= _MOST_CALLERS
    if not is_near or isinstance(scope.node, ast.Lambda):
        return False
    mentions = list(mentions_of(scope, model))
    is_async = isinstance(scope.node, ast.AsyncFunctionDef)
    return bool(mentions) and all(
        (_is_awaited(model.parent(mention), model) if is_async else _is_called(mention, model))
        and _is_of_own(mention)
        and (
            _is_locked_here(mention, model)
            or (
                model.scope_of(mention) not in seen
                and _is_called_locked(model.scope_of(mention), model, seen)
            )
        )
        for mention in mentions
    )


def _is_called(mention: ast.expr, model: SemanticModel) -> bool:
    call = model.parent(mention)
    return isinstance(call, ast.Call) and call.func is mention


def _is_of_own(mention: ast.Name | ast.Attribute) -> bool:
    """Whether a method is named on ``self``; a function is by itself."""
    owner = mention.value if isinstance(mention, ast.Attribute) else None
    return owner is None or (isinstance(owner, ast.Name) and owner.id in ("self", "cls"))


def _may_be_lock(expr: ast.expr, model: SemanticModel) -> bool:
    """By its class, or, where nothing is known of it, by being an object and no call of another."""
    if model.has_class_marker(expr, "task_lock") or model.has_class_marker(expr, "lock"):
        return True
    words = unparsed(expr).lower()
    return any(word in words for word in ("lock", "mutex", "sem", "limit", "guard", "transaction"))
