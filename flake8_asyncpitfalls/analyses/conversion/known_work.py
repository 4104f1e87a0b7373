"""Whether all that a function does is known: only then may it leave its thread.

A helper that runs in a thread as a whole blocks nobody. Made asynchronous, whatever is not known to
block in it would run on the event loop.
"""

from __future__ import annotations

import ast
import sys
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.library_facts import fact_of
from flake8_asyncpitfalls.semantics.inference.values import (
    FunctionValue,
    Unknown,
    UnresolvedName,
    options_of,
)
from flake8_asyncpitfalls.semantics.source.control_flow import walk_code
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Collection

    from flake8_asyncpitfalls.semantics.effects.effect import Effect
    from flake8_asyncpitfalls.semantics.inference.values import Value
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope
    from flake8_asyncpitfalls.semantics.summaries.definitions import ModuleFacts

_BLOCKING = (ast.Call, ast.For, ast.comprehension)
_OF_CONTAINERS = frozenset(name for kind in (dict, list, set, str) for name in dir(kind))
_ALL_LISTED = "__all_blocking__"
"""What the stub of a library says where all is listed that blocks there, or all functions are."""
_MAX_HOPS = 2
"""How far behind a function what it calls is looked for."""
_SLEEP = "sleep"
_LOOPS = (ast.For, ast.While)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def why_best_in_a_thread(model: SemanticModel, scope: Scope, awaited: Collection[str] = ()) -> str:
    """Why the function *scope* had better stay whole in a thread, one clause; '' when it need not.

    What blocks on an object of the libraries *awaited* will be awaited.
    """
    modules = _thread_bound_modules(model, scope)
    for node in walk_code(scope.body):
        if isinstance(node, ast.Call) and (name := _may_block_too(model, node, modules)):
            return f"it calls {unparsed(node.func)}, which may be {name}"
        if isinstance(node, ast.Call) and not model.effects_at(node):
            callee = model.value_of(node.func)
            is_raised = isinstance(model.parent(node), ast.Raise)
            if isinstance(callee, UnresolvedName) and not (
                is_raised or _is_harmless(callee, model)
            ):
                return f"it calls {unparsed(node.func)}, which may block too, nobody knows"
            if name := model.analysis(_Behind).unknown(callee, _MAX_HOPS):
                code = unparsed(node.func)
                return f"{code}, which it calls, calls {name}, which may block too, nobody knows"
        if isinstance(node, _LOOPS) and _blocks_again(node, model, awaited):
            return "it blocks again and again in a loop, which one thread does better"
        if isinstance(node, _COMPREHENSIONS) and _comprehension_blocks(node, model, awaited):
            return "it blocks again and again in a loop, which one thread does better"
    return ""


class _Behind:
    """What functions of the project call that may block, for all that is known; each is asked once."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._known: dict[tuple[FunctionValue, int], str] = {}

    def unknown(self, callee: Value, hops: int) -> str:
        """What of a library *callee*, if it is such a function, calls within *hops*; or ''."""
        for option in options_of(callee):
            if isinstance(option, FunctionValue) and not option.summary.module.is_stub:
                if (option, hops) not in self._known:
                    self._known[option, hops] = ""
                    self._known[option, hops] = self._in(option, hops)
                if name := self._known[option, hops]:
                    return name
        return ""

    def _in(self, function: FunctionValue, hops: int) -> str:
        sites = () if function.summary.is_async else function.summary.sites
        types = self._model.types
        frame = types.calls.frame_of(function, [], {}) if sites else None
        for site in sites:
            if site.kind != "call" or frame is None:
                continue
            callee = types.evaluate(site.term[1], frame)
            for one in options_of(callee):
                if isinstance(one, UnresolvedName) and not _is_harmless(one, self._model):
                    return one.qualified_name
            if hops > 1 and (name := self.unknown(callee, hops - 1)):
                return name
        return ""


def _thread_bound_modules(model: SemanticModel, scope: Scope) -> set[ModuleFacts]:
    """The modules of libraries whose objects, bound to a thread, the function *scope* blocks on."""
    modules: set[ModuleFacts] = set()
    for node in walk_code(scope.body):
        for effect in model.effects_at(node).values() if isinstance(node, _BLOCKING) else ():
            if effect.is_thread_bound and effect.function is not None:
                modules.add(effect.function.summary.module)
    return modules


def _may_block_too(model: SemanticModel, call: ast.Call, modules: set[ModuleFacts]) -> str:
    """The blocking method of a class of *modules* that *call* may mean, on an object nobody knows."""
    func = call.func
    if not modules or not isinstance(func, ast.Attribute) or func.attr in _OF_CONTAINERS:
        return ""
    if not isinstance(model.value_of(func.value), Unknown):
        return ""
    for module in sorted(modules, key=lambda module: module.name.dotted):
        for cls in module.classes():
            method = model.types.members.own(cls, func.attr)
            if isinstance(method, FunctionValue) and "blocks" in method.summary.markers:
                return f"{module.name.dotted}.{cls.name}.{func.attr}"
    return ""


def _is_harmless(name: UnresolvedName, model: SemanticModel) -> bool:
    """Whether all is known that blocks in the library of *name*: of Python's own it is."""
    path, made, _ = name.qualified_name.partition("()")
    library, *rest = path.split(".")
    if library in sys.stdlib_module_names:
        return True
    modules = [library, f"{library}.{rest[0]}"] if rest else [library]
    told = "".join(fact_of(module, _ALL_LISTED, model) for module in modules)
    return told == "yes" or (told == "functions" and not made)


def _blocks_again(
    loop: ast.For | ast.While, model: SemanticModel, awaited: Collection[str]
) -> bool:
    if isinstance(loop, ast.For) and _is_for_thread(loop, model, awaited):
        return True
    return any(
        isinstance(node, ast.Call) and _is_for_thread(node, model, awaited)
        for node in walk_code(loop.body)
    )


def _comprehension_blocks(node: ast.expr, model: SemanticModel, awaited: Collection[str]) -> bool:
    first = node.generators[0].iter  # type: ignore[attr-defined]
    once = set(ast.walk(first))
    return any(
        isinstance(part, (ast.Call, ast.comprehension))
        and part not in once
        and _is_for_thread(part, model, awaited)
        for part in ast.walk(node)
    )


def _is_for_thread(node: ast.AST, model: SemanticModel, awaited: Collection[str]) -> bool:
    """Whether *node* blocks, and could do so in a thread only.

    What is bound to one is awaited instead, and so is what only sleeps.
    """
    return any(
        not (effect.is_thread_bound or effect.kind == _SLEEP or _library(effect) in awaited)
        for effect in model.effects_at(node).values()
    )


def _library(effect: Effect) -> str:
    """The library whose function blocks; '' for another one."""
    module = None if effect.function is None else effect.function.summary.module
    return module.name.dotted.partition(".")[0] if module is not None and module.is_stub else ""
