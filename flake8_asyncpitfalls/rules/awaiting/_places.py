"""Uses of a coroutine that are told where it is made, since what uses it is not at fault."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flake8_asyncpitfalls.analyses.awaitability import is_meant_to_fail
from flake8_asyncpitfalls.analyses.coroutines import Held, Use, coroutine_of, is_left_open
from flake8_asyncpitfalls.analyses.value_places import place_of_value
from flake8_asyncpitfalls.rules.awaiting import (
    F_STRING,
    TRUTH,
    use_of,
    value_use,
    works_anyway,
)
from flake8_asyncpitfalls.rules.awaiting._returned_awaitables import (
    is_handed_on_by_callers,
    is_plain_result,
    may_return_awaitable,
)
from flake8_asyncpitfalls.semantics.inference.values import (
    Coroutine,
    NamedInstance,
    NoneValue,
    is_declared_awaitable,
    options_of,
)
from flake8_asyncpitfalls.semantics.model import SemanticModel

AT_THE_USE = frozenset({"a subscript", "an f-string", "arithmetic"})
"""Uses that are told where they stand: what is written there shows the value that was meant."""
_ALIKE = (ast.GeneratorExp, ast.List, ast.ListComp, ast.Set, ast.SetComp, ast.Tuple)
_GIVING = (
    ast.AnnAssign, ast.Assign, ast.BoolOp, ast.Call, ast.Dict, ast.IfExp, ast.keyword, *_ALIKE
)  # fmt: skip
_LOOKING_INSIDE = frozenset({"all", "any", "max", "min", "sorted", "sum"})
"""Builtin functions that compare, add or test the elements of what they are given."""
_OF_FUTURES = frozenset({
    "add_done_callback", "cancel", "cancelled", "cancelling", "done", "exception", "get_context",
    "get_coro", "get_loop", "get_name", "get_stack", "print_stack", "remove_done_callback", "result",
    "running", "set_exception", "set_name", "set_result", "set_running_or_notify_cancel", "uncancel",
})  # fmt: skip
_TESTS = frozenset({"isinstance()", "type()", "a membership test"})


def use_of_coroutine(expr: ast.expr, model: SemanticModel) -> str:
    """How *expr* is used as a value, in words; empty where it is no coroutine, or may be one there."""
    use = value_use(expr, model)
    if not use and not _is_given(expr, model):
        return ""
    if coroutine_of(model, expr) is None:
        return ""
    return use or place_of_value(model, expr) or _use_of_element(expr, model)


def _is_given(expr: ast.expr, model: SemanticModel) -> bool:
    """Whether *expr* is handed to something, in a coroutine."""
    return isinstance(model.parent(expr), _GIVING) and model.may_await(expr)


def misplaced_use(held: Held, model: SemanticModel) -> str:
    """The use that shows a plain value is meant where the coroutine of *held* is made, in words.

    Another path gives the variable something else, or the place that it is handed to says so.
    """
    words: list[str] = []
    for use in held.uses:
        word = value_use(use.node, model)
        if is_meant_to_fail(model, use.node) or (not use.is_certain and word in _TESTS):
            return ""
        place = "" if word else place_of_value(model, use.node)
        if place or (word and not use.is_certain and not works_anyway(word)):
            words.append(place or word)
    return words[0] if words else ""


def returned_beside_plain(held: Held, model: SemanticModel) -> str:
    """The result that takes the coroutine of *held* on one path and a plain value on others, in words."""
    words = [use_of(use.node, model) or _result(use, model) for use in held.uses]
    results = [_result(use, model) for use in held.uses]
    return next(filter(None, results), "") if all(words) else ""


def _result(use: Use, model: SemanticModel) -> str:
    """Words for a variable that an ``async def`` returns and that has a plain value on other paths."""
    scope = model.scope_of(use.node)
    if use.is_certain or not isinstance(model.parent(use.node), ast.Return):
        return ""
    if not scope.is_coroutine or may_return_awaitable(scope, model):
        return ""
    others = [o for o in options_of(model.value_of(use.node)) if not isinstance(o, Coroutine)]
    is_plain = all(
        is_plain_result(option, model) and not isinstance(option, NoneValue) for option in others
    )
    if not others or not is_plain or is_handed_on_by_callers(scope, model):
        return ""
    return "a result that is a plain value on another path"


def use_of_future(expr: ast.expr, model: SemanticModel) -> str:
    """How *expr* is used as a value, in words; empty where it is no future, or has that operator."""
    use = value_use(expr, model)
    if not use or works_anyway(use) or use == "a membership test" or "'with'" in use:
        return ""
    parent = model.parent(expr)
    if isinstance(parent, ast.Attribute):
        is_own = parent.attr in _OF_FUTURES or parent.attr.startswith("_")
        if is_own or not isinstance(parent.ctx, ast.Load):
            return ""
    return use if model.is_instance(expr, "asyncio.Future") else ""


def use_of_awaitable(call: ast.Call, model: SemanticModel) -> str:
    """How *call*, declared to give an ``Awaitable``, is used as a value whose sense is lost."""
    use = value_use(call, model)
    if use not in (TRUTH, F_STRING, "bool()"):
        return ""
    options = options_of(model.value_of(call))
    is_declared = all(isinstance(o, NamedInstance) and is_declared_awaitable(o) for o in options)
    return use if is_declared else ""


def _use_of_element(expr: ast.expr, model: SemanticModel) -> str:
    """How the elements of the list around *expr* are used as values; empty where one may be awaited."""
    display = model.parent(expr)
    if not isinstance(display, _ALIKE) or isinstance(getattr(display, "ctx", None), ast.Store):
        return ""
    return _use_in(display, model)


def _use_in(display: ast.expr, model: SemanticModel) -> str:
    """How the elements of *display*, or of the variable that has it, are used."""
    parent = model.parent(display)
    match parent:
        case ast.Call(func=ast.Name(id=name), args=[first]) if first is display:
            is_builtin = (
                name in _LOOKING_INSIDE and model.name_of(parent.func) == f"builtins.{name}"
            )
            return f"{name}()" if is_builtin else ""
        case ast.Call(func=ast.Attribute(attr="join", value=owner), args=[first]):
            is_text = first is display and "str" in str(model.value_of(owner))
            return "join()" if is_text else ""
        case ast.Subscript(value=value, slice=index) if value is display:
            is_one = not isinstance(index, ast.Slice) and isinstance(parent.ctx, ast.Load)
            return value_use(parent, model) if is_one else ""
        case ast.For(iter=iterated, target=target) if iterated is display:
            return _use_of_target(target, parent, model)
        case ast.comprehension(iter=iterated, target=target) if iterated is display:
            return _use_of_target(target, model.parent(parent), model)
        case ast.Assign(targets=[ast.Name() as name]) if not isinstance(display, ast.Name):
            return _use_of_list(name, model)
    return ""


def _use_of_list(name: ast.Name, model: SemanticModel) -> str:
    """The use of the elements of a list in a variable, if no use of it may await them."""
    scope = model.scope_of(name)
    if len(model.terms.table(scope).by_name.get(name.id, ())) != 1:
        return ""
    words = [_use_in(read, model) for read in model.uses.reads(name.id, scope)]
    return words[0] if words and all(words) else ""


def _use_of_target(target: ast.expr, loop: ast.AST, model: SemanticModel) -> str:
    """How a loop over coroutines uses each of them."""
    if isinstance(target, ast.Tuple | ast.List):
        return "unpacking"
    if not isinstance(target, ast.Name):
        return ""
    reads = [
        node
        for node in ast.walk(loop)
        if isinstance(node, ast.Name) and node.id == target.id and node is not target
    ]
    words = [value_use(read, model) for read in reads]
    failing = [word for word in words if word and not works_anyway(word)]
    return failing[0] if failing and all(words) else ""


def certain_uses(
    held: Held, model: SemanticModel, *, is_handed: bool
) -> Iterator[tuple[ast.expr, str]]:
    """The uses of the variable as a value, each in words; *is_handed*: somebody else may await it."""
    for use in held.uses:
        word = value_use(use.node, model) if use.is_certain else ""
        if not word or (is_handed and works_anyway(word)):
            continue
        # Who awaits it elsewhere has asked before what it is: 'if inspect.isasyncgen(reply)'.
        if word == "iteration" and (is_handed or is_left_open(model, held.value)):
            continue
        if not is_meant_to_fail(model, use.node):
            yield use.node, word
