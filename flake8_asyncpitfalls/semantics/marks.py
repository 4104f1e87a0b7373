"""The markers on a stub's definitions, and the decorators that are none."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from flake8_asyncpitfalls.stubs.markers import MARKERS

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.scopes import Scope
    from flake8_asyncpitfalls.semantics.term import Term
    from flake8_asyncpitfalls.semantics.terms import ModuleTerms

Markers = dict[str, "Marker"]


@dataclass(frozen=True, slots=True)
class Marker:
    """One marker on a stub's function or class, with its literal arguments."""

    name: str
    args: tuple[Any, ...] = ()
    keywords: dict[str, Any] = field(default_factory=dict, hash=False)

    def argument(self, position: int, default: Any = None) -> Any:
        """Positional argument number *position*, or *default*."""
        return self.args[position] if position < len(self.args) else default


def marker_name(decorator: ast.expr) -> str:
    """The marker that *decorator* is, or an empty string."""
    func = decorator.func if isinstance(decorator, ast.Call) else decorator
    name = func.id if isinstance(func, ast.Name) else ""
    return name if name in MARKERS else ""


def method_marker(marker: Marker, method: str, of_class: Marker) -> Marker:
    """A ``@blocks`` without a kind, filled in with what ``@methods_block`` says of the class."""
    keywords = of_class.keywords | marker.keywords
    if "instead" in marker.keywords:
        keywords.pop("twin", None)
    elif "twin" in of_class.keywords and "twin" not in marker.keywords:
        keywords["twin"] = f"{keywords['twin']}.{method}"
    return Marker(marker.name, of_class.args, keywords)


def decorator_terms(terms: ModuleTerms, scope: Scope, *, is_stub: bool) -> tuple[Term, ...]:
    """The terms of the decorators of *scope*'s definition, a stub's markers left out."""
    node = scope.node
    if isinstance(node, ast.Lambda | ast.Module):
        return ()
    outer = scope.parent or terms.root
    return tuple(
        terms.reduce(decorator, outer)
        for decorator in node.decorator_list
        if not (is_stub and marker_name(decorator))
    )
