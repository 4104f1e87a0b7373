"""The semantic model of one file: the questions a rule may ask, nothing else."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from typing import Any, TypeVar

from flake8_asyncpitfalls.errors import SourceError
from flake8_asyncpitfalls.semantics.effects.call_effects import CallEffects
from flake8_asyncpitfalls.semantics.effects.effect import Effect, Effects, platform_words
from flake8_asyncpitfalls.semantics.effects.execution_context import ExecutionContext
from flake8_asyncpitfalls.semantics.inference.capabilities import Capabilities
from flake8_asyncpitfalls.semantics.inference.evaluator import Evaluator
from flake8_asyncpitfalls.semantics.inference.values import (
    ClassValue,
    FunctionValue,
    Instance,
    Partial,
    UnionValue,
    Value,
    name_of,
    options_of,
)
from flake8_asyncpitfalls.semantics.project.project import Project
from flake8_asyncpitfalls.semantics.project.target_python import Target
from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES, Scope
from flake8_asyncpitfalls.semantics.source.node_fields import block_of, statement_of
from flake8_asyncpitfalls.semantics.source.source import Source
from flake8_asyncpitfalls.semantics.summaries.definitions import (
    ClassSummary,
    FunctionSummary,
    ModuleFacts,
)
from flake8_asyncpitfalls.semantics.summaries.markers import Marker, marked_name
from flake8_asyncpitfalls.semantics.summaries.passed_tests import is_harmless_after, passed_by
from flake8_asyncpitfalls.semantics.summaries.path_conditions import PathConditions
from flake8_asyncpitfalls.semantics.summaries.predicate import ELSEWHERE, Guards
from flake8_asyncpitfalls.semantics.summaries.sites import (
    SiteKind,
    called_name,
    managers_around,
    site_term,
)
from flake8_asyncpitfalls.semantics.summaries.version_tests import VersionTests
from flake8_asyncpitfalls.semantics.terms.lowering import ModuleTerms
from flake8_asyncpitfalls.semantics.terms.term import Term
from flake8_asyncpitfalls.semantics.terms.variable_uses import VariableUses
from flake8_asyncpitfalls.settings import Settings

_AWAITING = frozenset({ast.Await, ast.withitem, ast.AsyncFor, ast.comprehension})
"""What may await what stands directly in it."""
OLDEST = (3, 9)
"""What every project has that does not say which Pythons it supports."""
AnalysisT = TypeVar("AnalysisT")


class SemanticModel:
    """What one file means. Nodes are those of ``source.tree``; nothing is written on them."""

    def __init__(
        self,
        source: Source,
        settings: Settings,
        project: Project,
        types: Evaluator,
        call_effects: CallEffects,
        module: ModuleFacts | None = None,
    ) -> None:
        """*module* is that of *source*, where *project* need not be asked: it may lose its own tree."""
        self.source = source
        self.settings = settings
        self.types = types
        self.call_effects = call_effects
        self._project = project
        self.module = project.module(source) if module is None else module
        self.terms = self.module.terms if module is None else ModuleTerms(source, module.name)
        # No methods, as each node is asked for them several times: the calls around these were a
        # hundredth of a run.
        self.parent: Callable[[ast.AST], ast.AST] = self.terms.parents.__getitem__
        """The node that directly holds the given one."""
        self.scope_of: Callable[[ast.AST], Scope] = self.terms.scope_at
        """The scope in which the given node is evaluated."""
        self._has_own_terms = module is not None
        self.scopes = tuple(self.terms.root.walk())
        self.terms.know_nodes(self.scopes)
        self.frame = types.frame(self.module)
        self.execution = ExecutionContext(self.module, types)
        self.uses = VariableUses(self.terms)
        self.capabilities = Capabilities(types)
        self._analyses: dict[Any, Any] = {}
        self._effects: dict[ast.AST, Effects] = {}
        self._values: dict[ast.expr, Value] = {}
        self._possible_markers = self.execution.possible_markers
        self._called: dict[ast.expr, str] = {}
        self._conditions: dict[Scope, PathConditions] = {}
        self._beside: dict[ModuleFacts, SemanticModel] = {self.module: self}

    def beside(self, module: ModuleFacts) -> SemanticModel:
        """What another *module* of the project means, worked out once for this file.

        Raises SourceError when it cannot be parsed.
        """
        found = self._beside.get(module)
        if found is None:
            source = Source.parse(module.path, module.data)
            found = SemanticModel(
                source, self.settings, self._project, self.types, self.call_effects, module
            )
            self._beside[module] = found
            # Those that ask each other have to meet again.
            found._beside = self._beside
        return found

    def found(self, question: str, having: str = "") -> Iterator[SemanticModel]:
        """What the other modules of the project that a search by words finds mean (see ``word_index``).

        Only those whose text has *having*. Those that cannot be parsed are left out; none where nobody knows.
        """
        for module in self.types.loader.search(question, self.module, having) or ():
            if module is not self.module:
                with suppress(SourceError):
                    yield self.beside(module)

    def analysis(self, kind: Callable[[SemanticModel], AnalysisT]) -> AnalysisT:
        """The one object of *kind* for this file, made at the first question."""
        found: AnalysisT | None = self._analyses.get(kind)
        if found is None:
            found = self._analyses[kind] = kind(self)
        return found

    def end_step(self) -> None:
        """Say that a scope is checked, and nobody has scopes of other modules in hand for it."""
        self._project.end_step()

    def release(self) -> None:
        """Let go of what was worked out; no question may follow.

        Analyses know the model and the model them: the garbage collector would have to find that.
        """
        beside = [other for other in self._beside.values() if other is not self]
        self._beside = {}
        for known in (self._analyses, self._effects, self._values, self._conditions, self._called):
            known.clear()
        self.scopes = ()
        if self._has_own_terms:
            # Nobody else has this tree, and its scopes hold each other.
            self.terms.release()
        else:
            self.terms.forget_nodes()
        for other in beside:
            other._beside = {}
            other.release()

    @cached_property
    def imported_names(self) -> frozenset[str]:
        """The names that imports bind, anywhere in the module."""
        return frozenset(
            alias.asname or alias.name.partition(".")[0]
            for scope in self.scopes
            for names in (
                *(stmt.names for stmt in scope.of_type(ast.Import)),
                *(stmt.names for stmt in scope.of_type(ast.ImportFrom)),
            )
            for alias in names
        )

    def runs_on_python(self, *version: int, at: ast.AST | None = None) -> bool:
        """Whether every Python that the file must run on is certainly *version* (3, 11) or newer.

        Where nothing tells, it is taken to be one of those that had not ended when this was written.
        What runs in older ones only, by a test around the node *at*, does not.
        """
        below = None if at is None else self._version_tests.below_at(at)
        if below is not None and below <= version:
            return False
        return (self._target_version or OLDEST) >= version

    def is_before_python(self, *version: int) -> bool:
        """Whether the project says that it takes no Python from *version* (3, 14) on."""
        below = None if self.settings.target_version else self._declared_python.below
        return below is not None and below <= version

    @cached_property
    def _version_tests(self) -> VersionTests:
        return VersionTests(self.terms)

    @cached_property
    def _target_version(self) -> tuple[int, ...] | None:
        return self.settings.target_version or self._declared_python.version

    @cached_property
    def _declared_python(self) -> Target:
        return self._project.declared_python(self.source.path)

    def is_dropped(self, expr: ast.AST) -> bool:
        """Whether *expr* is a statement, or its part that nobody uses: ``ready and expr``."""
        parent = self.parent(expr)
        while isinstance(parent, (ast.BoolOp, ast.IfExp)):
            is_test = isinstance(parent, ast.IfExp) and parent.test is expr
            if is_test or (isinstance(parent, ast.BoolOp) and parent.values[-1] is not expr):
                return False
            expr, parent = parent, self.parent(parent)
        return isinstance(parent, ast.Expr)

    def statement_of(self, node: ast.AST) -> ast.stmt:
        """The innermost statement that holds *node* (itself, if it is one)."""
        return statement_of(node, self.terms.parents)

    def block_of(self, stmt: ast.AST) -> list[ast.stmt]:
        """The statements that *stmt* stands among."""
        return block_of(stmt, self.parent(stmt))

    def term_of(self, expr: ast.expr) -> Term:
        """The term of *expr*."""
        known = self.terms.known(expr)
        return self.terms.reduce(expr, self.scope_of(expr)) if known is None else known

    def value_of(self, expr: ast.expr) -> Value:
        """What *expr* certainly is; Unknown when that cannot be said."""
        known = self._values.get(expr)
        if known is None:
            known = self._values[expr] = self.types.evaluate(self.term_of(expr), self.frame)
        return known

    def value_in(self, expr: ast.expr, function: FunctionSummary, scope: Scope) -> Value:
        """What *expr* certainly is in *scope*, of or inside *function*, in whichever module."""
        return self.types.value_in(expr, function, scope)

    def name_of(self, expr: ast.expr) -> str:
        """The qualified name of the function, class or module that *expr* refers to, or ''."""
        return name_of(self.value_of(expr))

    def refers_to(self, expr: ast.expr, *dotted: str) -> bool:
        """Whether *expr* certainly is one of these functions, methods or classes.

        A name is followed to its definition, so ``asyncio.Queue`` and ``asyncio.queues.Queue``
        are the same; a method is matched on the class it was found on.
        """
        value = self.value_of(expr)
        if isinstance(value, FunctionValue):
            summaries = {_summary(self.types.resolve(name)) for name in dotted}
            return value.summary in summaries
        return value in [self.types.resolve(name) for name in dotted]

    def is_instance(self, expr: ast.expr, *dotted: str) -> bool:
        """Whether *expr* is certainly an instance of one of these classes or their subclasses."""
        value = self.value_of(expr)
        # Most values that rules ask about are no instances: no generator is started for them.
        return isinstance(value, (Instance, UnionValue)) and all(
            isinstance(option, Instance)
            and any(self.types.members.derives_from(option.summary, name) for name in dotted)
            for option in options_of(value)
        )

    def marker(self, expr: ast.expr, name: str) -> Marker | None:
        """The marker *name* of the function or class that *expr* certainly refers to."""
        if not self._may_be_marked(expr, name):
            return None
        found = None
        for option in options_of(self.value_of(expr)):
            summary = _summary(option)
            found = None if summary is None else summary.markers.get(name)
            if found is None:
                return None
        return found

    def _may_be_marked(self, expr: ast.expr, name: str) -> bool:
        """Whether what *expr* names can have the marker *name*; nearly all of it cannot."""
        return self._possible_markers.may_have(self._name_called(expr), name)

    def name_for_marks(self, node: ast.AST) -> str:
        """The name by which stubs would mark what a call or attribute names; '' for anything."""
        expr: ast.expr = node.func if isinstance(node, ast.Call) else node  # type: ignore[assignment]
        # As _name_called, which would be one call more for each call of each file.
        if isinstance(expr, ast.Attribute):
            return marked_name(expr.attr)
        return self._name_called(expr)

    def _name_called(self, expr: ast.expr) -> str:
        """The name of the function that *expr* names; '' where it can be anything."""
        if expr.__class__ is ast.Attribute:
            # Its own name, unless its term is unknown, and then it is known to have no marker.
            return marked_name(expr.attr)
        called = self._called.get(expr)
        if called is None:
            called = self._called[expr] = self._possible_markers.named(self.term_of(expr))
        return called

    def has_class_marker(self, expr: ast.expr, name: str) -> bool:
        """Whether *expr* is certainly an instance of a class with the marker *name*, or a base's."""
        return self.types.members.is_marked(self.value_of(expr), name)

    def enters(self, expr: ast.expr, name: str, *, is_async: bool) -> bool:
        """Whether ``with expr as x`` (or ``async with``) binds an instance of a marked class to x."""
        value = self.types.protocols.entered(self.value_of(expr), is_async=is_async)
        return self.types.members.is_marked(value, name)

    def summary_of(self, function: ast.FunctionDef | ast.AsyncFunctionDef) -> FunctionSummary:
        """What is known of *function*."""
        return self.module.function(self.terms.scopes[function].identity)

    def scope_in_tree(self, function: FunctionSummary) -> Scope:
        """The scope of *function*, one of this file, in the tree that this model has."""
        if not self._has_own_terms:
            return function.scope
        return self.analysis(_by_identity)[function.identity]

    def effects_at(self, node: ast.AST) -> Effects:
        """What evaluating *node* itself blocks on, by kind; nothing where it is awaited."""
        found = self._effects.get(node)
        if found is None:
            found = self._effects[node] = self._find_effects(node)
        return found

    def _find_effects(self, node: ast.AST) -> Effects:
        if self.is_awaited(node) or self._is_offloaded_call(node):
            return {}
        scope = self.scope_of(node)
        found = site_term(self.terms, node, scope)
        if found is None:
            return {}
        effects = self.call_effects.of_site(found[0], found[1], self.frame)
        if not effects:
            return effects
        if self.call_effects.is_halted(managers_around(self.terms, node, scope), self.frame):
            return {}
        effects = self._guarded(node, scope, found, effects)
        if not any(effect.marker and not effect.hops for effect in effects.values()):
            return effects
        passed = passed_by(node, self.terms.parents)
        return {
            k: e for k, e in effects.items() if e.hops or not is_harmless_after(e.marker, passed)
        }

    def _guarded(
        self, node: ast.AST, scope: Scope, site: tuple[SiteKind, Term], effects: Effects
    ) -> Effects:
        """What *effects* leave where the tests of the function around *node* came out as they must."""
        guards = self._guards(node, scope)
        if self._never_runs(guards, scope):
            return {}
        frame = self.types.calls.call_constants.assuming(guards, site[1], self.frame)
        found = effects if frame is self.frame else self.call_effects.of_site(*site, frame)
        words = platform_words(guards)
        return {k: replace(e, platform=words) for k, e in found.items()} if words else found

    def _guards(self, node: ast.AST, scope: Scope) -> Guards:
        if not isinstance(scope.node, FUNCTION_TYPES):
            return ()
        if scope not in self._conditions:
            self._conditions[scope] = PathConditions(self.terms, scope)
        return self._conditions[scope].guards_of(node)

    def _never_runs(self, guards: Guards, scope: Scope) -> bool:
        if not guards:
            return False
        call_constants = self.types.calls.call_constants
        summary = self.module.function(scope.identity)
        is_on_loop = self.execution.runs_on_loop(scope)
        uncertainty = call_constants.uncertainty(guards, summary, self.frame, on_loop=is_on_loop)
        return uncertainty is None or uncertainty >= ELSEWHERE

    def is_ruled_out(self, node: ast.AST) -> bool:
        """Whether the tests of its function keep *node* from being evaluated on the loop's thread.

        So it is below a ``return``, between tests that contradict each other, in a forked child.
        """
        scope = self.scope_of(node)
        return self._never_runs(self._guards(node, scope), scope)

    def calls_itself(self, call: ast.Call, effect: Effect) -> bool:
        """Whether *call* names what blocks: no ``partial`` of it, nothing that calls its argument."""
        callee = self.value_of(call.func)
        if isinstance(callee, FunctionValue) and effect.function is not None:
            return callee.summary is effect.function.summary
        return not isinstance(callee, Partial)

    def is_awaited(self, node: ast.AST) -> bool:
        """Whether *node* is the operand of ``await``, ``async with`` or ``async for``."""
        parent = self.terms.parents[node]
        if parent.__class__ not in _AWAITING:
            return False
        if isinstance(parent, ast.Await):
            return True
        if isinstance(parent, ast.withitem):
            is_header = parent.context_expr is node
            return is_header and isinstance(self.parent(parent), ast.AsyncWith)
        if isinstance(parent, ast.AsyncFor):
            return parent.iter is node
        is_clause = isinstance(parent, ast.comprehension) and parent.iter is node
        return is_clause and bool(getattr(parent, "is_async", False))

    def _is_offloaded_call(self, node: ast.AST) -> bool:
        """``to_thread(f(x))``: the mistake is the call itself, and ASY2 says it."""
        if not isinstance(node, ast.Call):
            return False
        parent = self.terms.parents[node]
        if not isinstance(parent, ast.Call):
            return False
        return node in self.arguments_marked(parent, "offloads")

    def arguments_marked(self, call: ast.Call, marker_name: str) -> list[ast.expr]:
        """The arguments of *call* that the callee's marker of that name points at."""
        if not self._may_be_marked(call.func, marker_name):
            return []
        scope = self.scope_of(call)
        return self.execution.marked_arguments(call, scope, marker_name, self.terms)

    def runs_on_loop(self, node: ast.AST) -> bool:
        """Whether *node* is evaluated on the event loop's thread while the loop runs."""
        return self.execution.runs_on_loop(self.scope_of(node))

    def may_await(self, node: ast.AST) -> bool:
        """Whether *node* stands in a coroutine, or where a notebook's cells may await as well."""
        return self.execution.may_await_in(self.scope_of(node))

    def runs_in_thread(self, node: ast.AST) -> bool:
        """Whether *node* is in a function that this module hands to a thread or process."""
        scope = self.scope_of(node)
        return self.execution.runs_in_thread(scope) and not self.execution.runs_on_loop(scope)

    def function_value(self, scope: Scope) -> Value:
        """What the name of the function *scope* holds once its decorators have been applied."""
        return self.types.evaluate(self.terms.make("function", scope.identity), self.frame)

    def is_live_resource(self, call: ast.Call) -> bool:
        """Whether *call* gives an object whose own methods block or belong to its thread."""
        for option in options_of(self.value_of(call)):
            if isinstance(option, Instance) and self.types.members.is_live(option.summary):
                return True
        return False

    def spelled(self, node: ast.AST) -> str:
        """The name that a call, attribute or name node calls, as a reader would say it."""
        return called_name(node)


def _by_identity(model: SemanticModel) -> dict[str, Scope]:
    """All scopes of the file."""
    return {scope.identity: scope for scope in model.scopes}


def _summary(value: Value) -> FunctionSummary | ClassSummary | None:
    return value.summary if isinstance(value, (FunctionValue, ClassValue, Instance)) else None
