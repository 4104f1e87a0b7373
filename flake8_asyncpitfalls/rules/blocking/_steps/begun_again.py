"""Methods that end what another method of their object begins: both must not run at once.

``self.enabled = False; self.thread.join(); self.thread = None`` is one step for the event loop. In a
thread it waits while the loop goes on, where another task may call ``begin()``: that sets
``self.enabled`` again, so that the thread never ends, or puts a new thread there, which the end then
forgets. Who calls both in the same class has an order for them; what another class calls, or the other
branch of the same function, comes when it comes.
"""

from __future__ import annotations

import ast
from itertools import chain, islice
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.code_times import leads_to
from flake8_asyncpitfalls.analyses.object_changes import run_together
from flake8_asyncpitfalls.analyses.shared_state import BEGINNINGS
from flake8_asyncpitfalls.analyses.state_accesses import Held
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, Instance, options_of
from flake8_asyncpitfalls.semantics.project.word_index import NAMING
from flake8_asyncpitfalls.semantics.source.node_fields import root_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary

_WAIT = "wait"
_MOST_MODULES, _MOST_MENTIONS = 6, 24


def may_begin_meanwhile(call: ast.Call, model: SemanticModel) -> bool:
    """Whether *call* ends something, and waits for that, which another task may begin meanwhile."""
    if not isinstance(call.func, ast.Attribute) or _WAIT not in model.effects_at(call):
        return False
    if not _is_of_others(call.func, model):
        return False
    return any(
        isinstance(option, FunctionValue)
        and isinstance(option.receiver, Instance)
        and not option.summary.module.is_stub
        and any(_is_called_elsewhere(begin, call, model) for begin in _beginning(option, model))
        for option in options_of(model.value_of(call.func))
    )


def _beginning(ending: FunctionValue, model: SemanticModel) -> Iterator[FunctionSummary]:
    """The methods in the class of *ending* that set what it sets to nothing."""
    parts = run_together(model, ending)
    held = Held()
    for part in parts:
        part.module.hold(held)
    ended = {name for part in parts for name, is_empty in _set_by(part) if is_empty}
    owner = ending.summary.scope.enclosing_class
    for method in owner.children.values() if ended and owner is not None else ():
        summary = ending.summary.module.function(method.identity) if method.is_function else None
        if summary is None or summary in parts or method.name in BEGINNINGS:
            continue
        if any(name in ended and not is_empty for name, is_empty in _set_by(summary)):
            yield summary


def _set_by(function: FunctionSummary) -> Iterator[tuple[str, bool]]:
    """The attributes of its object that it binds, and whether to nothing: ``None`` or ``False``."""
    for stmt in function.scope.of_type(ast.Assign):
        for target in stmt.targets:
            if isinstance(target, ast.Attribute) and root_name(target) == "self":
                is_off = isinstance(stmt.value, ast.Constant) and not stmt.value.value
                yield target.attr, is_off


def _is_called_elsewhere(begin: FunctionSummary, call: ast.Call, model: SemanticModel) -> bool:
    """Whether a coroutine that has nothing to do with that of *call* calls *begin*."""
    own = model.scope_of(call)
    classes = [begin.scope.enclosing_class, own.enclosing_class]
    words = sorted({f"{NAMING}{one.name}" for one in classes if one is not None})
    others = chain.from_iterable(map(model.found, words))
    for where in (model, *islice(others, _MOST_MODULES)):
        for mention in islice(where.uses.attributes(begin.name), _MOST_MENTIONS):
            scope = where.scope_of(mention)
            if not isinstance(scope.node, ast.AsyncFunctionDef) or scope.name in BEGINNINGS:
                continue
            if scope is own:
                is_apart = not any(
                    leads_to(one, other, model.terms.parents)
                    for one, other in ((call, mention), (mention, call))
                )
            else:
                is_apart = scope.enclosing_class is not own.enclosing_class
            if is_apart and _is_of_others(mention, where) and _names(mention, begin, where):
                return True
    return False


def _is_of_others(mention: ast.Attribute, model: SemanticModel) -> bool:
    """Whether the object that *mention* is a method of is not one that its function has just made."""
    root = root_name(mention)
    bindings = model.terms.table(model.scope_of(mention)).by_name.get(root, ())
    return all(binding.kind == "param" for binding in bindings)


def _names(mention: ast.Attribute, method: FunctionSummary, model: SemanticModel) -> bool:
    return any(
        isinstance(option, FunctionValue) and option.summary is method
        for option in options_of(model.value_of(mention))
    )
