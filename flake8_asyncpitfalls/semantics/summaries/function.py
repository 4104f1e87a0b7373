"""What other modules need of a function: its facts, worked out when asked for, and kept."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from flake8_asyncpitfalls.semantics.source.completion import can_complete
from flake8_asyncpitfalls.semantics.summaries.definition import DefinitionSummary
from flake8_asyncpitfalls.semantics.summaries.predicate import Guards, default_constants
from flake8_asyncpitfalls.semantics.summaries.predicate_reader import gives_loop
from flake8_asyncpitfalls.semantics.summaries.sites import Site, SiteFinder
from flake8_asyncpitfalls.semantics.terms.term import NONE, UNKNOWN, Term

if TYPE_CHECKING:
    pass


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter: *kind* is ``positional``, ``plain``, ``keyword``, ``args`` or ``kwargs``."""

    name: str
    kind: str
    has_default: bool


class FunctionSummary(DefinitionSummary):
    """One function or lambda of a module."""

    def rest(self) -> None:
        """Let go of the syntax tree."""
        self.scope_or_none = None
        self.__dict__.pop("_finder", None)

    @cached_property
    def is_async(self) -> bool:
        """Whether it is an ``async def``."""
        return self.scope.is_coroutine

    @cached_property
    def is_generator(self) -> bool:
        """Whether the body has a ``yield``; in a stub, never."""
        return self.module.has_yield and bool(
            self.scope.of_type(ast.Yield) or self.scope.of_type(ast.YieldFrom)
        )

    @cached_property
    def class_identity(self) -> str | None:
        """The key of the class whose body holds the ``def``."""
        parent = self.scope.parent
        return parent.identity if parent is not None and parent.kind == "class" else None

    @cached_property
    def parameters(self) -> tuple[Parameter, ...]:
        """The parameters in order, ``self`` included."""
        node = self.scope.node
        assert not isinstance(node, ast.Module | ast.ClassDef)
        return tuple(parameters_of(node.args))

    @cached_property
    def returns(self) -> Term | None:
        """The term of the result's annotation, if there is one."""
        expr = getattr(self.scope.node, "returns", None)
        if expr is None:
            return None
        terms = self.module.terms
        return terms.reduce(expr, self.scope.parent or terms.root)

    @cached_property
    def results(self) -> tuple[tuple[Guards, Term], ...]:
        """What its ``return`` statements give, each with the tests that guard it."""
        node = self.scope.node
        if isinstance(node, ast.Lambda):
            return (((), self.module.terms.reduce(node.body, self.scope)),)
        falls_through = can_complete(self.scope.body)
        return (*self._finder.results(), *([((), NONE)] if falls_through else []))

    @cached_property
    def yields(self) -> Term:
        """The union of what its ``yield`` expressions give."""
        terms = self.module.terms
        values = [terms.reduce(node.value, self.scope) for node in self.scope.of_type(ast.Yield)]
        return terms.union(tuple(values)) if values and self.is_generator else UNKNOWN

    @cached_property
    def is_empty(self) -> bool:
        """Whether the body does nothing: a docstring, ``pass``, ``...`` or a raise alone."""
        return all(
            isinstance(stmt, ast.Pass | ast.Raise)
            or (isinstance(stmt, ast.Expr) and isinstance(stmt.value, ast.Constant))
            for stmt in self.scope.body
        ) and not isinstance(self.scope.node, ast.Lambda)

    @cached_property
    def sites(self) -> tuple[Site, ...]:
        """The places where it makes other code run; none for a coroutine or a stub's function."""
        if self.is_async or self.module.is_stub:
            return ()
        return tuple(self._finder.sites())

    @cached_property
    def tested(self) -> frozenset[str]:
        """The parameters that its conditions test."""
        return self._finder.branching.tests.tested

    @cached_property
    def asks_loop(self) -> bool:
        """Whether it gives something true exactly where an event loop runs in this thread."""
        is_plain = isinstance(self.scope.node, ast.FunctionDef)
        is_told = is_plain and self.module.terms.source.mentions(b"running_loop")
        return is_told and gives_loop(self.scope.body)

    @cached_property
    def defaults(self) -> dict[str, Any]:
        """The literal defaults of its parameters."""
        return default_constants(self.scope)

    @cached_property
    def _finder(self) -> SiteFinder:
        return SiteFinder(self.module.terms, self.scope, self.module.noqa_at)


FUNCTION_FACTS = (
    "markers", "is_async", "is_generator", "class_identity", "decorators", "parameters", "returns",
    "results", "yields", "is_empty", "sites", "tested", "asks_loop", "defaults",
)  # fmt: skip
"""What freezing a module keeps of each function."""


def parameters_of(arguments: ast.arguments) -> list[Parameter]:
    """The parameters of a ``def`` or lambda, in order."""
    defaults = len(arguments.defaults)
    plain = [(arg, "positional") for arg in arguments.posonlyargs]
    plain += [(arg, "plain") for arg in arguments.args]
    first = len(plain) - defaults
    found = [Parameter(a.arg, kind, i >= first) for i, (a, kind) in enumerate(plain)]
    if arguments.vararg is not None:
        found.append(Parameter(arguments.vararg.arg, "args", True))
    for arg, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        found.append(Parameter(arg.arg, "keyword", default is not None))
    if arguments.kwarg is not None:
        found.append(Parameter(arguments.kwarg.arg, "kwargs", True))
    return found
