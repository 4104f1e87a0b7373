"""What ``await``, ``with``, iteration, subscripts and operators give."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.inference import records
from flake8_asyncpitfalls.semantics.inference.frame import Frame
from flake8_asyncpitfalls.semantics.inference.values import (
    UNKNOWN_VALUE,
    ClassValue,
    Coroutine,
    FunctionValue,
    Instance,
    NamedInstance,
    NoneValue,
    TupleValue,
    UnionValue,
    UnresolvedName,
    Value,
    builtin_class,
    name_of,
    union_of,
)
from flake8_asyncpitfalls.semantics.terms.term import UNKNOWN, Term

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.inference.evaluator import Evaluator
    from flake8_asyncpitfalls.semantics.summaries.definitions import ClassSummary

CONTEXT = "contextlib._GeneratorContextManager"
GENERATOR = "typing.Generator"
ASYNC_GENERATOR = "typing.AsyncGenerator"
ASYNC_CONTEXT = "contextlib._AsyncGeneratorContextManager"
DESCRIBED_AS = dict.fromkeys(
    (ASYNC_CONTEXT, "typing.AsyncContextManager"), "contextlib.AbstractAsyncContextManager"
)
"""Classes whose methods the stub of another one tells."""
_OPERATORS = {
    "Add": "add", "Sub": "sub", "Mult": "mul", "Div": "truediv", "FloorDiv": "floordiv",
    "Mod": "mod", "Pow": "pow", "LShift": "lshift", "RShift": "rshift", "BitOr": "or",
    "BitAnd": "and", "BitXor": "xor", "MatMult": "matmul",
}  # fmt: skip
ITERABLES = frozenset({
    "list", "set", "frozenset", "tuple", "dict", "Sequence", "MutableSequence", "Iterable",
    "Iterator", "Collection", "Set", "MutableSet", "AbstractSet", "List", "Dict", "Tuple",
    "FrozenSet", "Generator", "Mapping", "MutableMapping", "deque", "Deque", "defaultdict",
    "DefaultDict", "OrderedDict", "KeysView", "ValuesView",
})  # fmt: skip
MAPPINGS = frozenset({
    "dict", "Dict", "Mapping", "MutableMapping", "defaultdict", "DefaultDict", "OrderedDict",
})  # fmt: skip
_SLICE = ("const", "slice")
ASYNC_ITERABLES = frozenset({"AsyncIterator", "AsyncIterable", "AsyncGenerator"})


class Protocols:
    """The special methods that syntax calls."""

    def __init__(self, types: Evaluator) -> None:
        self.types = types

    def awaited(self, value: Value) -> Value:
        """What ``await value`` gives."""
        match value:
            case Coroutine(_, result):
                return result
            case NamedInstance(name, args) if (
                short_name(name) in ("Awaitable", "Future", "Task") and args
            ):
                return args[0]
            case Instance():
                method = self.types.members.method(value, "__await__")
                result = UNKNOWN_VALUE if method is None else self.types.calls.plain_result(method)
                if (
                    isinstance(result, NamedInstance)
                    and short_name(result.qualified_name) == "Generator"
                ):
                    return result.args[2] if len(result.args) > 2 else UNKNOWN_VALUE
                return result
            case UnionValue(options):
                awaited = [o for o in options if not isinstance(o, NoneValue)]
                return union_of([self.awaited(option) for option in awaited])
            case _:
                return UNKNOWN_VALUE

    def entered(self, value: Value, *, is_async: bool) -> Value:
        """What ``with value as x`` (or ``async with``) binds to x."""
        match value:
            case NamedInstance(name, args) if name == (ASYNC_CONTEXT if is_async else CONTEXT):
                return args[0] if args else UNKNOWN_VALUE
            case NamedInstance(name, args) if "ContextManager" in name and args:
                return args[0]
            case Instance(summary, (held,)) if "hands_out" in summary.markers:
                return held
            case Instance(summary):
                method = self.types.members.method(value, "__aenter__" if is_async else "__enter__")
                if method is None:
                    is_told = self._gives_itself(summary, is_async=is_async)
                    return value if is_told else UNKNOWN_VALUE
                result = self.types.calls.plain_result(method)
                return self.awaited(result) if is_async else result
            case UnionValue(options):
                name = "__aenter__" if is_async else "__enter__"
                # What certainly cannot be entered is not what stands there.
                able = [option for option in options if not self._lacks(option, name)] or options
                return union_of([self.entered(option, is_async=is_async) for option in able])
            case _:
                return UNKNOWN_VALUE

    def _gives_itself(self, summary: ClassSummary, *, is_async: bool) -> bool:
        """Whether a class without a method to enter it still gives itself: a stub may leave that out.

        Where all of its methods are plain, ``async with`` shows that an annotation was wrong of what
        stands there: ``def channel(asyncio=False) -> grpc.Channel``.
        """
        if not summary.module.is_stub or not self.types.members.is_known_whole(summary):
            return False
        return not is_async or any(
            base is not None and any(base.module.function(key).is_async for key in base.methods)
            for base in self.types.members.mro(summary)
        )

    def _lacks(self, value: Value, name: str) -> bool:
        """Whether the class of *value*, one of the project's, certainly has no such method."""
        return (
            isinstance(value, Instance)
            and not value.summary.module.is_stub
            and self.types.members.is_known_whole(value.summary)
            and self.types.members.method(value, name) is None
        )

    def iterated(self, value: Value, *, is_async: bool) -> Value:
        """What ``for x in value`` (or ``async for``) gives x."""
        match value:
            case NamedInstance(name, args) if args:
                known = ASYNC_ITERABLES if is_async else ITERABLES
                return args[0] if short_name(name) in known else UNKNOWN_VALUE
            case TupleValue(items):
                return union_of(list(items))
            case Instance():
                name = "__aiter__" if is_async else "__iter__"
                method = self.types.members.method(value, name)
                result = UNKNOWN_VALUE if method is None else self.types.calls.plain_result(method)
                if result == value:
                    return self._next(value, is_async=is_async)
                return self.iterated(result, is_async=is_async)
            case UnionValue(options):
                return union_of([self.iterated(option, is_async=is_async) for option in options])
            case _:
                return UNKNOWN_VALUE

    def _next(self, iterator: Instance, *, is_async: bool) -> Value:
        name = "__anext__" if is_async else "__next__"
        method = self.types.members.method(iterator, name)
        result = UNKNOWN_VALUE if method is None else self.types.calls.plain_result(method)
        return self.awaited(result) if is_async else result

    def item(self, value: Value, index: tuple[Term, ...], frame: Frame | None = None) -> Value:
        """What ``value[index]`` gives; *frame* tells what the index is, if that matters."""
        match value:
            case ClassValue():
                return value
            case NamedInstance(name, args) if args and short_name(name) in ITERABLES:
                if index[:1] and index[0][:2] == _SLICE:
                    return value
                return value_at(args[-1], index[0]) if short_name(name) in MAPPINGS else args[0]
            case TupleValue(items) if len(index) == 1 and index[0][:2] == ("const", "int"):
                position = int(index[0][2])
                return items[position] if position < len(items) else UNKNOWN_VALUE
            case Instance():
                return self._item_of(value, index, frame)
            case UnresolvedName(qualified_name):
                return UnresolvedName(qualified_name)
            case UnionValue(options):
                return union_of([self.item(option, index, frame) for option in options])
            case _:
                return UNKNOWN_VALUE

    def _item_of(self, value: Instance, index: tuple[Term, ...], user: Frame | None) -> Value:
        """What ``__getitem__`` gives; one that is declared to take slices tells nothing of an item."""
        method = self.types.members.method(value, "__getitem__")
        if method is None and len(index) == 1:
            return records.item(self.types, value, index[0])
        if not isinstance(method, FunctionValue):
            return UNKNOWN_VALUE
        frame = Frame(method.summary.module)
        declared = [self.types.evaluate(t, frame) for t in method.summary.annotations.values()]
        is_slice = index[:1] and index[0][:2] == _SLICE
        if any(name_of(one) == "builtins.slice" for one in declared) and not is_slice:
            return UNKNOWN_VALUE
        if user is None or len(index) != 1 or not declared:
            return self.types.calls.plain_result(method)
        return self.types.calls.called_with(method, [self.types.evaluate(index[0], user)])

    def operator_method(self, name: str, left: Value, right: Value) -> Value | None:
        """The method that the binary operator runs, if an operand's class defines it."""
        word = _OPERATORS.get(name, "")
        method = self.types.members.method(left, f"__{word}__")
        return method or self.types.members.method(right, f"__r{word}__")

    def operator(self, name: str, left: Term, right: Term, frame: Frame) -> Value:
        """What ``left <op> right`` gives."""
        first = UNKNOWN_VALUE if left is UNKNOWN else self.types.evaluate(left, frame)
        second = UNKNOWN_VALUE if right is UNKNOWN else self.types.evaluate(right, frame)
        method = self.operator_method(name, first, second)
        if method is not None:
            return self.types.calls.plain_result(method)
        return _joined(first, second) if name == "Add" else UNKNOWN_VALUE


def _joined(left: Value, right: Value) -> Value:
    """``left + right`` of two lists or tuples."""
    if isinstance(left, TupleValue) and isinstance(right, TupleValue):
        return TupleValue(left.items + right.items)
    if not (isinstance(left, NamedInstance) and isinstance(right, NamedInstance)):
        return UNKNOWN_VALUE
    kind = builtin_class(left)
    if kind is not builtin_class(right) or kind not in (list, tuple):
        return UNKNOWN_VALUE
    # An empty one says nothing of what the other holds.
    told = [operand.args[0] for operand in (left, right) if operand.args]
    return NamedInstance(left.qualified_name, (union_of(told),)) if told else left


def value_at(value: Value, key: Term) -> Value:
    """What a mapping of *value* has for a key: a literal one leads to one of several things only."""
    chosen = (ClassValue, Instance)
    is_choice = isinstance(value, UnionValue) and isinstance(value.options[0], chosen)
    return UNKNOWN_VALUE if is_choice and key[0] == "text" else value


def is_async_generator(value: Value) -> bool:
    """Whether *value* is certainly iterated with ``async for`` only."""
    return isinstance(value, NamedInstance) and short_name(value.qualified_name) in ASYNC_ITERABLES


def short_name(qualified_name: str) -> str:
    return qualified_name.rpartition(".")[2]
