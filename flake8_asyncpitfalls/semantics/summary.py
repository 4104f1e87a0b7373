"""What other modules need to know of one module: functions, classes and names, as terms.

Everything is computed when it is first asked for, so a module that is consulted for one function
costs the parse and that function.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import Any

from flake8_asyncpitfalls.errors import StubError
from flake8_asyncpitfalls.semantics.completion import can_complete
from flake8_asyncpitfalls.semantics.names import ModuleName, star_imports
from flake8_asyncpitfalls.semantics.scopes import Scope
from flake8_asyncpitfalls.semantics.source import Source
from flake8_asyncpitfalls.semantics.terms import NONE, UNKNOWN, ModuleTerms, Term
from flake8_asyncpitfalls.stubs.markers import MARKERS

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


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter: *kind* is ``positional``, ``plain``, ``keyword``, ``args`` or ``kwargs``."""

    name: str
    kind: str
    has_default: bool


class FunctionSummary:
    """One function or lambda of a module."""

    __slots__ = ("_result", "_yields", "markers", "module", "scope")

    def __init__(self, module: ModuleSummary, scope: Scope) -> None:
        self.module = module
        self.scope = scope
        self.markers: Markers = module.markers(scope)
        self._result: Term | None = None
        self._yields: Term | None = None

    @property
    def identity(self) -> str:
        """The function's key in its module."""
        return self.scope.identity

    @property
    def name(self) -> str:
        """The name in the ``def``; ``<lambda>`` for a lambda."""
        return self.scope.name

    @property
    def qualified_name(self) -> str:
        """``module.Class.method`` or ``module.function``."""
        return f"{self.module.name.dotted}.{self.scope.qualified_name}"

    @property
    def line(self) -> int:
        """The 1-based line of the ``def``."""
        return getattr(self.scope.node, "lineno", 0)

    @property
    def is_async(self) -> bool:
        """Whether it is an ``async def``."""
        return self.scope.is_coroutine

    @property
    def is_generator(self) -> bool:
        """Whether the body has a ``yield``; in a stub, never."""
        return self.module.has_yield and any(
            isinstance(node, ast.Yield | ast.YieldFrom) for node in self.scope.nodes
        )

    @property
    def class_identity(self) -> str | None:
        """The key of the class whose body holds the ``def``."""
        parent = self.scope.parent
        return parent.identity if parent is not None and parent.kind == "class" else None

    @property
    def decorators(self) -> list[Term]:
        """The decorators' terms, outermost first, markers left out."""
        node = self.scope.node
        if isinstance(node, ast.Lambda | ast.Module):
            return []
        outer = self.scope.parent or self.module.terms.root
        return [
            self.module.terms.reduce(decorator, outer)
            for decorator in node.decorator_list
            if not (self.module.is_stub and marker_name(decorator))
        ]

    @property
    def parameters(self) -> list[Parameter]:
        """The parameters in order, ``self`` included."""
        node = self.scope.node
        assert not isinstance(node, ast.Module | ast.ClassDef)
        return parameters_of(node.args)

    @property
    def returns(self) -> Term | None:
        """The term of the result's annotation, if there is one."""
        expr = getattr(self.scope.node, "returns", None)
        if expr is None:
            return None
        return self.module.terms.reduce(expr, self.scope.parent or self.module.terms.root)

    @property
    def result(self) -> Term:
        """The union of what its ``return`` statements give; None where it has none."""
        if self._result is None:
            self._result = self._find_result()
        return self._result

    @property
    def yields(self) -> Term:
        """The union of what its ``yield`` expressions give."""
        if self._yields is None:
            terms = self.module.terms
            values = [
                terms.reduce(node.value, self.scope)
                for node in self.scope.nodes
                if isinstance(node, ast.Yield)
            ]
            self._yields = terms.union(tuple(values)) if values else UNKNOWN
        return self._yields

    @property
    def is_empty(self) -> bool:
        """Whether the body does nothing: a docstring, ``pass``, ``...`` or a raise alone."""
        return all(
            isinstance(stmt, ast.Pass | ast.Raise)
            or (isinstance(stmt, ast.Expr) and isinstance(stmt.value, ast.Constant))
            for stmt in self.scope.body
        ) and not isinstance(self.scope.node, ast.Lambda)

    def _find_result(self) -> Term:
        terms = self.module.terms
        node = self.scope.node
        if isinstance(node, ast.Lambda):
            terms.lambda_scope(node)
            return terms.reduce(node.body, self.scope)
        values = [
            terms.reduce(stmt.value, self.scope)
            for stmt in self.scope.nodes
            if isinstance(stmt, ast.Return)
        ]
        if not values or can_complete(self.scope.body):
            values.append(NONE)
        return terms.union(tuple(values))


class ClassSummary:
    """One class of a module."""

    __slots__ = ("_instance", "_own", "markers", "module", "scope")

    def __init__(self, module: ModuleSummary, scope: Scope) -> None:
        self.module = module
        self.scope = scope
        self.markers: Markers = module.markers(scope)
        self._own: dict[str, Term | None] = {}
        self._instance: dict[str, list[tuple[ast.AST, Scope]]] | None = None

    @property
    def identity(self) -> str:
        """The class's key in its module."""
        return self.scope.identity

    @property
    def name(self) -> str:
        """The name in the ``class`` statement."""
        return self.scope.name

    @property
    def qualified_name(self) -> str:
        """``module.Class``."""
        return f"{self.module.name.dotted}.{self.scope.qualified_name}"

    @property
    def bases(self) -> list[Term]:
        """The terms of the bases, in order."""
        node = self.scope.node
        assert isinstance(node, ast.ClassDef)
        outer = self.scope.parent or self.module.terms.root
        return [self.module.terms.reduce(base, outer) for base in node.bases]

    @property
    def decorators(self) -> list[Term]:
        """The decorators' terms, markers left out."""
        node = self.scope.node
        assert isinstance(node, ast.ClassDef)
        outer = self.scope.parent or self.module.terms.root
        return [
            self.module.terms.reduce(decorator, outer)
            for decorator in node.decorator_list
            if not (self.module.is_stub and marker_name(decorator))
        ]

    def class_term(self, name: str) -> Term | None:
        """What the class body binds *name* to; None when it does not."""
        if name not in self._own:
            table = self.module.terms.table(self.scope)
            state = table.reaching(name, None)
            term = self.module.terms.union(
                tuple(self.module.terms.binding_term(binding, self.scope) for binding in state)
            )
            self._own[name] = term if state else None
        return self._own[name]

    def instance_terms(self, name: str) -> list[Term]:
        """What its methods assign to ``self.name``."""
        if self._instance is None:
            self._instance = self._find_assignments()
        terms = self.module.terms
        return [_assigned(terms, stmt, name, scope) for stmt, scope in self._instance.get(name, ())]

    def methods(self) -> list[Scope]:
        """The scopes of the functions that the class body defines."""
        return [child for child in self.scope.children.values() if child.kind == "function"]

    def _find_assignments(self) -> dict[str, list[tuple[ast.AST, Scope]]]:
        found: dict[str, list[tuple[ast.AST, Scope]]] = {}
        for method in self.methods():
            node = method.node
            assert not isinstance(node, ast.Module | ast.ClassDef)
            first = [*node.args.posonlyargs, *node.args.args][:1]
            if not first:
                continue
            for inner in method.walk():
                if inner.kind == "function":
                    _collect_assignments(found, inner, first[0].arg)
        return found


def _collect_assignments(
    found: dict[str, list[tuple[ast.AST, Scope]]], scope: Scope, receiver: str
) -> None:
    for node in scope.nodes:
        if (
            isinstance(node, ast.Attribute)
            and isinstance(node.ctx, ast.Store)
            and isinstance(node.value, ast.Name)
            and node.value.id == receiver
        ):
            found.setdefault(node.attr, []).append((node, scope))


def _assigned(terms: ModuleTerms, target: ast.AST, name: str, scope: Scope) -> Term:
    """The term that the assignment to the attribute *target* gives it."""
    path: list[int] = []
    child, parent = target, terms.parents[target]
    while isinstance(parent, ast.Tuple | ast.List | ast.Starred):
        if not isinstance(parent, ast.Starred):
            path.append(parent.elts.index(child))  # type: ignore[arg-type]
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
    """One module: its functions and classes by key, its names, its star imports."""

    def __init__(
        self,
        source: Source,
        name: ModuleName,
        is_stub: bool = False,
        overlay: ModuleSummary | None = None,
    ) -> None:
        self.name = name
        self.path = source.path
        self.source = source
        self.is_stub = is_stub
        self.terms = ModuleTerms(source, name)
        self.has_yield = not is_stub and source.mentions(b"yield")
        self.stars = star_imports(source.tree.body, name)
        self._scopes = {scope.identity: scope for scope in self.terms.root.walk()}
        self._overlay = {} if overlay is None else overlay.definitions()
        self._functions: dict[str, FunctionSummary] = {}
        self._classes: dict[str, ClassSummary] = {}
        self._globals: dict[str, Term | None] = {}
        self.memo: dict[Any, Any] = {}

    def function(self, identity: str) -> FunctionSummary:
        """The function with this key."""
        known = self._functions.get(identity)
        if known is None:
            scope = self._scopes.get(identity) or self._lambda(identity)
            known = self._functions[identity] = FunctionSummary(self, scope)
        return known

    def class_(self, identity: str) -> ClassSummary:
        """The class with this key."""
        known = self._classes.get(identity)
        if known is None:
            known = self._classes[identity] = ClassSummary(self, self._scopes[identity])
        return known

    def classes(self) -> list[ClassSummary]:
        """All classes of the module."""
        scopes = self.terms.root.walk()
        return [self.class_(scope.identity) for scope in scopes if scope.kind == "class"]

    def global_term(self, name: str) -> Term | None:
        """What *name* is once the module has run; None when the module does not bind it."""
        if name not in self._globals:
            table = self.terms.table(self.terms.root)
            is_bound = name in table.by_name
            self._globals[name] = self.terms.module_bindings(name) if is_bound else None
        return self._globals[name]

    def names(self) -> set[str]:
        """The names that the module binds at its top level."""
        return set(self.terms.table(self.terms.root).by_name)

    def definitions(self) -> dict[str, Scope]:
        """The scopes of the module's functions and classes by qualified name in the module."""
        return {scope.qualified_name: scope for scope in self._scopes.values()}

    def markers(self, scope: Scope) -> Markers:
        """The markers on a definition of a stub.

        A user's module has those of the stub of the same name: the stub's facts hold for the
        library's own sources too.
        """
        node: ast.AST | None = scope.node
        if not self.is_stub:
            known = self._overlay.get(scope.qualified_name) if self._overlay else None
            node = None if known is None else known.node
        if node is None or isinstance(node, ast.Lambda | ast.Module):
            return {}
        found = {}
        for decorator in getattr(node, "decorator_list", ()):
            name = marker_name(decorator)
            if name:
                found[name] = self._marker(name, decorator)
        return found

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
        for scope in list(self.terms.scopes.values()):
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
