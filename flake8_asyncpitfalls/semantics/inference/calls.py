"""What calls, awaits, ``with``, iteration, subscripts and operators give."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from flake8_asyncpitfalls.semantics.cycle_guard import Kind
from flake8_asyncpitfalls.semantics.inference.call_constants import CallConstants
from flake8_asyncpitfalls.semantics.inference.containers import (
    DEFAULTS,
    OF_ITERABLES,
    function_result,
    is_bare_container,
    method_result,
    with_default,
)
from flake8_asyncpitfalls.semantics.inference.declared_results import DeclaredResults, made_instead
from flake8_asyncpitfalls.semantics.inference.frame import Frame, Parameters
from flake8_asyncpitfalls.semantics.inference.protocols import (
    ASYNC_CONTEXT,
    ASYNC_GENERATOR,
    CONTEXT,
    GENERATOR,
    ITERABLES,
    is_async_generator,
    short_name,
    value_at,
)
from flake8_asyncpitfalls.semantics.inference.values import (
    NONE_VALUE,
    UNKNOWN_VALUE,
    ClassValue,
    ContainerMethod,
    Coroutine,
    FunctionValue,
    Instance,
    NamedInstance,
    Partial,
    TupleValue,
    UnionValue,
    Unknown,
    UnresolvedName,
    Value,
    bound_arguments,
    is_declared_awaitable,
    name_of,
    union_of,
)
from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary
from flake8_asyncpitfalls.semantics.terms.term import UNKNOWN, Term

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.inference.evaluator import Evaluator

_NEW_CONTAINERS = frozenset({"collections.deque", "collections.OrderedDict"})
_BY_KEY = frozenset({"get", "pop", "setdefault"})
_IMPORTS = frozenset({"importlib.import_module", "builtins.__import__"})
_UPDATE = "functools.update_wrapper"
_CAST = "typing.cast"
_PARTIALS = frozenset({"functools.partial", "functools.partialmethod"})

_MOST_OPEN = 4
"""With so many different arguments a function is followed that leads back to itself."""


class _Call:
    """A call of a function with arguments of some kind, and what it gives once that is known."""

    __slots__ = ("frame", "function", "value")

    def __init__(self, function: FunctionValue, frame: Frame) -> None:
        self.function = function
        self.frame: Frame | None = frame
        self.value: Value | None = None


class Calls:
    """Everything that runs code and gives a value back."""

    def __init__(self, types: Evaluator) -> None:
        self.types = types
        self.call_constants = CallConstants(types)
        self._declared = DeclaredResults(types, self)
        self._calls: dict[Any, _Call] = {}
        self._open: dict[FunctionSummary, list[_Call]] = {}
        self._runs: Kind[_Call, Value] = Kind(self._worked_out, self._keep, UNKNOWN_VALUE)

    def __len__(self) -> int:
        """How many results are known."""
        return len(self._calls)

    def is_container(self, value: NamedInstance) -> bool:
        """Whether *value* is iterated with ``for`` and is no iterator of some class of its own."""
        return short_name(value.qualified_name) in ITERABLES

    def result(self, function: Value, term: Term, frame: Frame) -> Value:
        """What the call *term*, whose callee is *function*, gives."""
        name = name_of(function)
        # What others are given need not be found out.
        if name in OF_ITERABLES:
            known = function_result(name, self._arguments(term, frame), self)
            if known is not None:
                return known
        if name == DEFAULTS:
            return with_default(self._arguments(term, frame), self)
        if name in _NEW_CONTAINERS and not term[2]:
            return NamedInstance(name)
        if name in _PARTIALS:
            return self._partial(term, frame)
        if name in _IMPORTS and term[2] and term[2][0][0] == "text":
            dotted = term[2][0][1]
            is_absolute = not dotted.startswith(".")
            return self.types.module(dotted, frame.module) if is_absolute else UNKNOWN_VALUE
        if name == _UPDATE and term[2]:
            return self.types.evaluate(term[2][0], frame)
        if name == _CAST and len(term[2]) == 2:
            return self._cast(term[2], frame)
        step = _RESULTS.get(type(function))
        if step is None:
            return self._call(function, [], {})
        return step(self, function, term, frame)

    def _cast(self, given: tuple[Term, ...], frame: Frame) -> Value:
        """What ``cast(type, value)`` says it is; the value itself where the type names no class."""
        declared = self.types.annotations.instance(given[0], frame)
        is_vague = isinstance(declared, (Unknown, UnresolvedName)) or _is_function_type(declared)
        return self.types.evaluate(given[1], frame) if is_vague else declared

    def _arguments(self, term: Term, frame: Frame) -> list[Value]:
        return [self.types.evaluate(arg, frame) for arg in term[2]]

    def _of_container_method(self, method: ContainerMethod, term: Term, frame: Frame) -> Value:
        if method.name not in _BY_KEY or len(method.owner.args) != 2:
            return method_result(method, [])
        if term[2] and isinstance(value_at(method.owner.args[1], term[2][0]), Unknown):
            return UNKNOWN_VALUE
        return method_result(method, self._arguments(term, frame))

    def _of_named_instance(self, value: NamedInstance, term: Term, frame: Frame) -> Value:
        """What a callback gives; annotations often say less than the truth (bool for a function)."""
        if short_name(value.qualified_name) != "Callable" or len(value.args) != 2:
            return UNKNOWN_VALUE
        result = value.args[-1]
        is_awaitable = isinstance(result, Coroutine) or (
            isinstance(result, NamedInstance) and is_declared_awaitable(result)
        )
        is_kept = is_awaitable and not self._registers(term, frame)
        return result if is_kept else UNKNOWN_VALUE

    def _of_class(self, cls: ClassValue, term: Term, frame: Frame) -> Value:
        return self.types.constructions.made_by(cls, term, frame)

    def _of_union(self, union: UnionValue, term: Term, frame: Frame) -> Value:
        return union_of([self.result(option, term, frame) for option in union.options])

    def _of_partial(self, partial: Partial, term: Term, frame: Frame) -> Value:
        return self._call(partial.function, [], {})

    def _of_function(self, function: FunctionValue, term: Term, frame: Frame) -> Value:
        if (declared := self._declared.of(function)) is not None:
            return declared
        args, starred = self.positional(term, frame)
        keywords = {name: self.types.evaluate(arg, frame) for name, arg in term[3]}
        if "gathers" in function.summary.markers:
            return self._gathered(function, args, starred, keywords)
        if "enters" in function.summary.markers and args:
            return self._entered(function, args)
        if self.types.decorators.change(function) and args:
            return self._changed_by_call(function, args[0])
        arguments = bound_arguments(function, term)
        opened = self.types.constructions.opened(function, arguments)
        if opened is not None:
            return opened
        tested = function.summary.tested if not function.summary.module.is_stub else frozenset()
        constants = self.call_constants.constants(function, arguments, frame, tested)
        return self.call_function(function, args, keywords, constants, starred)

    def positional(self, term: Term, frame: Frame) -> tuple[list[Value], tuple[Value, ...]]:
        """The positional arguments up to the first ``*``, and the elements of that and what follows."""
        args = term[2]
        first = next((i for i, arg in enumerate(args) if arg[0] == "star"), len(args))
        plain = [self.types.evaluate(arg, frame) for arg in args[:first]]
        return plain, tuple(self._spread_out(arg, frame) for arg in args[first:])

    def _spread_out(self, term: Term, frame: Frame) -> Value:
        if term[0] != "star":
            return self.types.evaluate(term, frame)
        return self.types.protocols.iterated(self.types.evaluate(term[1], frame), is_async=False)

    def _gathered(
        self,
        function: FunctionValue,
        args: list[Value],
        starred: tuple[Value, ...],
        keywords: dict[str, Value],
    ) -> Value:
        """What ``gather(a(), b())`` makes: awaiting it gives one result for each argument."""
        made = self.call_function(function, [], {})
        flag = function.summary.markers["gathers"].argument(0)
        if flag in keywords or "**" in keywords or not isinstance(made, Instance):
            return made
        results = [self.types.protocols.awaited(value) for value in (*args, *starred)]
        given: Value = TupleValue(tuple(results))
        if starred:
            given = NamedInstance("builtins.list", (union_of(results),))
        return Instance(made.summary, (given,))

    def _registers(self, term: Term, frame: Frame) -> bool:
        """``app.get("/")(handler)``: what an annotation calls a handler takes one, and gives it back."""
        return term[1][0] == "call" and any(
            isinstance(arg, (FunctionValue, ClassValue)) for arg in self._arguments(term, frame)
        )

    def _entered(self, function: FunctionValue, args: list[Value]) -> Value:
        """What ``enter_context(manager)`` and its like give."""
        place = function.summary.markers["enters"].argument(0, 0)
        manager = args[place] if place < len(args) else UNKNOWN_VALUE
        is_async = function.summary.is_async
        value = self.types.protocols.entered(manager, is_async=is_async)
        return Coroutine(function.summary, value) if is_async else value

    def provided(self, asking: Value, call: Term, frame: Frame) -> Value:
        """What a framework passes for a parameter whose default is the *call* of *asking*."""
        marker = (
            asking.summary.markers.get("provides") if isinstance(asking, FunctionValue) else None
        )
        if marker is None or not isinstance(asking, FunctionValue):
            return UNKNOWN_VALUE
        argument = bound_arguments(asking, call).get(marker.argument(0), UNKNOWN)
        return self.handed_over(self.types.evaluate(argument, frame))

    def handed_over(self, function: Value) -> Value:
        """What a framework that calls *function* passes on: what it returns, or yields once."""
        result = self._call(function, [], {})
        if isinstance(result, Coroutine):
            return result.result
        if isinstance(result, NamedInstance) and result.qualified_name in (
            GENERATOR,
            ASYNC_GENERATOR,
        ):
            return result.args[0]
        return result

    def plain_result(self, function: Value) -> Value:
        """What calling *function* gives, whatever its arguments."""
        return self._call(function, [], {})

    def called_with(self, function: Value, args: list[Value]) -> Value:
        """What calling *function* with the positional *args* gives."""
        return self._call(function, args, {})

    def _changed_by_call(self, changer: FunctionValue, function: Value) -> Value:
        """``sync_to_async(f)``: f, changed."""
        if isinstance(function, FunctionValue):
            return replace(function, call_kind=self.types.decorators.change(changer))
        return UNKNOWN_VALUE

    def _partial(self, term: Term, frame: Frame) -> Value:
        if not term[2]:
            return UNKNOWN_VALUE
        function = self.types.evaluate(term[2][0], frame)
        return UNKNOWN_VALUE if isinstance(function, Unknown) else Partial(function)

    def _call(self, function: Value, args: list[Value], keywords: dict[str, Value]) -> Value:
        match function:
            case FunctionValue():
                return self.call_function(function, args, keywords)
            case ClassValue():
                return self.types.constructions.plain(function)
            case Partial(inner):
                return self._call(inner, [], {})
            case UnresolvedName(qualified_name):
                return UnresolvedName(f"{qualified_name}()")
            case Instance():
                method = self.types.members.method(function, "__call__")
                return UNKNOWN_VALUE if method is None else self._call(method, args, keywords)
            case UnionValue(options):
                return union_of([self._call(option, args, keywords) for option in options])
            case _:
                return UNKNOWN_VALUE

    def call_function(
        self,
        function: FunctionValue,
        args: list[Value],
        keywords: dict[str, Value],
        constants: dict[str, Any] | None = None,
        starred: tuple[Value, ...] = (),
    ) -> Value:
        """What *function* gives for such arguments, *starred* behind them; kept for the next such call.

        A function that calls itself with ever other arguments gives nothing that is known.
        """
        key = (
            function, tuple(args), tuple(keywords.items()), tuple((constants or {}).items()), starred
        )  # fmt: skip
        call = self._calls.get(key)
        if call is None:
            frame = self.frame_of(function, args, keywords, constants, starred)
            call = self._calls[key] = _Call(function, frame)
        elif call.value is not None:
            return call.value
        others = self._open.get(function.summary)
        if others is not None and len(others) == _MOST_OPEN and call not in others:
            self.types.guard.depend_on(others[0])
            return UNKNOWN_VALUE
        return self.types.guard.answer(call, self._runs)

    def _worked_out(self, call: _Call) -> Value:
        assert call.frame is not None
        others = self._open.setdefault(call.function.summary, [])
        if call not in others:
            others.append(call)
        try:
            return self._run(call.function, call.frame)
        except BaseException:
            self._open.clear()
            raise

    def _keep(self, call: _Call, value: Value) -> None:
        call.value, call.frame = value, None
        others = self._open[call.function.summary]
        others.remove(call)
        if not others:
            del self._open[call.function.summary]

    def _run(self, function: FunctionValue, frame: Frame) -> Value:
        summary = function.summary
        if function.call_kind:
            return self._run_changed(function, frame)
        if summary.is_generator:
            name = ASYNC_GENERATOR if summary.is_async else GENERATOR
            return NamedInstance(name, (self._element(function, frame),))
        annotated = self._annotated_result(function, frame)
        if summary.is_async:
            if summary.module.is_stub and is_async_generator(annotated):
                return annotated
            return Coroutine(summary, self._body_result(function, annotated, frame))
        return self._body_result(function, annotated, frame)

    def _run_changed(self, function: FunctionValue, frame: Frame) -> Value:
        if function.call_kind == "context":
            return NamedInstance(CONTEXT, (self._element(function, frame),))
        if function.call_kind == "async_context":
            return NamedInstance(ASYNC_CONTEXT, (self._element(function, frame),))
        annotated = self._annotated_result(function, frame)
        result = self._body_result(function, annotated, frame)
        if function.call_kind == "async" and not function.summary.is_generator:
            return Coroutine(None, result)
        return result if function.call_kind == "sync" else UNKNOWN_VALUE

    def _element(self, function: FunctionValue, frame: Frame) -> Value:
        """What a generator yields: by its annotation, else by its ``yield`` expressions."""
        annotated = self._annotated_result(function, frame)
        if isinstance(annotated, NamedInstance) and annotated.args:
            return annotated.args[0]
        if function.summary.module.is_stub:
            return UNKNOWN_VALUE
        return self.types.evaluate(function.summary.yields, frame)

    def _annotated_result(self, function: FunctionValue, frame: Frame) -> Value:
        term = function.summary.returns
        if term is None:
            return UNKNOWN_VALUE
        return self.types.annotations.instance(term, frame)

    def annotated_result(self, function: FunctionValue) -> Value:
        """What the annotation of *function*'s result says, whatever its arguments."""
        return self._annotated_result(function, self.frame_of(function, [], {}))

    def _body_result(self, function: FunctionValue, annotated: Value, frame: Frame) -> Value:
        """The annotation where it says something, else what the ``return`` statements give.

        That a decorator gives the type of what it was given says nothing of what its function does.
        """
        if isinstance(annotated, (FunctionValue, Partial)) and not function.summary.module.is_stub:
            annotated = UNKNOWN_VALUE
        summary = function.summary
        if summary.module.is_stub or summary.is_empty or not self.is_vague(annotated):
            return made_instead(self.types, summary, annotated, frame) or annotated
        walk = self.call_constants.walk(summary, frame)
        results = [
            self.types.evaluate(term, frame)
            for guards, term in summary.results
            if walk.uncertainty(guards) is not None
        ]
        result = union_of(results) if results else NONE_VALUE
        is_told = not isinstance(annotated, Unknown)
        says_less = is_told and isinstance(result, (Unknown, UnresolvedName))
        if is_bare_container(annotated):
            says_less = not isinstance(result, NamedInstance) or not result.args
        return annotated if says_less else result

    def is_vague(self, annotated: Value) -> bool:
        """Whether the body of a function may say more than its annotation."""
        is_unknown = isinstance(annotated, (FunctionValue, Partial, Unknown, UnresolvedName))
        return is_unknown or _is_function_type(annotated) or is_bare_container(annotated)

    def frame_of(
        self,
        function: FunctionValue,
        args: list[Value],
        keywords: dict[str, Value],
        constants: dict[str, Any] | None = None,
        starred: tuple[Value, ...] = (),
    ) -> Frame:
        """The frame in which the body of *function* runs when called like this."""
        summary = function.summary
        names = summary.parameters
        bound = dict(function.closure)
        if function.receiver is not None and names and names[0].kind in ("positional", "plain"):
            # What a decorator has put in the place of a method stands in no class.
            if not summary.class_identity:
                bound[summary.identity, names[0].name] = function.receiver
            names = names[1:]
        spread: dict[str, tuple[Value, ...]] = {}
        for index, parameter in enumerate(names):
            if parameter.kind == "args" and (more := (*args[index:], *starred)):
                spread[parameter.name] = more
            if parameter.kind not in ("positional", "plain") or index == len(args):
                break
            bound[summary.identity, parameter.name] = args[index]
        for name, value in keywords.items():
            bound[summary.identity, name] = value
        if not bound and not constants and not spread and function.receiver is None:
            return self.types.frame(summary.module)
        parameters: Parameters = tuple(bound.items())
        return Frame(
            summary.module, function.receiver, parameters, constants, summary.identity, spread
        )


_RESULTS: dict[type[Value], Callable[[Calls, Any, Term, Frame], Value]] = {
    ClassValue: Calls._of_class,
    ContainerMethod: Calls._of_container_method,
    FunctionValue: Calls._of_function,
    NamedInstance: Calls._of_named_instance,
    Partial: Calls._of_partial,
    UnionValue: Calls._of_union,
}
"""By the kind of what is called: what the call gives."""


def _is_function_type(annotated: Value) -> bool:
    """Whether an annotation only says that something can be called: the body says which function."""
    return isinstance(annotated, NamedInstance) and (
        short_name(annotated.qualified_name) == "Callable"
    )
