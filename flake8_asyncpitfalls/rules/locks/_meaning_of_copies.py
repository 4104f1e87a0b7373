"""Whether a loop over a copy of a container is certainly what was meant.

The copy holds what others have taken out of the container meanwhile. To tell it something is right as a
rule. But a loop that looks its elements up elsewhere, itself or in a function that it hands them to, no
longer finds what went there, too; and where the function that takes an element out ends it as well
(closes it, signs it off), the loop would come to it after its end, and may begin it again. Both want
``if key not in self.items: continue``.

And the copy holds nothing that came meanwhile. A set or dict would have raised, but with a copy it is lost
where the function empties them after the loop. A list comes to what is added to it while the loop waits;
and a dict gives the value that was put in the place of another.
"""

from __future__ import annotations

import ast
from itertools import islice
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.deciding_tests import false_in
from flake8_asyncpitfalls.analyses.passed_arguments import passed, taken_by
from flake8_asyncpitfalls.analyses.shared_state import BEGINNINGS, is_shared
from flake8_asyncpitfalls.analyses.startup import is_quiet
from flake8_asyncpitfalls.rules.locks._iterated_containers import (
    ADDING,
    REMOVING,
    changes_of,
    container_of,
    is_emptied_after,
    is_ordered,
    mentions,
)
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, options_of
from flake8_asyncpitfalls.semantics.source.control_flow import walk_code
from flake8_asyncpitfalls.semantics.source.node_fields import last_name, variables_in
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed
from flake8_asyncpitfalls.semantics.summaries.passed_tests import outcomes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel

_PARTS = (ast.Attribute, ast.Name)
_DEPTH, _MOST = 2, 60
_MANY = "much is done with it elsewhere"
_ENDED = "what others take out meanwhile they end, too"
_LOST = "what others add meanwhile is thrown away after it"
_MISSED = "it does not come to what others add meanwhile"
_OUTDATED = "it does not get what others put in the place of another meanwhile"
_NOT_FOUND = "what it looks up may be gone by then"


def why_unsure(iterable: ast.expr, model: SemanticModel) -> str:
    """What a loop or comprehension over a copy of *iterable* may do wrong, in words; '' for nothing."""
    container = container_of(iterable)
    assert container is not None
    if len(list(islice(mentions(container, model), _MOST + 1))) > _MOST:
        return _MANY
    if _looks_elements_up(iterable, model):
        return _NOT_FOUND
    if any(_ends_what_it_takes_out(change, model) for change in changes_of(container, model)):
        return _ENDED
    if is_emptied_after(container, model):
        return _LOST
    later = list(_later(iterable, container, model))
    if is_ordered(container, model):
        return _MISSED if any(_adds_to_list(one, model) for one in later) else ""
    gives_values = isinstance(iterable, ast.Call) and last_name(iterable.func) != "keys"
    is_renewed = gives_values and any(_may_replace(one, model) for one in later)
    return _OUTDATED if is_renewed else ""


def _later(
    iterable: ast.expr, container: ast.Attribute | ast.Name, model: SemanticModel
) -> Iterator[ast.expr]:
    """Where the container is named by code that may run while the loop waits: in it, or elsewhere."""
    scope, loop = model.scope_of(container), model.statement_of(iterable)
    for mention in mentions(container, model):
        other = model.scope_of(mention)
        if other is scope:
            is_later = loop.lineno < mention.lineno <= (loop.end_lineno or 0)
        else:
            is_later = other.is_function and other.name not in BEGINNINGS
        if is_later and not is_quiet(model, mention):
            yield mention


def _looks_elements_up(iterable: ast.expr, model: SemanticModel) -> bool:
    """Whether the loop asks a container that others may change for what stands under its element."""
    loop = model.parent(iterable)
    match loop:
        case ast.For(target=target, body=body):
            found: list[ast.AST] = [*body]
        case ast.comprehension(target=target):
            outer = model.parent(loop)
            found = [outer.elt] if isinstance(outer, (ast.ListComp, ast.SetComp)) else []
        case _:
            return False
    return _looks_up(found, variables_in(target), model, _DEPTH)


def _looks_up(body: list[ast.AST], names: set[str], model: SemanticModel, depth: int) -> bool:
    """Whether *body*, or a function of the file that it calls, looks up one of the variables *names*."""
    for node in walk_code(body):
        match node:
            case ast.Subscript(value=container, slice=key, ctx=ast.Load() | ast.Del()):
                pass
            case ast.Call(
                func=ast.Attribute(value=container, attr="pop" | "remove"), args=[key], keywords=[]
            ):
                pass
            case ast.Call() if depth and _looks_up_inside(node, names, model, depth - 1):
                return True
            case _:
                continue
        is_asked = isinstance(container, _PARTS) and not names.isdisjoint(variables_in(key))
        if is_asked and is_shared(container, model):
            return True
    return False


def _looks_up_inside(call: ast.Call, names: set[str], model: SemanticModel, depth: int) -> bool:
    """Whether a function of the file that *call* gives one of *names* looks it up."""
    passing = passed(call)
    if not any(isinstance(one, ast.Name) and one.id in names for one in ast.walk(call)):
        return False
    for option in options_of(model.value_of(call.func)):
        if not isinstance(option, FunctionValue) or option.summary.module is not model.module:
            continue
        given = {
            name
            for name, expr in taken_by(option, passing)
            if isinstance(expr, ast.Name) and expr.id in names
        }
        body: list[ast.AST] = [*option.summary.scope.body]
        if given and _looks_up(body, given, model, depth):
            return True
    return False


def _ends_what_it_takes_out(change: ast.AST, model: SemanticModel) -> bool:
    """Whether the function of *change* does something with the element that it takes out.

    It calls a method of it, or waits for something that is done with it.
    """
    scope = model.scope_of(change)
    container, key = _taken_out(change, model)
    if key is None:
        return False
    names = {*variables_in(key), *_names_bound_to(model.statement_of(change))} - {"self", "cls"}
    waited = (wait.value for wait in scope.of_type(ast.Await))
    if any(not names.isdisjoint(variables_in(one)) or _asks(container, one) for one in waited):
        return True
    return any(_is_done_to(call, names, container) for call in scope.of_type(ast.Call))


def _is_done_to(call: ast.Call, names: set[str], container: str) -> bool:
    """Whether *call* is of a method of the element, which is one of *names* or looked up."""
    if not isinstance(call.func, ast.Attribute):
        return False
    of = call.func.value
    is_element = isinstance(of, ast.Name) and of.id in names
    return (is_element or _is_entry(of, container)) and call.func.attr not in ADDING | REMOVING


def _taken_out(change: ast.AST, model: SemanticModel) -> tuple[str, ast.expr | None]:
    """How the container is spelled that *change* takes something out of, and what names that."""
    match change:
        case ast.Subscript(value=container, slice=key, ctx=ast.Del()):
            return unparsed(container), key
        case ast.Attribute(value=container, attr="pop" | "popitem" | "remove" | "discard"):
            call = model.parent(change)
            if isinstance(call, ast.Call):
                return unparsed(container), call.args[0] if call.args else container
    return "", None


def _names_bound_to(stmt: ast.stmt) -> set[str]:
    targets = stmt.targets if isinstance(stmt, ast.Assign) else []
    return {name for target in targets for name in variables_in(target)}


def _asks(spelled: str, expr: ast.expr) -> bool:
    return any(_is_entry(node, spelled) for node in ast.walk(expr))


def _is_entry(node: ast.AST, spelled: str) -> bool:
    """Whether *node* is an entry of the container that is *spelled* so, or what is taken out of it."""
    match node:
        case ast.Subscript(value=container):
            return unparsed(container) == spelled
        case ast.Call(func=ast.Attribute(value=container, attr="get" | "pop" | "popitem")):
            return unparsed(container) == spelled
    return False


def _adds_to_list(mention: ast.expr, model: SemanticModel) -> bool:
    """Whether a list is given more elements at *mention*, or others for those that it has."""
    match model.parent(mention):
        case ast.Attribute(attr=attr) as method:
            return attr in ADDING | {"insert"} and isinstance(model.parent(method), ast.Call)
        case ast.Subscript(value=value, ctx=ast.Store()):
            return value is mention
        case ast.AugAssign(target=target):
            return target is mention
    return False


def _may_replace(mention: ast.expr, model: SemanticModel) -> bool:
    """Whether ``d[key] = value`` may put another value where one is: nothing has asked for the key."""
    match model.parent(mention):
        case ast.Attribute(attr="update") as method:
            return isinstance(model.parent(method), ast.Call)
        case ast.Subscript(value=value, ctx=ast.Store()) if value is mention:
            spelled = unparsed(mention)
            missing = (
                part for test in outcomes(mention, model.terms.parents) for part in false_in(*test)
            )
            return not any(spelled in unparsed(part) for part in missing)
    return False
