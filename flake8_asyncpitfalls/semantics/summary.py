"""What other modules need to know of one module: functions, classes and names, as terms.

Everything is computed when it is first asked for, so a module that is consulted for one function
costs the parse and that function.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from flake8_asyncpitfalls.errors import StubError
from flake8_asyncpitfalls.semantics.completion import can_complete
from flake8_asyncpitfalls.semantics.names import ModuleName, star_imports
from flake8_asyncpitfalls.semantics.noqa import Suppressions
from flake8_asyncpitfalls.semantics.scopes import Scope
from flake8_asyncpitfalls.semantics.sites import Guards, Site, SiteFinder, default_constants
from flake8_asyncpitfalls.semantics.source import Source
from flake8_asyncpitfalls.semantics.terms import NONE, UNKNOWN, ModuleTerms, Term, text_term
from flake8_asyncpitfalls.stubs.markers import MARKERS

Markers = dict[str, "Marker"]
_LONGEST_STATEMENT = 100
"""In lines: a comment further away belongs to another statement."""


@dataclass(frozen=True, slots=True)
class Marker:
    """One marker on a stub's function or class, with its literal arguments."""

    name: str
    args: tuple[Any, ...] = ()
    keywords: dict[str, Any] = field(default_factory=dict, hash=False)

    def argument(self, position: int, default: Any = None) -> Any:
        """Positional argument number *position*, or *default*."""
        return self.args[position] if position < len(self.args) else default


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter: *kind* is ``positional``, ``plain``, ``keyword``, ``args`` or ``kwargs``."""

    name: str
    kind: str
    has_default: bool


class FunctionSummary:
    """One function or lambda of a module.

    Each fact is worked out from the syntax tree when first asked for, and kept; a module that was
    frozen, or read from the cache, has them all and no tree.
    """

    def __init__(self, module: ModuleSummary, identity: str, scope: Scope | None) -> None:
        self.module = module
        self.identity = identity
        self.scope_or_none = scope

    @property
    def scope(self) -> Scope:
        """The scope of the body; only a module with its syntax tree has it."""
        assert self.scope_or_none is not None, self.identity
        return self.scope_or_none

    @property
    def name(self) -> str:
        """The name in the ``def``; ``<lambda>`` for a lambda."""
        return self.local_name.rpartition(".")[2]

    @property
    def local_name(self) -> str:
        """The qualified name inside the module: ``Class.method``."""
        return self.identity.partition(":")[0]

    @property
    def qualified_name(self) -> str:
        """``module.Class.method`` or ``module.function``."""
        return f"{self.module.name.dotted}.{self.local_name}"

    @property
    def line(self) -> int:
        """The 1-based line of the ``def``."""
        return int(self.identity.split(":")[1])

    @cached_property
    def markers(self) -> Markers:
        """What a stub says of the function."""
        return self.module.markers(self.local_name, self.scope_or_none)

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
    def decorators(self) -> tuple[Term, ...]:
        """The decorators' terms, outermost first, markers left out."""
        return _decorators(self.module, self.scope)

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
            self.module.terms.lambda_scope(node)
            return (((), self.module.terms.reduce(node.body, self.scope)),)
        falls_through = can_complete(self.scope.body)
        return (*self._finder.results(), *([((), NONE)] if falls_through else []))

    @cached_property
    def yields(self) -> Term:
        """The union of what its ``yield`` expressions give."""
        terms = self.module.terms
        values = [
            terms.reduce(node.value, self.scope)
            for node in self.scope.of_type(ast.Yield)
        ]
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
        if isinstance(self.scope.node, ast.Lambda):
            self.module.terms.lambda_scope(self.scope.node)
        return tuple(self._finder.sites())

    @cached_property
    def tested(self) -> frozenset[str]:
        """The parameters that its conditions test."""
        return self._finder.tested

    @cached_property
    def defaults(self) -> dict[str, Any]:
        """The literal defaults of its parameters."""
        return default_constants(self.scope)

    @cached_property
    def _finder(self) -> SiteFinder:
        return SiteFinder(self.module.terms, self.scope, self.module.noqa_at)


FUNCTION_FACTS = (
    "markers", "is_async", "is_generator", "class_identity", "decorators", "parameters", "returns",
    "results", "yields", "is_empty", "sites", "tested", "defaults",
)  # fmt: skip
"""What freezing a module keeps of each function."""


class ClassSummary:
    """One class of a module; its facts come as a function's do."""

    def __init__(self, module: ModuleSummary, identity: str, scope: Scope | None) -> None:
        self.module = module
        self.identity = identity
        self.scope_or_none = scope
        self._own: dict[str, Term | None] = {}

    @property
    def scope(self) -> Scope:
        """The scope of the body; only a module with its syntax tree has it."""
        assert self.scope_or_none is not None, self.identity
        return self.scope_or_none

    @property
    def name(self) -> str:
        """The name in the ``class`` statement."""
        return self.local_name.rpartition(".")[2]

    @property
    def local_name(self) -> str:
        """The qualified name inside the module."""
        return self.identity.partition(":")[0]

    @property
    def qualified_name(self) -> str:
        """``module.Class``."""
        return f"{self.module.name.dotted}.{self.local_name}"

    @cached_property
    def markers(self) -> Markers:
        """What a stub says of the class."""
        return self.module.markers(self.local_name, self.scope_or_none)

    @cached_property
    def bases(self) -> tuple[Term, ...]:
        """The terms of the bases, in order."""
        node = self.scope.node
        assert isinstance(node, ast.ClassDef)
        terms = self.module.terms
        return tuple(terms.reduce(base, self.scope.parent or terms.root) for base in node.bases)

    @cached_property
    def decorators(self) -> tuple[Term, ...]:
        """The decorators' terms, markers left out."""
        return _decorators(self.module, self.scope)

    @cached_property
    def names(self) -> frozenset[str]:
        """The names that the class body binds."""
        return frozenset(self.module.terms.table(self.scope).by_name)

    @cached_property
    def methods(self) -> tuple[str, ...]:
        """The keys of the functions that the class body defines."""
        children = self.scope.children.values()
        return tuple(child.identity for child in children if child.kind == "function")

    @cached_property
    def assigned(self) -> frozenset[str]:
        """The names of the attributes that its methods assign on ``self``."""
        return frozenset(self._assignments)

    def class_term(self, name: str) -> Term | None:
        """What the class body binds *name* to; None when it does not."""
        if name not in self.names:
            return None
        if name not in self._own:
            terms = self.module.terms
            state = terms.table(self.scope).reaching(name, None)
            term = terms.union(tuple(terms.binding_term(b, self.scope) for b in state))
            self._own[name] = term if state else None
        return self._own[name]

    def instance_terms(self, name: str) -> tuple[Term, ...]:
        """What its methods assign to ``self.name``."""
        if name not in self.assigned:
            return ()
        if name not in self._instance:
            terms = self.module.terms
            places = self._assignments[name]
            self._instance[name] = tuple(_assigned(terms, stmt, scope) for stmt, scope in places)
        return self._instance[name]

    @cached_property
    def _instance(self) -> dict[str, tuple[Term, ...]]:
        return {}

    @cached_property
    def _assignments(self) -> dict[str, list[tuple[ast.AST, Scope]]]:
        found: dict[str, list[tuple[ast.AST, Scope]]] = {}
        for method in self.scope.children.values():
            node = method.node
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            first = [*node.args.posonlyargs, *node.args.args][:1]
            for inner in method.walk() if first else ():
                if inner.kind == "function":
                    _collect_assignments(found, inner, first[0].arg)
        return found

    def own_terms(self) -> dict[str, Term | None]:
        """The term of every name that the class body binds."""
        return {name: self.class_term(name) for name in sorted(self.names)}

    def all_instance_terms(self) -> dict[str, tuple[Term, ...]]:
        """The terms of every attribute that methods assign."""
        return {name: self.instance_terms(name) for name in sorted(self.assigned)}

    def restore(self, own: dict[str, Term | None], instance: dict[str, tuple[Term, ...]]) -> None:
        """Take all terms at once, for a class without a syntax tree."""
        self._own = own
        self.__dict__.update(_instance=instance, names=frozenset(own), assigned=frozenset(instance))


CLASS_FACTS = ("markers", "bases", "decorators", "methods")
"""What freezing a module keeps of each class beside its terms."""


def _decorators(module: ModuleSummary, scope: Scope) -> tuple[Term, ...]:
    node = scope.node
    if isinstance(node, ast.Lambda | ast.Module):
        return ()
    outer = scope.parent or module.terms.root
    return tuple(
        module.terms.reduce(decorator, outer)
        for decorator in node.decorator_list
        if not (module.is_stub and marker_name(decorator))
    )


def _collect_assignments(
    found: dict[str, list[tuple[ast.AST, Scope]]], scope: Scope, receiver: str
) -> None:
    for node in scope.of_type(ast.Attribute):
        if (
            isinstance(node.ctx, ast.Store)
            and isinstance(node.value, ast.Name)
            and node.value.id == receiver
        ):
            found.setdefault(node.attr, []).append((node, scope))


def _assigned(terms: ModuleTerms, target: ast.AST, scope: Scope) -> Term:
    """The term that the assignment to the attribute *target* gives it."""
    path: list[int] = []
    child, parent = target, terms.parents[target]
    while isinstance(parent, ast.Tuple | ast.List | ast.Starred):
        if not isinstance(parent, ast.Starred):
            path.append([id(element) for element in parent.elts].index(id(child)))
        child, parent = parent, terms.parents[parent]
    term = _assigned_value(terms, parent, scope)
    for index in reversed(path):
        term = terms.make("part", term, index)
    return term


def _assigned_value(terms: ModuleTerms, stmt: ast.AST, scope: Scope) -> Term:
    match stmt:
        case ast.Assign(value=value):
            return terms.reduce(value, scope)
        case ast.AnnAssign(value=None, annotation=annotation):
            return terms.make("annotated", terms.reduce(annotation, scope))
        case ast.AnnAssign(value=value, annotation=annotation):
            declared = terms.reduce(annotation, scope)
            return terms.make("declared", terms.reduce(value, scope), declared)
        case ast.withitem(context_expr=expr):
            is_async = isinstance(terms.parents[stmt], ast.AsyncWith)
            return terms.make("aenter" if is_async else "enter", terms.reduce(expr, scope))
        case ast.For(iter=expr):
            return terms.make("iter", terms.reduce(expr, scope))
        case _:
            return UNKNOWN


class ModuleSummary:
    """One module: its functions and classes by key, its names, its star imports.

    *is_foreign*: an installed package's, outside the project's border.
    It starts with the module's syntax tree; ``freeze`` works everything out and lets go of it.
    """

    def __init__(
        self,
        path: str,
        name: ModuleName,
        source: Source | None,
        is_stub: bool = False,
        overlay: ModuleSummary | None = None,
    ) -> None:
        self.name = name
        self.path = path
        self.source = source
        self.is_stub = is_stub
        self.overlay = overlay
        self.is_foreign = False
        self._functions: dict[str, FunctionSummary] = {}
        self._classes: dict[str, ClassSummary] = {}
        self._globals: dict[str, Term | None] = {}
        self._texts: dict[str, Term] = {}
        self._scopes: dict[str, Scope] = {}
        self._terms: ModuleTerms | None = None
        if source is not None:
            self._terms = ModuleTerms(source, name)
            self.has_yield = not is_stub and source.mentions(b"yield")
            self.stars = star_imports(source.tree.body, name)
            self._scopes = {scope.identity: scope for scope in self._terms.root.walk()}

    @property
    def terms(self) -> ModuleTerms:
        """The module's scopes and terms; only while it has its syntax tree."""
        assert self._terms is not None, self.path
        return self._terms

    @property
    def is_live(self) -> bool:
        """Whether the module still has its syntax tree."""
        return self._terms is not None

    def function(self, identity: str) -> FunctionSummary:
        """The function with this key."""
        known = self._functions.get(identity)
        if known is None:
            scope = self._scopes.get(identity) or self._lambda(identity)
            known = self._functions[identity] = FunctionSummary(self, identity, scope)
        return known

    def class_(self, identity: str) -> ClassSummary:
        """The class with this key."""
        known = self._classes.get(identity)
        if known is None:
            scope = self._scopes[identity]
            known = self._classes[identity] = ClassSummary(self, identity, scope)
        return known

    def classes(self) -> list[ClassSummary]:
        """All classes of the module."""
        if self._terms is None:
            return list(self._classes.values())
        scopes = self._terms.root.walk()
        return [self.class_(scope.identity) for scope in scopes if scope.kind == "class"]

    def functions(self) -> list[FunctionSummary]:
        """All functions of the module, lambdas where their owners were walked."""
        if self._terms is None:
            return list(self._functions.values())
        scopes = [scope for scope in self._terms.root.walk() if scope.is_function]
        self._scopes.update((scope.identity, scope) for scope in scopes)
        return [self.function(scope.identity) for scope in scopes]

    def global_term(self, name: str) -> Term | None:
        """What *name* is once the module has run; None when the module does not bind it."""
        if name not in self._globals:
            if self._terms is None:
                return None
            is_bound = name in self._terms.table(self._terms.root).by_name
            self._globals[name] = self._terms.module_bindings(name) if is_bound else None
        return self._globals[name]

    def names(self) -> set[str]:
        """The names that the module binds at its top level."""
        if self._terms is None:
            return {name for name, term in self._globals.items() if term is not None}
        return set(self._terms.table(self._terms.root).by_name)

    def text_annotation(self, text: str) -> Term:
        """The term of an annotation written as a string, in the module's own names."""
        known = self._texts.get(text)
        if known is None:
            known = self._texts[text] = text_term(text)
        return known

    def noqa_at(self, line: int) -> str | None:
        """The codes of the ``# noqa`` on *line*; '' for a bare one, None where there is none."""
        if not any(abs(noqa - line) <= _LONGEST_STATEMENT for noqa in self._noqa_lines):
            return None
        return self._suppressions.codes_at(line)

    @cached_property
    def _noqa_lines(self) -> list[int]:
        """Lines that mention ``noqa`` at all: tokenising a file for nothing is dear."""
        data = b"" if self.source is None else self.source.data
        if b"noqa" not in data.lower():
            return []
        lines = data.lower().splitlines()
        return [number for number, line in enumerate(lines, 1) if b"noqa" in line]

    @cached_property
    def _suppressions(self) -> Suppressions:
        return Suppressions(b"" if self.source is None else self.source.data)

    @cached_property
    def definitions(self) -> dict[str, Scope]:
        """The scopes of the module's functions and classes by qualified name in the module."""
        return {scope.qualified_name: scope for scope in self._scopes.values()}

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
                found[name] = self._marker(name, decorator)
        return found

    def markers_of(self, local_name: str) -> Markers:
        """The markers on the definition with that qualified name in this stub."""
        scope = self.definitions.get(local_name)
        return {} if scope is None else self.markers(local_name, scope)

    def freeze(self) -> None:
        """Work out all that others may ask, and let go of the syntax tree."""
        if self._terms is None:
            return
        for name in self.names():
            self.global_term(name)
        for cls in self.classes():
            cls.own_terms()
            cls.all_instance_terms()
            for fact in CLASS_FACTS:
                getattr(cls, fact)
        self._freeze_functions()
        for item in (*self._functions.values(), *self._classes.values()):
            item.scope_or_none = None
        for cls in self._classes.values():
            cls.__dict__.pop("_assignments", None)
        self._terms = None
        self._scopes = {}
        self.source = None

    def restore(
        self, globals_: dict[str, Term | None], stars: tuple[str, ...], has_yield: bool
    ) -> None:
        """Take the facts of a module that was stored; it has no syntax tree."""
        self._globals = globals_
        self.stars = stars
        self.has_yield = has_yield

    def adopt_function(self, function: FunctionSummary) -> None:
        """Take a stored function."""
        self._functions[function.identity] = function

    def adopt_class(self, cls: ClassSummary) -> None:
        """Take a stored class."""
        self._classes[cls.identity] = cls

    def _freeze_functions(self) -> None:
        """Facts of lambdas are found while those of their owners are: go on until none is new."""
        done: set[str] = set()
        while True:
            new = [function for function in self.functions() if function.identity not in done]
            if not new:
                return
            for function in new:
                done.add(function.identity)
                for fact in FUNCTION_FACTS:
                    getattr(function, fact)
                function.__dict__.pop("_finder", None)

    def _marker(self, name: str, decorator: ast.expr) -> Marker:
        if not isinstance(decorator, ast.Call):
            return Marker(name)
        try:
            args = tuple(ast.literal_eval(arg) for arg in decorator.args)
            keywords = {k.arg: ast.literal_eval(k.value) for k in decorator.keywords if k.arg}
        except ValueError as error:
            place = f"{self.path}:{decorator.lineno}"
            raise StubError(f"{place}: the arguments of @{name} must be literals") from error
        return Marker(name, args, keywords)

    def _lambda(self, identity: str) -> Scope:
        for scope in (*self.terms.scopes.values(), *self.terms.root.walk()):
            if scope.identity == identity:
                self._scopes[identity] = scope
                return scope
        raise KeyError(identity)


def marker_name(decorator: ast.expr) -> str:
    """The marker that *decorator* is, or an empty string."""
    func = decorator.func if isinstance(decorator, ast.Call) else decorator
    name = func.id if isinstance(func, ast.Name) else ""
    return name if name in MARKERS else ""


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
