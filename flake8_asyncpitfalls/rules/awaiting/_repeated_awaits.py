"""Which variables hold a coroutine that is awaited a second time.

A variable is followed along the ways through its function (see control_flow): binding it makes the
coroutine new, awaiting it, or handing it to something that awaits it, uses it up. Code that hands
it to anything unknown ends the matter: nobody can say then what becomes of it.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.call_arguments import arguments_given_for
from flake8_asyncpitfalls.analyses.coroutines import coroutine_of, coroutines_in
from flake8_asyncpitfalls.analyses.variable_flow import follow
from flake8_asyncpitfalls.semantics.inference.values import Coroutine
from flake8_asyncpitfalls.semantics.source.control_flow import State, walk_code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_NEW: State = frozenset({False})
_USED: State = frozenset({True})
_SAFE = ("assign", "annotated", "walrus")
_LOOKS = ("close", "cr_frame", "cr_running", "cr_await", "cr_code", "__name__", "__qualname__")


def awaited_again(
    function: ast.AsyncFunctionDef, model: SemanticModel
) -> Iterator[tuple[str, int, ast.expr]]:
    """Each variable with the line (1-based) that makes its coroutine, and the second await of it."""
    scope = model.terms.scopes[function]
    if not scope.of_type(ast.Await):
        return
    lines = {held.name: held.value.lineno for held in coroutines_in(model, function)}
    lines |= dict(_of_parameters(scope, model)) | dict(_lists(scope, model))
    for name, line in lines.items():
        if not model.uses.is_private(name, scope) or not _holds_only_coroutines(name, scope, model):
            continue
        found = _second_awaits(name, scope, model)
        if found:
            yield name, line, found[0]


def _of_parameters(scope: Scope, model: SemanticModel) -> Iterator[tuple[str, int]]:
    """The parameters that all calls in the file pass a coroutine for, or that declare one."""
    for name, bindings in model.terms.table(scope).by_name.items():
        if len(bindings) != 1 or bindings[0].kind != "param" or not (reads := scope.names(name)):
            continue
        if not any(_is_await(read, model) for read in reads):
            # To ask what its callers pass may lead through the whole project.
            continue
        given = arguments_given_for(reads[0], model)
        declared = isinstance(model.value_of(reads[0]), Coroutine)
        if declared or (given and all(coroutine_of(model, one) is not None for one in given)):
            yield name, scope.node.lineno if isinstance(scope.node, ast.AsyncFunctionDef) else 0


def _lists(scope: Scope, model: SemanticModel) -> Iterator[tuple[str, int]]:
    """The variables that hold a list of coroutines made at once."""
    for stmt in scope.of_type(ast.Assign):
        match stmt:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.ListComp(elt=element)):
                elements = [element]
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.List(elts=elements)):
                pass
            case _:
                continue
        is_all = all(isinstance(e, ast.Call) and coroutine_of(model, e) for e in elements)
        if elements and is_all:
            yield name, stmt.lineno


def _holds_only_coroutines(name: str, scope: Scope, model: SemanticModel) -> bool:
    """Whether every use of the variable is one that is understood, in the function itself."""
    return all(
        model.scope_of(read) is scope
        and (_is_await(read, model) or _is_look(read, model) or isinstance(read.ctx, ast.Del))
        for read in model.uses.reads(name, scope)
    )


def _is_look(read: ast.Name, model: SemanticModel) -> bool:
    parent = model.parent(read)
    return isinstance(parent, ast.Attribute) and parent.attr in _LOOKS


def _is_await(read: ast.Name, model: SemanticModel) -> bool:
    """Whether *read* is awaited, or given to what awaits it, alone or with others as ``*read``."""
    expr: ast.expr = read
    parent = model.parent(read)
    if isinstance(parent, ast.Starred):
        expr, parent = parent, model.parent(parent)
    if isinstance(parent, ast.Await):
        return True
    if not isinstance(parent, ast.Call) or parent.func is expr:
        return False
    if expr is not read:
        return model.refers_to(parent.func, "asyncio.gather")
    is_gather = model.refers_to(parent.func, "asyncio.gather") and read in parent.args
    return is_gather or read in model.arguments_marked(parent, "awaits")


def _second_awaits(name: str, scope: Scope, model: SemanticModel) -> list[ast.Name]:
    found: list[ast.Name] = []

    def after(node: ast.AST, state: State) -> State:
        if isinstance(node, (ast.AsyncWith, ast.AsyncFor)):
            return state
        parts = [part for part in walk_code([node]) if isinstance(part, ast.Name)]
        for read in (part for part in parts if part.id == name and _is_await(part, model)):
            if True in state and read not in found:
                found.append(read)
            state = _USED
        is_bound = any(part.id == name and isinstance(part.ctx, ast.Store) for part in parts)
        return _NEW if is_bound or _binds_in_header(node, name, model) else state

    follow(model, scope, scope.names(name), after)
    uses = [read for read in model.uses.reads(name, scope) if _is_await(read, model)]
    return [read for read in found if not _was_refused(read, uses, model)]


def _was_refused(read: ast.Name, uses: list[ast.Name], model: SemanticModel) -> bool:
    """Whether *read* stands in the handler of a ``try`` that ends with what took the coroutine.

    A call that raises has not taken it, where the call alone runs none of it. *uses*: all of them.
    """
    node: ast.AST = model.parent(read)
    while not isinstance(node, (ast.ExceptHandler, ast.AsyncFunctionDef)):
        node = model.parent(node)
    stmt = model.parent(node)
    if not isinstance(node, ast.ExceptHandler) or not isinstance(stmt, ast.Try):
        return False
    last = stmt.body[-1]
    taking = getattr(last, "value", None)
    before = [use for use in uses if use.lineno < node.lineno]
    is_simple = isinstance(last, (ast.Expr, ast.Assign, ast.AnnAssign, ast.Return))
    is_call = is_simple and isinstance(taking, ast.Call)
    return is_call and all(model.parent(use) is taking for use in before)


def _binds_in_header(node: ast.AST, name: str, model: SemanticModel) -> bool:
    """Whether *node* is the iterable of a loop that binds the variable."""
    loop = model.parent(node)
    if not isinstance(loop, (ast.For, ast.AsyncFor)) or loop.iter is not node:
        return False
    return any(isinstance(part, ast.Name) and part.id == name for part in ast.walk(loop.target))
