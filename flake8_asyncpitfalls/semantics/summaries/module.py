"""What other modules need to know of one module: functions, classes and names, as terms.

Everything is computed when it is first asked for, so a module that is consulted for one function
costs the parse and that function.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from functools import cached_property

from flake8_asyncpitfalls.errors import StubError
from flake8_asyncpitfalls.semantics.scopes.scope import Scope
from flake8_asyncpitfalls.semantics.source.deferred import parse_late
from flake8_asyncpitfalls.semantics.source.module_name import ModuleName, star_imports
from flake8_asyncpitfalls.semantics.source.noqa import Suppressions
from flake8_asyncpitfalls.semantics.source.source import Source
from flake8_asyncpitfalls.semantics.summaries.class_ import CLASS_FACTS, ClassSummary
from flake8_asyncpitfalls.semantics.summaries.function import FUNCTION_FACTS, FunctionSummary
from flake8_asyncpitfalls.semantics.summaries.markers import (
    Marker,
    Markers,
    marker_name,
    method_marker,
    read_marker,
)
from flake8_asyncpitfalls.semantics.terms.lowering import ModuleTerms, text_term
from flake8_asyncpitfalls.semantics.terms.term import Term


class ModuleSummary:
    """One module: its functions and classes by key, its names, its star imports.

    *is_foreign*: an installed package's, outside the project's border. *data* is its text where
    the syntax tree is not at hand: ``rest`` lets go of the tree, and a question that needs it parses
    the text again. ``freeze`` works everything out first, for storing; then *is_complete*.
    """

    def __init__(
        self,
        path: str,
        name: ModuleName,
        source: Source | None,
        is_stub: bool = False,
        overlay: ModuleSummary | None = None,
        data: bytes = b"",
    ) -> None:
        self.name = name
        self.path = path
        self.data = data if source is None else source.data
        self.is_stub = is_stub
        self.overlay = overlay
        self.is_foreign = False
        self.is_complete = False
        self.times_parsed_again = 0
        self.keeper: Callable[[ModuleSummary], None] | None = None
        self._functions: dict[str, FunctionSummary] = {}
        self._classes: dict[str, ClassSummary] = {}
        self._globals: dict[str, Term | None] = {}
        self._names: frozenset[str] | None = None
        self._texts: dict[str, Term] = {}
        self._scopes: dict[str, Scope] = {}
        self._terms: ModuleTerms | None = None
        if source is not None:
            self.revive(source)
            self.has_yield = not is_stub and source.mentions(b"yield")
            self.stars = star_imports(source.tree.body, name)

    @property
    def terms(self) -> ModuleTerms:
        """The module's scopes and terms, its text parsed again if need be."""
        if self._terms is None:
            self.revive(parse_late(self.path, self.data))
            self.times_parsed_again += 1
            if self.keeper is not None:
                self.keeper(self)
        assert self._terms is not None
        return self._terms

    @property
    def source(self) -> Source | None:
        """The text with its syntax tree, while the module has it."""
        return None if self._terms is None else self._terms.source

    def revive(self, source: Source) -> None:
        """Take *source*, the syntax tree of the same text."""
        self._terms = ModuleTerms(source, self.name)
        if source.is_whole:
            self._scopes = {scope.identity: scope for scope in self._terms.root.walk_definitions()}

    def scope(self, identity: str) -> Scope:
        """The scope of the function or class with this key."""
        terms = self.terms
        return self._parsed_scope(identity) or self._lambda(identity, terms)

    def function(self, identity: str) -> FunctionSummary:
        """The function with this key."""
        known = self._functions.get(identity)
        if known is None:
            scope = self._parsed_scope(identity)
            known = self._functions[identity] = FunctionSummary(self, identity, scope)
        return known

    def class_(self, identity: str) -> ClassSummary:
        """The class with this key."""
        known = self._classes.get(identity)
        if known is None:
            scope = self._parsed_scope(identity)
            known = self._classes[identity] = ClassSummary(self, identity, scope)
        return known

    def classes(self) -> list[ClassSummary]:
        """All classes of the module."""
        if self.is_complete:
            return list(self._classes.values())
        scopes = self.terms.root.walk_definitions()
        return [self.class_(scope.identity) for scope in scopes if scope.kind == "class"]

    def functions(self) -> list[FunctionSummary]:
        """All functions and lambdas of the module."""
        if self.is_complete:
            return list(self._functions.values())
        scopes = [scope for scope in self.terms.root.walk() if scope.is_function]
        self._scopes.update((scope.identity, scope) for scope in scopes)
        return [self.function(scope.identity) for scope in scopes]

    def global_term(self, name: str) -> Term | None:
        """What *name* is once the module has run; None when the module does not bind it."""
        if name not in self._globals:
            if self.is_complete:
                return None
            is_bound = name in self.names()
            self._globals[name] = self.terms.module_bindings(name) if is_bound else None
        return self._globals[name]

    def names(self) -> frozenset[str]:
        """The names that the module binds at its top level."""
        if self._names is None:
            if self.is_complete:
                bound = (name for name, term in self._globals.items() if term is not None)
                self._names = frozenset(bound)
            else:
                self._names = frozenset(self.terms.table(self.terms.root).by_name)
        return self._names

    def text_annotation(self, text: str) -> Term:
        """The term of an annotation written as a string, in the module's own names."""
        known = self._texts.get(text)
        if known is None:
            known = self._texts[text] = text_term(text)
        return known

    def noqa_at(self, line: int, stmt: ast.stmt) -> str | None:
        """The codes of the ``# noqa`` on *line* of *stmt*; '' for a bare one, None without one.

        What counts as one line never goes beyond a statement, so most need no look at the tokens.
        """
        first, last = min(line, stmt.lineno), stmt.end_lineno or line
        if not any(first <= noqa <= last for noqa in self._noqa_lines):
            return None
        return self._suppressions.codes_at(line)

    @cached_property
    def _noqa_lines(self) -> list[int]:
        """Lines that mention ``noqa`` at all: tokenising a file for nothing is dear."""
        data = self.data.lower()
        if b"noqa" not in data:
            return []
        return [number for number, line in enumerate(data.splitlines(), 1) if b"noqa" in line]

    @cached_property
    def _suppressions(self) -> Suppressions:
        return Suppressions(self.data)

    def markers(self, local_name: str, scope: Scope | None) -> Markers:
        """The markers on a definition of a stub.

        A user's module has those of the stub of the same name: the stub's facts hold for the
        library's own sources too.
        """
        if not self.is_stub:
            return {} if self.overlay is None else self.overlay.markers_of(local_name)
        node = None if scope is None else scope.node
        found = {}
        for decorator in getattr(node, "decorator_list", ()):
            name = marker_name(decorator)
            if name:
                found[name] = read_marker(name, decorator, self.path)
        if "blocks" in found and not found["blocks"].args:
            found["blocks"] = self._method_marker(found["blocks"], scope)
        return found

    def markers_of(self, local_name: str) -> Markers:
        """The markers on the definition with that qualified name in this stub."""
        scopes = self._named(local_name)
        return self.markers(local_name, scopes[-1]) if scopes else {}

    def freeze(self) -> None:
        """Work out all that others may ask, for storing, and let go of the syntax tree."""
        if self.is_complete:
            self.rest()
            return
        for name in self.names():
            self.global_term(name)
        for cls in self.classes():
            cls.own_terms()
            cls.all_instance_terms()
            for fact in CLASS_FACTS:
                getattr(cls, fact)
        for function in self.functions():
            for fact in FUNCTION_FACTS:
                getattr(function, fact)
        self.is_complete = True
        self.rest()

    def rest(self) -> None:
        """Let go of the syntax tree; what was worked out is kept, the rest can be asked for anew."""
        for function in self._functions.values():
            function.rest()
        for cls in self._classes.values():
            cls.rest()
        if self._terms is not None:
            self._terms.release()
        self._terms = None
        self._scopes = {}

    def restore(
        self, globals_: dict[str, Term | None], stars: tuple[str, ...], has_yield: bool
    ) -> None:
        """Take the facts of a module that was stored; it has no syntax tree."""
        self.is_complete = True
        self._globals = globals_
        self.stars = stars
        self.has_yield = has_yield

    def adopt_function(self, function: FunctionSummary) -> None:
        """Take a stored function."""
        self._functions[function.identity] = function

    def adopt_class(self, cls: ClassSummary) -> None:
        """Take a stored class."""
        self._classes[cls.identity] = cls

    def _method_marker(self, marker: Marker, scope: Scope | None) -> Marker:
        owner = scope and scope.parent
        of_class = self.class_(owner.identity).markers if owner and owner.kind == "class" else {}
        if scope is None or "methods_block" not in of_class:
            line = getattr(scope and scope.node, "lineno", 1)
            raise StubError(f"{self.path}:{line}: @blocks must say the kind of blocking")
        return method_marker(marker, scope.name, of_class["methods_block"])

    def _parsed_scope(self, identity: str) -> Scope | None:
        """The scope with this key; None when the module has no tree, or the key is a lambda's.

        Of definitions that were not parsed yet, only those around it are.
        """
        is_late = self._terms is not None and not self._terms.source.is_whole
        if is_late and identity not in self._scopes:
            for owner in self._named(identity.partition(":")[0].rpartition(".")[0]):
                self._scopes.update((child.identity, child) for child in owner.children.values())
        return self._scopes.get(identity)

    def _named(self, local_name: str) -> list[Scope]:
        """The scopes with that qualified name in the module; '' is its own."""
        scopes = [self.terms.root]
        for part in local_name.split(".") if local_name else ():
            if part != "<locals>":
                inner = [child for scope in scopes for child in scope.children.values()]
                scopes = [child for child in inner if child.name == part]
        return scopes

    def _lambda(self, identity: str, terms: ModuleTerms) -> Scope:
        """The scope of a lambda, as a rule one of the functions that its key names."""
        owners = self._named(identity.partition(":")[0].rpartition(".")[0])
        for owner in (*reversed(owners), terms.root):
            for scope in owner.walk():
                if scope.identity == identity:
                    self._scopes[identity] = scope
                    return scope
        raise KeyError(identity)
