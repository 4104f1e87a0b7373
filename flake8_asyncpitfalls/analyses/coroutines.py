"""Coroutine objects: which expressions certainly make one, and what becomes of those in locals."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.releases import is_plain_release, was_otherwise
from flake8_asyncpitfalls.analyses.replaced_members import may_be_replaced
from flake8_asyncpitfalls.analyses.without_loop import may_be_plain
from flake8_asyncpitfalls.semantics.effects.execution_context import is_named
from flake8_asyncpitfalls.semantics.inference.values import (
    ClassMethodValue,
    Coroutine,
    FunctionValue,
    Instance,
    Partial,
    PropertyValue,
    StaticValue,
    UnionValue,
    Unknown,
    Value,
    builtin_class,
    options_of,
)
from flake8_asyncpitfalls.semantics.scopes.scope import Binding, Scope
from flake8_asyncpitfalls.semantics.source.node_fields import alternatives_of
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed
from flake8_asyncpitfalls.semantics.summaries.definitions import (
    ClassSummary,
    FunctionSummary,
    ModuleFacts,
)
from flake8_asyncpitfalls.semantics.summaries.passed_tests import outcomes
from flake8_asyncpitfalls.semantics.terms.term import Term

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_HOLDING = frozenset({"assign", "annotated", "walrus"})
_ASYNC_ITERATION = re.compile(r"\bAsync(Generator|Iterable|Iterator)\b")
_QUESTIONS = (b"iscoroutinefunction", b"is_coroutine", b"is_async", b"isasync")
_LOOKING_AROUND = frozenset({"locals", "vars", "eval", "exec"})


@dataclass(frozen=True, slots=True)
class Use:
    """A place where a local that may hold a coroutine is read.

    *node* is the name, or the whole ``(name := ...)``. *is_certain*: nothing else than a coroutine
    can be read there.
    """

    node: ast.expr
    is_certain: bool


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """A coroutine that *value* makes and a local variable takes.

    *is_unbounded*: code that is not followed can see the variable. *is_shared*: at some use
    another binding of the variable may have made what it holds.
    """

    name: str
    value: ast.expr
    coroutine: Coroutine
    uses: list[Use] = field(default_factory=list)
    is_unbounded: bool = False
    is_shared: bool = False


def coroutine_of(model: SemanticModel, expr: ast.expr) -> Coroutine | None:
    """The coroutine that *expr* certainly makes or holds."""
    return model.analysis(_Coroutines).of(expr)


def may_be_coroutine(model: SemanticModel, call: ast.Call) -> Coroutine | None:
    """The coroutine that the method call makes for one of the classes that its object can be of.

    None where the object comes from a call that may have asked for the one or the other by what it
    passes (``get_client(sync_client=True)``).
    """
    callees = options_of(model.value_of(call.func))
    for callee in callees:
        if not isinstance(callee, FunctionValue) or not isinstance(callee.receiver, Instance):
            return None
    classes = {callee.receiver for callee in callees if isinstance(callee, FunctionValue)}
    if len(classes) < len(callees) or not any(makes_coroutine(model, c) for c in callees):
        return None
    if not isinstance(call.func, ast.Attribute) or _asks(model.term_of(call.func.value)):
        return None
    found = model.analysis(_Coroutines).of(call, is_any=True)
    if found is not None or not isinstance(model.value_of(call), Unknown):
        return found
    return model.analysis(_Coroutines).of_one(callees)


def _asks(term: Term) -> bool:
    """Whether a literal is passed to what makes an object."""
    parts = term[1] if term[0] in ("union", "tuple") else term[1:3]
    given = [*term[2], *(value for _, value in term[3])] if term[0] == "call" else []
    return any(argument[0] in ("const", "text") for argument in given) or any(
        _asks(part) for part in parts if isinstance(part, Term)
    )


def makes_coroutine(model: SemanticModel, function: Value) -> bool:
    """Whether calling *function*, without arguments, certainly makes a coroutine."""
    return model.analysis(_Coroutines).gives_coroutine(function)


def is_doubtful(model: SemanticModel, function: FunctionSummary) -> bool:
    """Whether a subclass or an assignment may have put something else in its place."""
    return model.analysis(_Coroutines).is_doubtful(function)


def is_asked_about(model: SemanticModel, function: ast.expr) -> bool:
    """Whether *function* stands where a question says that it is no coroutine function.

    ``to_thread(f) if not is_async_callable(f) else f()``: what such a question is called tells enough
    to say nothing.
    """
    if not model.source.mentions(*_QUESTIONS):
        return False
    text = unparsed(function)
    return any(
        _is_question(*_without_not(test, outcome), text)
        for test, outcome in outcomes(function, model.terms.parents)
    )


def is_left_open(model: SemanticModel, call: ast.expr) -> bool:
    """Whether *call* calls a method without a body: those that stand in for it may be generators."""
    callees = options_of(model.value_of(call.func)) if isinstance(call, ast.Call) else ()
    return any(
        isinstance(callee, FunctionValue)
        and callee.receiver is not None
        and not callee.summary.module.is_stub
        and callee.summary.is_empty
        and not (_gives_plain(model, callee) or _is_filled_alike(model, callee))
        for callee in callees
    )


def _gives_plain(model: SemanticModel, method: FunctionValue) -> bool:
    """Whether *method* declares that it gives one of Python's own data types, which no generator is."""
    made = model.types.calls.plain_result(method)
    return isinstance(made, Coroutine) and all(
        builtin_class(option) is not None for option in options_of(made.result)
    )


def _is_filled_alike(model: SemanticModel, method: FunctionValue) -> bool:
    """Whether the project's subclasses stand in for the empty *method*, all with coroutine functions."""
    if not isinstance(method.receiver, Instance):
        return False
    found = model.types.implementations.of_method(method.summary.name, method.receiver)
    return bool(found) and all(makes_coroutine(model, function) for function in found)


def coroutines_in(
    model: SemanticModel, function: ast.FunctionDef | ast.AsyncFunctionDef
) -> list[Held]:
    """The coroutines that local variables of *function* take, with the variables' uses."""
    return model.analysis(_Coroutines).of_variables(function)


def held_in(model: SemanticModel, scope: Scope) -> list[Held]:
    """The same for the function *scope*."""
    return model.analysis(_Coroutines).held_in(scope)


class _Coroutines:
    """Answers for one file."""

    def __init__(self, model: SemanticModel) -> None:
        self.model = model
        self._listed = model.settings.coroutines
        self._doubtful: dict[FunctionSummary, bool] = {}
        self._held: dict[Scope, list[Held]] = {}
        self._subclasses: dict[ModuleFacts, dict[ClassSummary, list[ClassSummary]]] = {}

    def of(self, expr: ast.expr, *, is_any: bool = False) -> Coroutine | None:
        """The coroutine that *expr* certainly makes or holds; with *is_any*, on one path at least."""
        if isinstance(expr, ast.Attribute) and not self._is_property(expr):
            return None
        value = self.model.value_of(expr)
        if not isinstance(value, (Coroutine, UnionValue)):
            return self._configured(expr, value) if self._listed else None
        options = [option for option in options_of(value) if isinstance(option, Coroutine)]
        if not options or (len(options) < len(options_of(value)) and not is_any):
            return None
        functions = [option.function for option in options]
        if isinstance(expr, ast.Await) and None in functions:
            # 'async def f() -> Coroutine[...]' says twice what it means once.
            return None
        if isinstance(expr, ast.Call):
            if self._is_asked(expr):
                return None
            callees = options_of(self.model.value_of(expr.func))
            functions += [callee.summary for callee in callees if isinstance(callee, FunctionValue)]
        if any(function is not None and self.is_doubtful(function) for function in functions):
            return None
        if any(
            is_plain_release(self.model, expr, function)
            for function in functions
            if was_otherwise(function, "once_plain")
        ) or any(may_be_plain(self.model, expr, function) for function in functions):
            return None
        return options[0]

    def of_one(self, callees: tuple[Value, ...]) -> Coroutine | None:
        """The coroutine that one of *callees* makes, where the others have nothing to do."""
        plain_result = self.model.types.calls.plain_result
        made = [plain_result(callee) for callee in callees if self.gives_coroutine(callee)]
        others = [callee for callee in callees if not self.gives_coroutine(callee)]
        if not all(isinstance(o, FunctionValue) and _does_nothing(o.summary) for o in others):
            return None
        return next((one for one in made if isinstance(one, Coroutine)), None)

    def gives_coroutine(self, function: Value) -> bool:
        """Whether calling *function*, without arguments, certainly makes a coroutine."""
        for option in options_of(function):
            inner = option.function if isinstance(option, Partial) else option
            if not isinstance(inner, FunctionValue) or self.is_doubtful(inner.summary):
                return False
            if not isinstance(self.model.types.calls.plain_result(inner), Coroutine):
                return False
        return True

    def _is_asked(self, call: ast.Call) -> bool:
        """Whether *call* is only come to where a question says no of its function."""
        return is_asked_about(self.model, call.func)

    def _is_property(self, attribute: ast.Attribute) -> bool:
        """Whether reading *attribute* makes a new coroutine, not one that was stored there."""
        value = self.model.value_of(attribute.value)
        if not isinstance(value, (Instance, UnionValue)):
            return False
        get = self.model.types.members.property_getter
        return all(get(option, attribute.attr) is not None for option in options_of(value))

    def _configured(self, expr: ast.expr, value: Value) -> Coroutine | None:
        """The coroutine that the settings say *expr* makes."""
        if not isinstance(expr, ast.Call):
            return None
        is_listed = is_named(self.model.value_of(expr.func), self._listed)
        return Coroutine(None, value) if is_listed else None

    def is_doubtful(self, function: FunctionSummary) -> bool:
        """Whether a subclass or an assignment may have put something else in its place."""
        if _promises_iteration(function):
            return True
        if function.class_identity is None:
            return False
        known = self._doubtful.get(function)
        if known is None:
            owner = function.module.class_(function.class_identity)
            known = may_be_replaced(self.model, owner, function.name) or any(
                self._overrides_otherwise(cls, owner, function) for cls in self._classes(owner)
            )
            self._doubtful[function] = known
        return known

    def _classes(self, owner: ClassSummary) -> Iterable[ClassSummary]:
        """The classes that may override a method of *owner*: those of this file, and its subclasses."""
        classes = self._subclasses_in(self.model.module, owner)
        if owner.module.is_stub:
            return classes
        if owner.module.is_foreign:
            return dict.fromkeys([*classes, *self._subclasses_in(owner.module, owner)])
        return dict.fromkeys([*classes, *self.model.types.implementations.subclasses(owner)])

    def _subclasses_in(self, module: ModuleFacts, owner: ClassSummary) -> Sequence[ClassSummary]:
        """The classes of *module* that come from *owner*, which are found for all owners at once."""
        known = self._subclasses.get(module)
        if known is None:
            known = self._subclasses[module] = {}
            for cls in module.classes():
                for base in self.model.types.members.mro(cls):
                    if base is not None and base is not cls:
                        known.setdefault(base, []).append(cls)
        return known.get(owner, ())

    def _overrides_otherwise(
        self, cls: ClassSummary, owner: ClassSummary, function: FunctionSummary
    ) -> bool:
        members = self.model.types.members
        if cls is owner or cls.class_term(function.name) is None:
            return False
        if owner not in members.mro(cls):
            return False
        raw = members.own(cls, function.name)
        return raw is None or self._makes_coroutine(raw) != self._makes_coroutine(
            members.own(owner, function.name)
        )

    def _makes_coroutine(self, raw: Value | None) -> bool:
        function = raw.getter if isinstance(raw, PropertyValue) else raw
        if isinstance(function, ClassMethodValue | StaticValue):
            function = function.function
        if function is None:
            return False
        # What a decorator made may be one of several functions.
        return all(
            isinstance(option, FunctionValue)
            and isinstance(self.model.types.calls.plain_result(option), Coroutine)
            for option in options_of(function)
        )

    def of_variables(self, function: ast.FunctionDef | ast.AsyncFunctionDef) -> list[Held]:
        """The coroutines that local variables of *function* take, with the variables' uses."""
        return self.held_in(self.model.terms.scopes[function])

    def held_in(self, scope: Scope) -> list[Held]:
        """The coroutines that local variables of the function *scope* take, with their uses."""
        found = self._held.get(scope)
        if found is None:
            found = self._held[scope] = self._find_held(scope)
        return found

    def _find_held(self, scope: Scope) -> list[Held]:
        table = self.model.terms.table(scope)
        outer = table.global_names | table.nonlocal_names
        by_binding = {
            binding: Held(binding.name, value, coroutine)
            for name, bindings in table.by_name.items()
            if name not in outer
            for binding in bindings
            for value in _values(binding, scope, self.model.terms.parents)
            if (coroutine := self.of(value)) is not None
        }
        if not by_binding:
            return []
        unbounded = self._seen_elsewhere(scope, {held.name for held in by_binding.values()})
        for name in self._names(scope, by_binding):
            self._record(name, scope, by_binding)
        for binding, held in by_binding.items():
            if binding.kind == "walrus" and isinstance(binding.node, ast.expr):
                held.uses.append(Use(binding.node, True))
        return [_marked(held, held.name in unbounded) for held in by_binding.values()]

    def _names(self, scope: Scope, by_binding: dict[Binding, Held]) -> Iterator[ast.Name]:
        names = {held.name for held in by_binding.values()}
        for node in scope.of_type(ast.Name):
            if node.id in names:
                is_changed = isinstance(self.model.parent(node), ast.AugAssign)
                if is_changed or not isinstance(node.ctx, ast.Store):
                    yield node

    def _record(self, name: ast.Name, scope: Scope, by_binding: dict[Binding, Held]) -> None:
        bindings = self.model.terms.bindings_read(name, scope)
        held = [by_binding[binding] for binding in bindings if binding in by_binding]
        is_certain = len(held) == len(bindings) and not any(map(self._is_choice, bindings))
        if any(binding.kind == "narrow" for binding in bindings):
            held = [one for one in by_binding.values() if one.name == name.id]
        for one in held:
            one.uses.append(Use(name, is_certain))

    def _is_choice(self, binding: Binding) -> bool:
        """Whether what the binding takes its value from may make something else than a coroutine."""
        is_branched = isinstance(binding.value, (ast.IfExp, ast.BoolOp))
        return is_branched and binding.value is not None and self.of(binding.value) is None

    def _seen_elsewhere(self, scope: Scope, names: set[str]) -> set[str]:
        """The names that nested functions mention; all of them where the scope is looked over."""
        found: set[str] = set()
        for inner in scope.walk():
            for node in inner.of_type(ast.Name):
                if inner is scope:
                    if node.id in _LOOKING_AROUND:
                        return names
                elif node.id in names:
                    found.add(node.id)
        return found


def _without_not(test: ast.expr, outcome: bool) -> tuple[ast.expr, bool]:
    while isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        test, outcome = test.operand, not outcome
    return test, outcome


def _is_question(test: ast.expr, outcome: bool, text: str) -> bool:
    """Whether *test* asks whether *text* is a coroutine function, and the answer was no."""
    return not outcome and any(
        isinstance(part, ast.Call)
        and any(word.decode() in unparsed(part.func) for word in _QUESTIONS)
        and [unparsed(argument) for argument in part.args] == [text]
        for part in ast.walk(test)
    )


def _does_nothing(function: FunctionSummary) -> bool:
    """Whether its body says ``pass``, which is no declaration as ``...`` is."""
    last = function.scope.body[-1] if function.scope.body else None
    return function.is_empty and isinstance(last, ast.Pass)


def _promises_iteration(function: FunctionSummary) -> bool:
    """Whether it is empty and annotated as an async generator, which its implementations are."""
    returns = getattr(function.scope.node, "returns", None)
    if returns is None or function.module.is_stub or not function.is_empty:
        return False
    return _ASYNC_ITERATION.search(unparsed(returns)) is not None


def _marked(held: Held, is_unbounded: bool) -> Held:
    is_shared = not all(use.is_certain for use in held.uses)
    return Held(held.name, held.value, held.coroutine, held.uses, is_unbounded, is_shared)


def _is_kept(binding: Binding, parents: dict[ast.AST, ast.AST]) -> bool:
    """``self.x = name = f()`` stores what it gives to *name*."""
    stmt = parents.get(binding.node)
    if not isinstance(stmt, ast.Assign) or len(stmt.targets) < 2:
        return False
    return not all(isinstance(target, ast.Name) for target in stmt.targets)


def _values(binding: Binding, scope: Scope, parents: dict[ast.AST, ast.AST]) -> Iterator[ast.expr]:
    """The expression that *binding* takes its value from, if it can make a coroutine."""
    value = binding.value
    if binding.kind not in _HOLDING or value is None or _is_kept(binding, parents):
        return
    for index in binding.path:
        if not isinstance(value, (ast.Tuple, ast.List)) or not 0 <= index < len(value.elts):
            return
        value = value.elts[index]
    for alternative in alternatives_of(value):
        # A property that is a coroutine function is read where somebody means to await it.
        if isinstance(alternative, (ast.Call, ast.Await)) or (
            isinstance(alternative, ast.Attribute) and scope.is_coroutine
        ):
            yield alternative
