"""Whether a plain function could be an ``async def``, as far as its definition tells."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.source.control_flow import walk_code
from flake8_asyncpitfalls.semantics.source.node_fields import called_in
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed
from flake8_asyncpitfalls.semantics.summaries.keyed import Keyed
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary

_HARMLESS_DECORATORS = frozenset({
    "abc.abstractmethod", "builtins.classmethod", "builtins.staticmethod", "typing.final",
    "typing_extensions.final",
})  # fmt: skip
MANAGER = "contextlib.contextmanager"
ENTERED = {"__enter__": "__aenter__", "__exit__": "__aexit__"}
"""The ends of a context manager, with those of an asynchronous one."""
_PROPERTY = "it is a property"


@dataclass(frozen=True, slots=True)
class Definition(Keyed):
    """A function of the project: the absolute *path* of its file, its *identity* there.

    *owner* is the identity of the class whose body holds it; empty for a plain function.
    """

    path: str
    identity: str
    owner: str = ""

    @property
    def class_name(self) -> str:
        """The name of the class that holds it; empty for a plain function."""
        return self.owner.partition(":")[0].rpartition(".")[2]


def definition_of(function: FunctionSummary) -> Definition:
    """The definition that *function* summarises."""
    path = os.path.abspath(function.module.path)
    return Definition(path, function.identity, function.class_identity or "")


def function_at(model: SemanticModel, line: int) -> Scope | None:
    """The innermost function, lambdas apart, that holds the 1-based *line* of the file."""
    best: Scope | None = None
    for scope in model.scopes:
        node = scope.node
        if scope.kind == "function" and not isinstance(node, ast.Module):
            if node.lineno <= line <= (node.end_lineno or 0):
                best = scope if best is None or node.lineno >= _line(best) else best
    return best


def _line(scope: Scope) -> int:
    return getattr(scope.node, "lineno", 0)


def blocks_at(model: SemanticModel, line: int) -> bool:
    """Whether the function around the 1-based *line* shows by itself that something blocks there.

    What blocks on an argument or receiver of one call alone is not seen in the function.
    """
    scope = function_at(model, line)
    if scope is not None and _line(scope) == line:
        return True  # A decorator waits: between attempts, for one.
    return scope is not None and any(
        model.effects_at(node)
        for node in walk_code(scope.body)
        if getattr(node, "lineno", 0) <= line <= (getattr(node, "end_lineno", None) or line)
    )


def span_of(scope: Scope) -> Span:
    """Where the ``def`` of *scope* stands, without its decorators."""
    assert isinstance(scope.node, ast.FunctionDef)
    return Span.of(scope.node)


def why_not_async(model: SemanticModel, scope: Scope) -> str:
    """Why the function *scope* may not become ``async def``, one clause; '' when it may.

    Only what its own file shows counts: how it is defined, what exports it.
    """
    node = scope.node
    if not isinstance(node, ast.FunctionDef) or scope.parent is None:
        return "it is no plain function"
    if scope.name.startswith("__") and scope.name.endswith("__"):
        if scope.name not in ENTERED or scope.parent.kind != "class":
            return "Python itself calls it"
        is_whole = ENTERED.keys() <= model.terms.table(scope.parent).by_name.keys()
        if not is_whole and not getattr(scope.parent.node, "bases", ()):
            return "only one end of the context manager is here"
    return _decorator_problem(model, scope, node) or _name_problem(model, scope)


def _decorator_problem(model: SemanticModel, scope: Scope, node: ast.FunctionDef) -> str:
    allowed = _HARMLESS_DECORATORS.union(model.settings.transparent_decorators)
    for decorator in node.decorator_list:
        made_by = called_in(decorator)
        if model.name_of(made_by) in allowed:
            continue
        if is_for_both(model, made_by) or model.name_of(made_by) == MANAGER:
            continue
        if _awaits_either(model, decorator):
            continue
        if unparsed(made_by).rpartition(".")[2].endswith(("property", "setter", "getter")):
            return _PROPERTY
        return f"its decorator {unparsed(made_by)} may not take an async function"
    if model.execution.runs_on_loop(scope):
        return "the event loop calls it"
    return ""


def _awaits_either(model: SemanticModel, decorator: ast.expr) -> bool:
    """Whether *decorator* does with an async function what it does with a plain one."""
    made_by = called_in(decorator)
    marker = model.marker(made_by, "transparent")
    if marker is None or not marker.keywords.get("async_too"):
        return False
    telling = marker.keywords.get("unless_given", ())
    given = decorator.keywords if isinstance(decorator, ast.Call) else ()
    return not any(keyword.arg is None or keyword.arg in telling for keyword in given)


def is_for_both(model: SemanticModel, taker: ast.expr) -> bool:
    """Whether *taker* is of a framework that calls plain functions, in threads, and async ones."""
    if model.marker(taker, "takes_function") is not None:
        return True
    marker = model.marker(taker, "endpoint")
    return marker is not None and bool(marker.keywords.get("threads"))


def _name_problem(model: SemanticModel, scope: Scope) -> str:
    assert scope.parent is not None
    table = model.terms.table(scope.parent)
    bindings = [b for b in table.by_name.get(scope.name, ()) if b.kind != "narrow"]
    if len(bindings) != 1 or scope.name in table.global_names | table.nonlocal_names:
        return "its name is bound more than once"
    if scope.parent.kind == "module" and scope.name in exported_names(model.source.tree):
        return "it is a public name in __all__"
    return ""


def exported_names(tree: ast.Module) -> set[str]:
    """The strings in what *tree* assigns or adds to ``__all__``."""
    return {
        node.value
        for stmt in tree.body
        if "__all__" in _mentioned(stmt)
        for node in ast.walk(stmt)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def _mentioned(stmt: ast.stmt) -> Iterator[str]:
    match stmt:
        case ast.Assign(targets=targets):
            yield from (t.id for t in targets if isinstance(t, ast.Name))
        case ast.AnnAssign(target=ast.Name(id=name)) | ast.AugAssign(target=ast.Name(id=name)):
            yield name
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id=name)))):
            yield name
