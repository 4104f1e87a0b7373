"""Clients of a library in a whole project, made asynchronous at once.

``redis.Redis`` made in one module and used through the classes of others: every object of the library
becomes its asynchronous twin, and with it what it gives (a database, a collection, a cursor). What the twin
does as a coroutine is awaited, and who awaits becomes ``async def`` with all callers. One use that the twin
does not have, or one place where an object is lost sight of, and nothing changes.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.conversion.client_twins import ClientTwins, names_of_twin
from flake8_asyncpitfalls.analyses.conversion.loop_starts import STARTING, loop_starts
from flake8_asyncpitfalls.analyses.conversion.rewriting import (
    is_plain_data,
    may_be_of_library,
    other_name,
)
from flake8_asyncpitfalls.analyses.conversion.twins import NEEDING_TWINS
from flake8_asyncpitfalls.analyses.library import library_at
from flake8_asyncpitfalls.analyses.streams import asks_for_stream
from flake8_asyncpitfalls.edit import (
    AddAwait,
    MakeAsync,
    RenameAttribute,
    ReplaceExpression,
    ReplaceName,
)
from flake8_asyncpitfalls.fixes.async_conversion.client_places import ClientPlaces, Holders
from flake8_asyncpitfalls.fixes.async_conversion.conversion import Conversion
from flake8_asyncpitfalls.fixes.refusal import RefusedError
from flake8_asyncpitfalls.semantics.effects.display_names import display_path
from flake8_asyncpitfalls.semantics.inference.protocols import is_async_generator
from flake8_asyncpitfalls.semantics.inference.values import (
    ClassValue,
    Coroutine,
    FunctionValue,
    Instance,
    NoneValue,
    Value,
    options_of,
)
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flake8_asyncpitfalls.fixes.async_conversion.callers import Callers
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary

_TESTS = (ast.Compare, ast.UnaryOp, ast.If, ast.While, ast.Assert, ast.Expr, ast.FormattedValue)
_PASSED_ON = (ast.BoolOp, ast.IfExp, ast.NamedExpr)
_LOOKING = frozenset({"bool", "hasattr", "id", "isinstance", "print", "repr", "str", "type"})
"""Functions of Python that only look at an object."""


def library_of_place(model: SemanticModel, line: int) -> str:
    """The library, one of those with twins, whose object blocks on the 1-based *line* of the file; or ''."""
    for scope in model.scopes:
        calls = [call for call in scope.of_type(ast.Call) if _is_on(line, call)]
        loops = [loop for loop in scope.of_type(ast.For) if _is_on(line, loop.iter)]
        clauses = [one for one in scope.of_type(ast.comprehension) if _is_on(line, one.iter)]
        for node in (*calls, *loops, *clauses):
            for effect in model.effects_at(node).values():
                function = None if effect.hops else effect.function
                library = "" if function is None else _library_of(model, function.summary)
                if library:
                    return library
    return ""


def _is_on(line: int, node: ast.expr) -> bool:
    return node.lineno <= line <= (node.end_lineno or line)


def _library_of(model: SemanticModel, method: FunctionSummary) -> str:
    """The library of the class of *method*, if that has a twin; else ''."""
    module = method.module
    if method.class_identity is None or not module.is_stub:
        return ""
    library = module.name.dotted.partition(".")[0]
    twin = ClientTwins(model.types, library).of_class(module.class_(method.class_identity))
    return "" if twin is None else library


def convert(callers: Callers, paths: Sequence[str], library: str) -> Conversion:
    """How to make all objects of *library* in *paths* asynchronous; raises RefusedError where that fails."""
    conversion, holders = Conversion(), Holders(library)
    looked: set[str] = set()
    while True:
        pattern = holders.pattern()
        found = [p for p in paths if p not in looked and pattern.search(callers.read(p))]
        if not found:
            break
        for path in found:
            _visit(_File, callers, conversion, path, holders)
        looked.update(found)
    for path in paths:
        if path in looked:
            _visit(ClientPlaces, callers, conversion, path, holders)
    if holders.shared:
        _check_loops(callers, paths, holders)
    return conversion


def _check_loops(callers: Callers, paths: Sequence[str], holders: Holders) -> None:
    """Raise RefusedError where several event loops may come to use one of the objects."""
    tests = 0
    for path in paths:
        model = callers.model(path) if STARTING.search(callers.read(path)) else None
        starts = [] if model is None else list(loop_starts(model))
        programs = sum(start.runs == "once" for start in starts)
        for start in starts:
            tests += start.runs == "test"
            if start.runs == "often" or tests > 1 or programs > 1:
                place = f"{display_path(path)}:{start.call.lineno}"
                shared = f"the {holders.library} clients must stay synchronous: the one made at"
                text = (
                    f"{shared} {holders.shared} serves one event loop, and others may run ({place})"
                )
                raise RefusedError(text)
        if model is not None:
            callers.let_go(model)


def _visit(
    kind: type[_File | ClientPlaces], callers: Callers, conversion: Conversion, path: str,
    holders: Holders,
) -> None:  # fmt: skip
    model = callers.model(path)
    if model is not None:
        kind(callers, conversion, path, model, holders).look()
        callers.let_go(model)


class _File(ClientPlaces):
    """What becomes of the objects of one file."""

    def look(self) -> None:
        """Add what changes in the file; raises RefusedError."""
        for scope in self._model.scopes:
            for call in scope.of_type(ast.Call):
                self._made(call, scope)
            for node in scope.of_type(ast.Name, ast.Attribute, ast.Call, ast.Subscript):
                if isinstance(getattr(node, "ctx", None), (ast.Store, ast.Del)):
                    continue
                value = self._model.value_of(node)
                if isinstance(value, ClassValue):
                    self._class(node, value)
                elif isinstance(value, FunctionValue):
                    self._function(node, value)
                elif self._is_changing(value):
                    self._object(node, value)

    def _object(self, node: ast.expr, value: Value) -> None:
        """One expression that is such an object: whatever takes it must take the twin too."""
        old, twin = self._pair(node, value)
        self.seen.add(node)
        parent = self._model.parent(node)
        match parent:
            case ast.Attribute():
                self._member(parent, old, twin)
            case ast.Call() if parent.func is node:
                self._called(parent, old, twin)
            case ast.Subscript() if parent.value is node:
                self._must_be_twin(parent, self._twins.of(self._model.value_of(parent)))
            case ast.withitem() if parent.context_expr is node:
                self._enter(parent, old, twin)
            case ast.For() | ast.comprehension() if parent.iter is node:
                self._iterate(parent, twin)
            case ast.Call() | ast.keyword():
                self._argument(node, twin)
            case ast.Assign() | ast.AnnAssign():
                self._stored(parent)
            case ast.Return() | ast.Yield():
                self._given_back(parent)
            case _:
                self._passed_on(node, parent)

    def _called(self, call: ast.Call, value: Instance, twin: Instance) -> None:
        """A part that is called as if it were a method: what a pipeline takes up, a script."""
        method = self._model.types.members.method
        self._call(call, "it", method(value, "__call__"), method(twin, "__call__"))
        is_used = not isinstance(self._model.parent(call), (ast.Expr, ast.Attribute))
        if is_used and self._is_changing(self._model.value_of(call)):
            # Behind ``watch`` a pipeline answers at once, and that of the twin with a coroutine.
            raise self._refuse(call, "what it gives depends on what was called before")

    def _passed_on(self, node: ast.expr, parent: ast.AST) -> None:
        """What is one of several alternatives, or is only tested."""
        if isinstance(parent, _PASSED_ON):
            is_test = isinstance(parent, ast.IfExp) and parent.test is node
            if not is_test and parent not in self.seen:
                self._object(parent, self._model.value_of(parent))
        elif not isinstance(parent, _TESTS):
            raise self._refuse(node, "nobody can follow it further")

    def _pair(self, node: ast.AST, value: Value) -> tuple[Instance, Instance]:
        """The one object that *value* is, and its twin."""
        options = [one for one in options_of(value) if not isinstance(one, NoneValue)]
        twin = self._twins.of(options[0]) if len(options) == 1 else None
        if twin is None or not isinstance(options[0], Instance):
            raise self._refuse(node, "it may be one of several objects")
        self._holders.parts |= options[0].summary.names
        return options[0], twin

    def _must_be_twin(self, node: ast.AST, twin: Value | None) -> None:
        if twin is None:
            raise self._refuse(node, "nobody knows what that gives")

    def _class(self, node: ast.expr, value: ClassValue) -> None:
        twin = self._twins.of_class(value.summary)
        if twin is None or not isinstance(node, (ast.Name, ast.Attribute)):
            return
        parent = self._model.parent(node)
        if isinstance(parent, ast.ClassDef):
            raise self._refuse(node, "a class derives from it")
        if isinstance(parent, ast.Call) and parent.func is node:
            self._creation(parent)
        names = names_of_twin(self._model.spelled(node)) + names_of_twin(value.qualified_name)
        known = [name for name in names if self._model.types.resolve(name) == ClassValue(twin)]
        self._edit(ReplaceName(Span.of(node), (*known, twin.qualified_name)[0]))

    def _creation(self, call: ast.Call) -> None:
        """What is made of arguments that mean the same to the twin."""
        if not self._model.scope_of(call).is_coroutine:
            self._holders.shared = self._holders.shared or self._place(call)
        for keyword in call.keywords:
            if keyword.arg is None:
                raise self._refuse(call, "its arguments are not written out")
            is_given = self._is_changing(self._model.value_of(keyword.value))
            if keyword.arg in NEEDING_TWINS and not is_given:
                raise self._refuse(call, f"its {keyword.arg} needs a twin too")
        if any(isinstance(arg, ast.Starred) for arg in call.args):
            raise self._refuse(call, "its arguments are not written out")

    def _function(self, node: ast.expr, value: FunctionValue) -> None:
        """What makes such objects without being a class: ``redis.from_url``, ``Redis.from_url``."""
        if not value.summary.module.is_stub or not isinstance(node, (ast.Name, ast.Attribute)):
            return
        result = self._model.types.calls.plain_result(value)
        if not self._is_changing(result) or isinstance(value.receiver, Instance):
            return
        call = self._model.parent(node)
        if not isinstance(call, ast.Call) or call.func is not node:
            raise self._refuse(node, "what makes it is passed as a value")
        self._creation(call)
        if isinstance(value.receiver, ClassValue):
            owner = self._twins.of_class(value.receiver.summary)
            made = None if owner is None else self._method(ClassValue(owner), value.summary.name)
            if made is None or self._model.types.calls.plain_result(made) != self._twins.of(result):
                raise self._refuse(node, f"the twin has no {value.summary.name}")
            return
        twin = self._twins.of_function(value)
        if not twin:
            raise self._refuse(node, "what makes it has no twin")
        self._edit(ReplaceName(Span.of(node), twin))

    def _method(self, owner: Value, name: str) -> FunctionValue | None:
        found = self._model.types.members.get(owner, name)
        return found if isinstance(found, FunctionValue) else None

    def _member(self, attribute: ast.Attribute, value: Instance, twin: Instance) -> None:
        """``client.get``, and what the twin has in its place."""
        members, name = self._model.types.members, attribute.attr
        call = self._model.parent(attribute)
        part, other = members.get(value, name), members.get(twin, name)
        is_called = isinstance(call, ast.Call) and call.func is attribute
        if self._twins.of(part) is not None:
            self._must_be_twin(attribute, other if self._twins.of(part) == other else None)
        elif isinstance(call, ast.Call) and is_called:
            renamed = other_name(members, name, value, twin)
            if renamed:
                self._edit(RenameAttribute(Span.of(attribute), renamed))
            self._call(call, name, part, members.get(twin, renamed or name))
        elif isinstance(part, FunctionValue):
            raise self._refuse(attribute, f"{name} is passed as a value")
        elif not is_plain_data(members, attribute, value, twin):
            raise self._refuse(attribute, f"{name} is another thing on the twin")

    def _call(self, call: ast.Call, name: str, old: Value | None, new: Value | None) -> None:
        calls = self._model.types.calls
        if not isinstance(old, FunctionValue) or not isinstance(new, FunctionValue):
            raise self._refuse(call, f"nobody knows what {name} does on the twin")
        result, twin = calls.plain_result(old), calls.plain_result(new)
        if isinstance(twin, Coroutine):
            if asks_for_stream(call):
                raise self._refuse(call, "it asks for a stream")
            self._await_twin(call)
            self._edit(AddAwait(Span.of(call)))
            twin = twin.result
        elif is_async_generator(twin):
            self._iterated(call, twin)
            return
        elif "blocks" in old.summary.markers and not self._is_entered(call, twin):
            raise self._refuse(call, f"{name} of the twin is no coroutine function")
        if self._twins.of(result) is not None:
            known = self._twins.of(self._model.value_of(call))
            self._must_be_twin(call, known if known == twin else None)
        elif result != twin and may_be_of_library(twin):
            raise self._refuse(call, "the object that it gives is another one")

    def _is_entered(self, call: ast.Call, twin: Value) -> bool:
        is_item = isinstance(self._model.parent(call), ast.withitem)
        return is_item and self._method(twin, "__aenter__") is not None

    def _await_twin(self, node: ast.AST) -> None:
        if library_at(self._model, node) != "asyncio":
            raise self._refuse(node, "the code is not for asyncio")
        self._await(node)

    def _enter(self, item: ast.withitem, value: Instance, twin: Instance) -> None:
        stmt, protocols = self._model.parent(item), self._model.types.protocols
        if not isinstance(stmt, ast.With) or self._method(twin, "__aenter__") is None:
            raise self._refuse(item.context_expr, "the twin cannot be entered")
        if len(stmt.items) > 1:
            raise self._refuse(stmt, "the block has another manager too")
        if item.optional_vars is not None:
            entered = protocols.entered(value, is_async=False)
            new = protocols.entered(twin, is_async=True)
            if self._twins.of(entered) != new:
                raise self._refuse(stmt, "what is done with what the block gets cannot be followed")
        self._await_twin(stmt)
        self._edit(MakeAsync(Span.of(stmt)))

    def _iterate(self, place: ast.For | ast.comprehension, twin: Value) -> None:
        if not is_async_generator(twin) and self._method(twin, "__aiter__") is None:
            raise self._refuse(place.iter, "the twin cannot be iterated over")
        self._await_twin(place if isinstance(place, ast.For) else place.target)
        self._edit(MakeAsync(Span.of(place if isinstance(place, ast.For) else place.target)))

    def _iterated(self, node: ast.expr, twin: Value) -> None:
        """The asynchronous iterable *twin* in the place of *node*: in a loop, or made a list."""
        parent = self._model.parent(node)
        if isinstance(parent, (ast.For, ast.comprehension)) and parent.iter is node:
            self._iterate(parent, twin)
            return
        is_call = isinstance(parent, ast.Call) and parent.args == [node] and not parent.keywords
        if not isinstance(parent, ast.Call) or not is_call:
            raise self._refuse(node, "nobody can follow it further")
        if self._python_function(parent) != "list":
            raise self._refuse(node, "what goes through it cannot wait")
        self._await_twin(parent)
        code = self._code(node)
        has_list = self._method(twin, "to_list") is not None
        made = f"await {code}.to_list()" if has_list else f"[item async for item in {code}]"
        self._edit(ReplaceExpression(Span.of(parent), made, ()))

    def _argument(self, node: ast.expr, twin: Instance) -> None:
        """The object is given to a function, which knows it there for what it is."""
        parent = self._model.parent(node)
        call = self._model.parent(parent) if isinstance(parent, ast.keyword) else parent
        if not isinstance(call, ast.Call):
            raise self._refuse(node, "nobody can follow it further")
        name = self._python_function(call)
        if name == "list":
            self._iterated(node, twin)
        elif name not in _LOOKING and not self._is_of_library(call):
            self._handed_over(node, call)

    def _is_of_library(self, call: ast.Call) -> bool:
        callee = self._model.value_of(call.func)
        if not isinstance(callee, (ClassValue, FunctionValue)):
            return False
        dotted = callee.summary.module.name.dotted
        return callee.summary.module.is_stub and dotted.partition(".")[0] == self._twins.library
