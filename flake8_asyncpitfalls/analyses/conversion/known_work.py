"""Whether all that a function does is known: only then may it leave its thread.

A helper that runs in a thread as a whole blocks nobody. Made asynchronous, whatever is not known to
block in it would run on the event loop.
"""

from __future__ import annotations

import ast
import sys
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.inference.values import UnresolvedName
from flake8_asyncpitfalls.semantics.source.control_flow import walk_code

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_LOOPS = (ast.For, ast.While)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def why_best_in_a_thread(model: SemanticModel, scope: Scope) -> str:
    """Why the function *scope* had better stay whole in a thread, one clause; '' when it need not."""
    for node in walk_code(scope.body):
        if isinstance(node, ast.Call) and not model.effects_at(node):
            callee = model.value_of(node.func)
            if isinstance(callee, UnresolvedName) and not _is_of_python(callee):
                return f"it calls {ast.unparse(node.func)}, which may block too, nobody knows"
        if isinstance(node, _LOOPS) and _blocks_again(node, model):
            return "it blocks again and again in a loop, which one thread does better"
        if isinstance(node, _COMPREHENSIONS) and _comprehension_blocks(node, model):
            return "it blocks again and again in a loop, which one thread does better"
    return ""


def _is_of_python(name: UnresolvedName) -> bool:
    """Whether it is of the standard library, all of whose blocking calls are known."""
    return name.qualified_name.partition(".")[0] in sys.stdlib_module_names


def _blocks_again(loop: ast.For | ast.While, model: SemanticModel) -> bool:
    if isinstance(loop, ast.For) and model.effects_at(loop):
        return True
    return any(
        isinstance(node, ast.Call) and model.effects_at(node) for node in walk_code(loop.body)
    )


def _comprehension_blocks(node: ast.expr, model: SemanticModel) -> bool:
    first = node.generators[0].iter  # type: ignore[attr-defined]
    once = set(ast.walk(first))
    return any(
        isinstance(part, ast.Call | ast.comprehension)
        and part not in once
        and bool(model.effects_at(part))
        for part in ast.walk(node)
    )
