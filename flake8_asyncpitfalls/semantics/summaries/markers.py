"""The markers on a stub's definitions, and the decorators that are none."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from flake8_asyncpitfalls.errors import StubError
from flake8_asyncpitfalls.semantics.source.node_fields import called_in
from flake8_asyncpitfalls.stubs.marked import names_by_marker
from flake8_asyncpitfalls.stubs.markers import MARKERS

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope
    from flake8_asyncpitfalls.semantics.terms.lowering import ModuleTerms
    from flake8_asyncpitfalls.semantics.terms.term import Term

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


class GlobalTerms(Protocol):
    """A module whose global names can be looked up."""

    def global_term(self, name: str) -> Term | None:
        """What *name* is once the module has run; None when the module does not bind it."""


class PossibleMarkers:
    """Tells of terms of *module* whether what they name can be marked: a reason not to evaluate them.

    *folders* are the user's stubs. A marked function that an attribute holds under another name is
    not seen; classes always may be, since bases elsewhere can make them marked. Many rules ask about
    the same callee, so what each term names is kept.
    """

    def __init__(self, module: GlobalTerms, folders: tuple[str, ...]) -> None:
        self._module = module
        self._marked = names_by_marker(folders)
        self._names: dict[Term, str] = {}

    def has(self, term: Term, marker: str) -> bool:
        """Whether what *term* names can have *marker*."""
        return self.may_have(self.named(term), marker)

    def may_have(self, name: str, marker: str) -> bool:
        """Whether what is called *name*, '' where it can be anything, can have *marker*."""
        return not name or name in self._marked.get(marker, ())

    def named(self, term: Term) -> str:
        """The name of the function that *term* names; '' where it can be anything."""
        name = self._names.get(term)
        if name is None:
            name = self._names[term] = self._name_of(term)
        return name

    def _name_of(self, term: Term) -> str:
        bound = self._module.global_term(term[1]) if term[0] == "global" else None
        term = term if bound is None else bound
        form = term[0]
        if form in ("attr", "from"):
            name: str = term[2]
        elif form == "function" or (form == "global" and bound is None):
            name = term[1].partition(":")[0].rpartition(".")[2]
        else:
            return ""
        return marked_name(name)


def marked_name(name: str) -> str:
    """*name* as the index of marked names has it; '' for that of a class, which it need not have."""
    if "a" <= name[:1] <= "z":  # so begin nearly all
        return name
    return "" if name.lstrip("_")[:1].isupper() else name


def read_marker(name: str, decorator: ast.expr, path: str) -> Marker:
    """The marker *name* that *decorator* spells in the stub at *path*.

    Raises StubError, with file and line, when its arguments are no literals.
    """
    if not isinstance(decorator, ast.Call):
        return Marker(name)
    try:
        args = tuple(ast.literal_eval(arg) for arg in decorator.args)
        keywords = {k.arg: ast.literal_eval(k.value) for k in decorator.keywords if k.arg}
    except ValueError as error:
        place = f"{path}:{decorator.lineno}"
        raise StubError(f"{place}: the arguments of @{name} must be literals") from error
    return Marker(name, args, keywords)


def marker_name(decorator: ast.expr) -> str:
    """The marker that *decorator* is, or an empty string."""
    func = called_in(decorator)
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
    late = scope.late
    node = None if late is not None and not late.is_decorated else scope.node
    if node is None or isinstance(node, (ast.Lambda, ast.Module)):
        return ()
    outer = scope.parent or terms.root
    return tuple(
        terms.reduce(decorator, outer)
        for decorator in node.decorator_list
        if not (is_stub and marker_name(decorator))
    )
