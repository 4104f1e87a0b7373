"""What a value can certainly not do: be awaited, or stand in only one form of a statement."""

from __future__ import annotations

from collections.abc import Callable

from flake8_asyncpitfalls.semantics.inference.evaluator import Evaluator
from flake8_asyncpitfalls.semantics.inference.overrides import works_otherwise
from flake8_asyncpitfalls.semantics.inference.protocols import (
    ASYNC_CONTEXT,
    ASYNC_GENERATOR,
    CONTEXT,
    GENERATOR,
    ITERABLES,
    is_async_generator,
    short_name,
)
from flake8_asyncpitfalls.semantics.inference.values import (
    ClassValue,
    Coroutine,
    FunctionValue,
    Instance,
    ModuleValue,
    NamedInstance,
    NoneValue,
    TupleValue,
    Value,
    builtin_class,
    name_of,
    options_of,
)
from flake8_asyncpitfalls.semantics.summaries.definitions import ClassSummary
from flake8_asyncpitfalls.semantics.summaries.markers import Marker

_SEQUENCES = frozenset({"list", "set", "tuple"})
_PLAIN_CONTAINERS = ITERABLES - {"Generator", "Iterator"}
_SPECIAL_CLASSES = frozenset({"Awaitable", "Coroutine", "Future", "Hashable", "Protocol", "Task"})
_NEVER_AWAITABLE = frozenset({CONTEXT, ASYNC_CONTEXT, GENERATOR, ASYNC_GENERATOR})


class Capabilities:
    """Answers for all modules of a run; a value is judged by all its alternatives."""

    def __init__(self, types: Evaluator) -> None:
        self.types = types

    def cannot_await(self, value: Value) -> bool:
        """Whether ``await value`` certainly fails."""
        return _all(value, self._is_never_awaitable)

    def excludes_coroutine(self, declared: Value) -> bool:
        """Whether a coroutine is certainly no instance of the class *declared* somewhere."""
        return _all(declared, self._is_no_coroutine_class)

    def _is_no_coroutine_class(self, value: Value) -> bool:
        match value:
            case NoneValue() | TupleValue():
                return True
            case NamedInstance(name):
                return is_builtin(value) or short_name(name) in _PLAIN_CONTAINERS
            case Instance(summary):
                return not any(map(self._may_be_anything, self.types.members.mro(summary)))
            case _:
                return is_builtin(value)

    def _may_be_anything(self, cls: ClassSummary | None) -> bool:
        """Whether *cls* is a protocol, or can be awaited itself."""
        if cls is None:
            return False
        frame = self.types.frame(cls.module)
        bases = {short_name(name_of(self.types.evaluate(base, frame))) for base in cls.bases}
        is_special = "Protocol" in bases or cls.local_name in _SPECIAL_CLASSES
        return is_special or cls.has_member("__await__")

    def is_sequence(self, value: Value) -> bool:
        """Whether *value* is certainly a list, tuple or set."""
        return _all(
            value,
            lambda option: (
                isinstance(option, TupleValue)
                or (isinstance(option, NamedInstance) and _short(option) in _SEQUENCES)
            ),
        )

    def can_call_without_arguments(self, value: Value) -> bool:
        """Whether *value* is certainly a function that needs no arguments."""
        return _all(value, _needs_no_arguments)

    def cannot_call(self, value: Value) -> bool:
        """Whether ``value()`` certainly fails."""
        return _all(value, self._is_never_callable)

    def _is_never_callable(self, value: Value) -> bool:
        match value:
            case NoneValue() | TupleValue() | Coroutine():
                return True
            case NamedInstance():
                return is_builtin(value) or value.qualified_name in _NEVER_AWAITABLE
            case Instance(summary):
                return self._lacks(summary, "__call__") and not summary.module.is_stub
            case _:
                return is_builtin(value)

    def gives_no_awaitable(self, callee: Value) -> bool:
        """Whether ``await callee()`` certainly fails."""
        return _all(callee, self._gives_no_awaitable)

    def _gives_no_awaitable(self, callee: Value) -> bool:
        match callee:
            case ClassValue(summary):
                return not summary.module.is_stub and self._is_never_awaitable(Instance(summary))
            case FunctionValue(call_kind="context" | "async_context"):
                return True
            case FunctionValue(summary, call_kind=""):
                if summary.is_async:
                    return summary.is_generator
                if summary.module.is_stub:
                    return self._is_known_sync(callee)
                return summary.is_generator or self._returns_no_awaitable(callee)
            case _:
                return False

    def _is_known_sync(self, function: FunctionValue) -> bool:
        """A stub's function that always blocks does its work before it returns."""
        markers = function.summary.markers
        if "never_awaited" in markers:
            return True
        marker = markers.get("blocks") or markers.get("cpu_bound")
        if marker is not None and _is_always_sync(marker):
            return not works_otherwise(self.types, function)
        return self.cannot_await(self.types.calls.plain_result(function))

    def _returns_no_awaitable(self, function: FunctionValue) -> bool:
        """Whether every result of a project's function can be seen, and none can be awaited."""
        summary = function.summary
        if summary.is_empty or not self._is_in_known_class(function):
            return False
        if not self.cannot_await(self.types.calls.plain_result(function)):
            return False
        frame = self.types.calls.frame_of(function, [], {})
        return all(
            self.cannot_await(self.types.evaluate(term, frame)) for _, term in summary.results
        )

    def _is_in_known_class(self, function: FunctionValue) -> bool:
        """A class that nobody sees whole may get another method of that name."""
        identity = function.summary.class_identity
        if identity is None:
            return True
        owners = [function.summary.module.class_(identity)]
        if isinstance(function.receiver, (Instance, ClassValue)):
            owners.append(function.receiver.summary)
        return all(self.types.members.is_known_whole(owner) for owner in owners)

    def is_async_manager_only(self, value: Value) -> bool:
        """Whether *value* works in ``async with`` and not in ``with``."""
        return _all(value, self._is_async_manager)

    def is_sync_manager_only(self, value: Value) -> bool:
        """Whether *value* works in ``with`` and not in ``async with``."""
        return _all(value, self._is_sync_manager)

    def is_async_iterable_only(self, value: Value) -> bool:
        """Whether *value* works in ``async for`` and not in ``for``."""
        return _all(value, self._is_async_iterable)

    def is_sync_iterable_only(self, value: Value) -> bool:
        """Whether *value* works in ``for`` and not in ``async for``."""
        return _all(value, self._is_sync_iterable)

    def _is_never_awaitable(self, value: Value) -> bool:
        match value:
            case NoneValue() | TupleValue() | ClassValue() | FunctionValue() | ModuleValue():
                return True
            case NamedInstance(name):
                return name in _NEVER_AWAITABLE or is_builtin(value)
            case Instance(summary):
                is_told = not summary.module.is_stub or self.types.members.is_marked_class(
                    summary, "never_awaited"
                )
                return is_told and self._lacks(summary, "__await__")
            case _:
                return is_builtin(value)

    def _is_async_manager(self, value: Value) -> bool:
        match value:
            case NamedInstance(name):
                return name == ASYNC_CONTEXT or name.endswith("AsyncContextManager")
            case Instance(summary):
                is_marked = self.types.members.is_marked_class(summary, "async_only")
                has_form = self._has(value, "__aenter__") and not summary.module.is_stub
                return (is_marked or has_form) and self._lacks(summary, "__enter__")
            case _:
                return False

    def _is_sync_manager(self, value: Value) -> bool:
        match value:
            case NamedInstance(name):
                return name == CONTEXT
            case Instance(summary):
                return self._has(value, "__enter__") and self._lacks(summary, "__aenter__")
            case _:
                return False

    def _is_async_iterable(self, value: Value) -> bool:
        match value:
            case NamedInstance():
                return is_async_generator(value)
            case Instance(summary):
                names = ("__iter__", "__getitem__")
                return self._has(value, "__aiter__") and self._lacks(summary, *names)
            case _:
                return False

    def _is_sync_iterable(self, value: Value) -> bool:
        match value:
            case TupleValue():
                return True
            case NamedInstance(name):
                return name == GENERATOR or is_builtin(value)
            case Instance(summary):
                return self._has(value, "__iter__") and self._lacks(summary, "__aiter__")
            case _:
                return is_builtin(value)

    def _has(self, value: Value, name: str) -> bool:
        return self.types.members.method(value, name) is not None

    def _lacks(self, summary: ClassSummary, *names: str) -> bool:
        """Whether the class, all of which can be seen, defines none of *names*."""
        order = self.types.members.mro(summary)
        return all(
            base is not None
            and self._is_plain(base)
            and not any(self.types.members.own(base, name) is not None for name in names)
            for base in order
        )

    def _is_plain(self, summary: ClassSummary) -> bool:
        """Whether no decorator can have added methods to the class."""
        frame = self.types.frame(summary.module)
        factories = [term[1] if term[0] == "call" else term for term in summary.decorators]
        return all(
            self.types.decorators.is_transparent(self.types.evaluate(factory, frame))
            for factory in factories
        )


def _is_always_sync(marker: Marker) -> bool:
    """Whether no argument makes what *marker* describes give an awaitable: where a file lies does not."""
    words = [
        word
        for value in (marker.keywords.get("unless") or {}).values()
        for word in (value if isinstance(value, tuple) else (value,))
    ]
    is_of_place = all(isinstance(word, str) and word.startswith("under:") for word in words)
    return is_of_place and "when" not in marker.keywords


def is_builtin(value: Value) -> bool:
    """Whether *value* is certainly an instance of one of Python's own data types."""
    return builtin_class(value) is not None


def _needs_no_arguments(value: Value) -> bool:
    if not isinstance(value, FunctionValue):
        return False
    parameters = value.summary.parameters
    if value.receiver is not None and parameters and parameters[0].kind in ("positional", "plain"):
        parameters = parameters[1:]
    return all(
        parameter.has_default or parameter.kind in ("args", "kwargs") for parameter in parameters
    )


def _short(value: NamedInstance) -> str:
    return value.qualified_name.removeprefix("builtins.")


def _all(value: Value, test: Callable[[Value], bool]) -> bool:
    return all(test(option) for option in options_of(value))
