"""Classes whose loop runs in a thread of their own.

``Thread(target=self._run)`` where ``_run`` calls ``self._loop.run_forever()``, or
``Thread(target=self._loop.run_forever)``: then a plain method that nothing on that loop calls runs in
another thread. Methods that start the thread, or ask which thread they are in, are left alone.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.rules.loop import runs_loop
from flake8_asyncpitfalls.rules.loop._handed_callbacks import ASKING
from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_STARTS = (b"run_forever", b"run_until_complete")
_STARTING = frozenset({"Thread", "start"})


def is_outside_loop_thread(call: ast.Call, scope: Scope, model: SemanticModel) -> bool:
    """Whether *call*, of a method of ``self.<loop>``, stands where another thread runs that loop."""
    if not model.module.terms.source.mentions(*_STARTS) or not isinstance(call.func, ast.Attribute):
        return False
    loop, cls = unparsed(call.func.value), scope.parent
    if cls is None or cls.kind != "class" or not loop.startswith("self."):
        return False
    runners = set(_runners(loop, cls, model))
    if not runners or scope.name in runners or scope.name.startswith("__"):
        return False
    names = {_name(node) for node in scope.of_type(ast.Name, ast.Attribute)}
    if names & (ASKING | _STARTING):
        return False
    return not _may_run_on_loop(scope.name, runners, model)


def _runners(loop: str, cls: Scope, model: SemanticModel) -> Iterator[str]:
    """The names of the methods of *cls* that threads of it run *loop* in, or of the loop's own."""
    methods = {method.name: method for method in cls.children.values()}
    for method in methods.values():
        for call in method.of_type(ast.Call):
            for target in model.arguments_marked(call, "offloads"):
                text = unparsed(target)
                runner = methods.get(_name(target)) if text.startswith("self.") else None
                if text in (f"{loop}.run_forever", f"{loop}.run_until_complete"):
                    yield _name(target)
                elif runner is not None and _runs(loop, runner, model):
                    yield runner.name


def _runs(loop: str, method: Scope, model: SemanticModel) -> bool:
    return any(
        isinstance(call.func, ast.Attribute)
        and unparsed(call.func.value) == loop
        and runs_loop(call, model)
        for call in method.of_type(ast.Call)
    )


def _may_run_on_loop(name: str, runners: set[str], model: SemanticModel) -> bool:
    """Whether a coroutine, or what runs the loop, calls the method, or it is handed to something."""
    for scope in model.terms.root.walk():
        for node in scope.of_type(ast.Attribute):
            if node.attr != name:
                continue
            parent = model.parent(node)
            is_called = isinstance(parent, ast.Call) and parent.func is node
            if not is_called or scope.is_coroutine or scope.name in runners:
                return True
            if not isinstance(scope.node, (*FUNCTION_TYPES, ast.Module)):
                return True
    return False


def _name(node: ast.AST) -> str:
    return str(getattr(node, "attr", getattr(node, "id", "")))
