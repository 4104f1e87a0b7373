"""What other modules need to know of one module: functions, classes and names, as terms.

Everything is computed when it is first asked for, so a module that is consulted for one function
costs the parse and that function.
"""

from __future__ import annotations

from flake8_asyncpitfalls.errors import StubError
from flake8_asyncpitfalls.semantics.scopes.scope import Scope
from flake8_asyncpitfalls.semantics.source.module_name import ModuleName, star_imports
from flake8_asyncpitfalls.semantics.source.source import Source
from flake8_asyncpitfalls.semantics.summaries.definitions import (
    CLASS_FACTS,
    FUNCTION_FACTS,
    ClassSummary,
    FunctionSummary,
)
from flake8_asyncpitfalls.semantics.summaries.markers import (
    Marker,
    Markers,
    marker_name,
    method_marker,
    read_marker,
)
from flake8_asyncpitfalls.semantics.summaries.parsed import ParsedModule
from flake8_asyncpitfalls.semantics.terms.lowering import text_term
from flake8_asyncpitfalls.semantics.terms.term import Term


class ModuleSummary(ParsedModule):
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
        super().__init__(path, name, data if source is None else source.data)
        self.is_stub = is_stub
        self.overlay = overlay
        self.is_foreign = False
        self.is_complete = False
        self._functions: dict[str, FunctionSummary] = {}
        self._classes: dict[str, ClassSummary] = {}
        self._globals: dict[str, Term | None] = {}
        self._names: frozenset[str] | None = None
        self._texts: dict[str, Term] = {}
        if source is not None:
            self.revive(source)
            self.has_yield = not is_stub and source.mentions(b"yield")
            self.stars = star_imports(source.tree.body, name)

    def function(self, identity: str) -> FunctionSummary:
        """The function with this key."""
        known = self._functions.get(identity)
        if known is None:
            scope = self.parsed_scope(identity)
            known = self._functions[identity] = FunctionSummary(self, identity, scope)
        return known

    def class_(self, identity: str) -> ClassSummary:
        """The class with this key."""
        known = self._classes.get(identity)
        if known is None:
            scope = self.parsed_scope(identity)
            known = self._classes[identity] = ClassSummary(self, identity, scope)
        return known

    def classes(self) -> list[ClassSummary]:
        """All classes of the module."""
        if self.is_complete:
            return list(self._classes.values())
        return [self.class_(scope.identity) for scope in self.terms.root.walk_classes()]

    def functions(self) -> list[FunctionSummary]:
        """All functions and lambdas of the module."""
        if self.is_complete:
            return list(self._functions.values())
        scopes = [scope for scope in self.terms.root.walk() if scope.is_function]
        self.know_scopes(scopes)
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

    def markers(self, local_name: str, scope: Scope | None) -> Markers:
        """The markers on a definition of a stub.

        A user's module has those of the stub of the same name: the stub's facts hold for the
        library's own sources too.
        """
        if not self.is_stub:
            return {} if self.overlay is None else self.overlay.markers_of(local_name)
        late = None if scope is None else scope.late
        if scope is None or (late is not None and not late.is_decorated):
            return {}
        found = {}
        for decorator in getattr(scope.node, "decorator_list", ()):
            name = marker_name(decorator)
            if name:
                found[name] = read_marker(name, decorator, self.path)
        if "blocks" in found and not found["blocks"].args:
            found["blocks"] = self._method_marker(found["blocks"], scope)
        return found

    def markers_of(self, local_name: str) -> Markers:
        """The markers on the definition with that qualified name in this stub."""
        scopes = self.named(local_name)
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
        super().rest()

    def sleep(self) -> None:
        """Let go of what is made of the bodies of functions, too; it can be made again."""
        for function in self._functions.values():
            function.sleep()
        self._texts.clear()
        super().sleep()

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
