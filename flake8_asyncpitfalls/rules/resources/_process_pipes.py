"""Processes that are waited for while nobody reads what they write."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.variable_flow import follow
from flake8_asyncpitfalls.semantics.source.control_flow import State, walk_code
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flake8_asyncpitfalls.semantics.model import SemanticModel

_STARTING = ("asyncio.create_subprocess_exec", "asyncio.create_subprocess_shell")
_OUTPUTS = ("stdout", "stderr")
_HARMLESS = ("pid", "returncode", "wait", "stdin")
_OPEN: State = frozenset({True})
_CLOSED: State = frozenset({False})


def waits_with_full_pipe(stmt: ast.Assign, model: SemanticModel) -> Iterator[tuple[ast.Call, str]]:
    """The first ``process.wait()`` after *stmt* that may never end, with the pipes' names."""
    call = stmt.value.value if isinstance(stmt.value, ast.Await) else None
    target = stmt.targets[0]
    if not isinstance(call, ast.Call) or not isinstance(target, (ast.Name, ast.Attribute)):
        return
    pipes = _pipes(call, model)
    key = unparsed(target)
    if not pipes or not _is_own(target, model) or _communicates(key, stmt, model):
        return
    found: list[ast.Call] = []

    def after(node: ast.AST, state: State) -> State:
        if node is stmt:
            return _OPEN
        for part in walk_code([node]):
            if unparsed(part) == key if isinstance(part, type(target)) else False:
                use = model.parent(part)
                attr = use.attr if isinstance(use, ast.Attribute) else ""
                wait = model.parent(use)
                if attr == "wait" and isinstance(wait, ast.Call) and state == _OPEN:
                    found.append(wait)
                elif attr not in _HARMLESS:
                    state = _CLOSED
        return state

    follow(model, model.scope_of(stmt), [stmt, *_mentions(target, model)], after)
    if found and isinstance(model.parent(found[0]), (ast.Await, ast.Call)):
        yield found[0], " and ".join(pipes)


def _mentions(target: ast.Name | ast.Attribute, model: SemanticModel) -> Sequence[ast.expr]:
    """Where the function names what *target* is, or something of an object of the same attribute."""
    scope = model.scope_of(target)
    if isinstance(target, ast.Name):
        return scope.names(target.id)
    return model.uses.attributes_in(scope, target.attr)


def reads_pipes(process: ast.expr, model: SemanticModel) -> bool:
    """Whether the function also reads from a pipe of *process*: ``communicate()`` leaves nothing there."""
    key = unparsed(process)
    return any(
        node.attr in _OUTPUTS
        and unparsed(node.value) == key
        and isinstance(
            model.parent(node), (ast.Attribute, ast.AsyncFor, ast.comprehension, ast.Call)
        )
        for node in model.scope_of(process).of_type(ast.Attribute)
    )


def _communicates(key: str, stmt: ast.stmt, model: SemanticModel) -> bool:
    """Whether the function also reads all output by ``communicate()``: it knows of the pipe."""
    return any(
        unparsed(node.value) == key
        for node in model.uses.attributes_in(model.scope_of(stmt), "communicate")
    )


def _pipes(call: ast.Call, model: SemanticModel) -> list[str]:
    if not model.refers_to(call.func, *_STARTING):
        return []
    return [
        keyword.arg
        for keyword in call.keywords
        if keyword.arg in _OUTPUTS and unparsed(keyword.value).rpartition(".")[2] == "PIPE"
    ]


def _is_own(target: ast.Name | ast.Attribute, model: SemanticModel) -> bool:
    """Whether no other function reads the process's pipes."""
    scope = model.scope_of(target)
    if isinstance(target, ast.Name):
        reads = model.uses.reads(target.id, scope)
        return model.uses.is_private(target.id, scope) and all(
            model.scope_of(read) is scope for read in reads
        )
    return not any(
        isinstance(model.parent(mention), ast.Attribute)
        and model.parent(mention).attr in (*_OUTPUTS, "communicate")  # type: ignore[attr-defined]
        and model.scope_of(mention) is not scope
        for mention in model.uses.attributes(target.attr)
    )
