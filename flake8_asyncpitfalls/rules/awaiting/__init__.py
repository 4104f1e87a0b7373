"""Missing and wrong awaits.

The functions here say how an expression is used (``value_use``) and make the fix that most rules
of the family share.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import Any

from flake8_asyncpitfalls.analyses.await_places import can_await
from flake8_asyncpitfalls.analyses.coroutines import Held
from flake8_asyncpitfalls.edit import AddAwait, Edit
from flake8_asyncpitfalls.finding import Applicability, Fix
from flake8_asyncpitfalls.rules.awaiting._failing_wrappers import plain_inside
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, name_of, options_of
from flake8_asyncpitfalls.semantics.model import SemanticModel
from flake8_asyncpitfalls.semantics.source.node_fields import called_in, walked
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed
from flake8_asyncpitfalls.span import Span

_OWN_ATTRIBUTES = frozenset({"close", "send", "throw"})
_CONSUMERS = frozenset({
    "all", "any", "bool", "bytes", "dict", "enumerate", "float", "format", "frozenset", "int",
    "isinstance", "len", "list", "max", "min", "next", "print", "range", "repr", "reversed", "round",
    "set", "sorted", "str", "sum", "tuple", "type", "zip", "getattr",
})  # fmt: skip
_LOGGING = frozenset({
    "critical", "debug", "error", "exception", "fatal", "info", "log", "warn", "warning",
})  # fmt: skip
_SILENT_CONSUMERS = frozenset({
    "bool", "format", "getattr", "isinstance", "print", "repr", "str", "type",
})  # fmt: skip
_AWAITABLE_CLASSES = frozenset({"Awaitable", "Coroutine", "CoroutineType", "Generator"})
TRUTH, COMPARISON, F_STRING, LOG = "a truth test", "a comparison", "an f-string", "a log message"
ORDER = "an order comparison"
_ORDERING = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
_ALWAYS_WORKING = frozenset({TRUTH, COMPARISON, F_STRING, LOG}) | {
    f"{name}()" for name in _SILENT_CONSUMERS
}


def await_fix(
    expr: ast.expr, model: SemanticModel, applicability: Applicability = Applicability.SAFE
) -> Fix | None:
    """``await`` before *expr*, where one may stand and would not raise; inside a ``cast``."""
    expr = inside_cast(expr, model)
    if isinstance(expr, ast.Await) or not can_await(model, expr) or plain_inside(expr, model):
        return None
    return Fix(applicability, "add await", (AddAwait(Span.of(expr)),))


def inside_cast(expr: ast.expr, model: SemanticModel) -> ast.expr:
    """What *expr* only tells type checkers another type of: the result is of that type, not the coroutine."""
    while isinstance(expr, ast.Call) and len(expr.args) == 2:
        if name_of(model.value_of(expr.func)) != "typing.cast":
            break
        expr = expr.args[1]
    return expr


def safe(description: str, edit: Edit) -> Fix:
    """A safe fix of one edit."""
    return Fix(Applicability.SAFE, description, (edit,))


def unsafe(description: str, edit: Edit) -> Fix:
    """An unsafe fix of one edit."""
    return Fix(Applicability.UNSAFE, description, (edit,))


def await_advice(expr: ast.expr, model: SemanticModel) -> str:
    """What to write for the coroutine that *expr* makes, where it stands."""
    if isinstance(expr, ast.Await):
        return "await what it gives, too"
    if plain := plain_inside(expr, model):
        return f"make {plain!r} 'async def': it is awaited in there"
    name = shown(expr)
    dots = "(...)" if isinstance(expr, ast.Call) else ""
    if model.may_await(expr):
        return f"write 'await {name}{dots}'"
    return f"make the function around it 'async def' to await {name}{dots}"


def shown(expr: ast.expr) -> str:
    """The function that *expr* calls, or *expr* itself, as the source spells it; not too long."""
    text = unparsed(called_in(expr))
    return text if len(text) <= 60 else text[:57] + "..."


def head_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Span:
    """The beginning of the line of the ``def``."""
    column = function.col_offset
    return Span(function.lineno, column, function.lineno, column + len(function.name) + 4)


def works_anyway(use: str) -> bool:
    """Whether *use* (see value_use) gives something senseless for a coroutine but does not fail."""
    return use in _ALWAYS_WORKING


def passes_on(call: ast.Call, inner: ast.Call, model: SemanticModel) -> bool:
    """Whether ``call(f, a)`` would make the call ``f(a)`` that stands as its last argument."""
    if call.args[-1:] != [inner]:
        return False
    kinds = {
        parameter.kind
        for option in options_of(model.value_of(call.func))
        if isinstance(option, FunctionValue)
        for parameter in option.summary.parameters
    }
    needed = {"args"} if inner.args else set()
    return needed | ({"kwargs"} if inner.keywords else set()) <= kinds


def discarded(expr: ast.expr) -> Iterator[ast.expr]:
    """The calls and attributes whose values are lost when the value of *expr* is."""
    match expr:
        case ast.Call() | ast.Attribute() | ast.Await():
            yield expr
        case ast.List(elts=parts) | ast.Set(elts=parts) | ast.Tuple(elts=parts):
            for part in parts:
                yield from discarded(part)
        case ast.ListComp(elt=part) | ast.SetComp(elt=part) | ast.DictComp(value=part):
            yield from discarded(part)
        case ast.IfExp(body=body, orelse=orelse):
            yield from discarded(body)
            yield from discarded(orelse)
        case ast.BoolOp(values=[*_, last]):
            yield from discarded(last)


def is_read(held: Held, model: SemanticModel) -> bool:
    """Whether anything reads the variable while it may have the coroutine of *held*."""
    return held.is_unbounded or any(not is_statement(use.node, model) for use in held.uses)


def is_statement(expr: ast.expr, model: SemanticModel) -> bool:
    """Whether *expr* stands alone, so that what it gives is lost."""
    return isinstance(model.parent(expr), ast.Expr)


def value_use(expr: ast.expr, model: SemanticModel) -> str:
    """How the code around *expr* uses its value, in words; empty where that may be a coroutine."""
    parent = model.parent(expr)
    find = _USES.get(type(parent))
    return "" if find is None else find(parent, expr, model)


def _truth(parent: ast.If | ast.While | ast.Assert, expr: ast.expr, model: SemanticModel) -> str:
    return TRUTH if parent.test is expr else ""


def _conditional(parent: ast.IfExp, expr: ast.expr, model: SemanticModel) -> str:
    return TRUTH if parent.test is expr else value_use(parent, model)


def _bool(parent: ast.BoolOp, expr: ast.expr, model: SemanticModel) -> str:
    return TRUTH if parent.values[-1] is not expr else value_use(parent, model)


def _unary(parent: ast.UnaryOp, expr: ast.expr, model: SemanticModel) -> str:
    return TRUTH if isinstance(parent.op, ast.Not) else "arithmetic"


def _compare(parent: ast.Compare, expr: ast.expr, model: SemanticModel) -> str:
    last = parent.ops[-1]
    is_container = isinstance(last, (ast.In, ast.NotIn)) and parent.comparators[-1] is expr
    if is_container:
        return "a membership test"
    return ORDER if any(isinstance(op, _ORDERING) for op in parent.ops) else COMPARISON


def _arithmetic(parent: ast.AST, expr: ast.expr, model: SemanticModel) -> str:
    return "arithmetic"


def _subscript(parent: ast.Subscript, expr: ast.expr, model: SemanticModel) -> str:
    if parent.value is expr:
        return "a subscript"
    # A variable may be a key that was stored before; what is made here is in no container yet.
    is_index = isinstance(expr, ast.Call) and isinstance(parent.ctx, ast.Load)
    return "an index" if is_index else ""


def _slice(parent: ast.Slice, expr: ast.expr, model: SemanticModel) -> str:
    return "an index"


def _attribute(parent: ast.Attribute, expr: ast.expr, model: SemanticModel) -> str:
    name = parent.attr
    is_own = name in _OWN_ATTRIBUTES or name.startswith(("cr_", "__"))
    return "" if is_own else f"the attribute {name!r}"


def _f_string(parent: ast.FormattedValue, expr: ast.expr, model: SemanticModel) -> str:
    return F_STRING if parent.value is expr else ""


def _loop(parent: ast.For | ast.AsyncFor, expr: ast.expr, model: SemanticModel) -> str:
    return "iteration" if parent.iter is expr else ""


def _clause(parent: ast.comprehension, expr: ast.expr, model: SemanticModel) -> str:
    return "iteration" if parent.iter is expr else TRUTH if expr in parent.ifs else ""


def _star(parent: ast.Starred, expr: ast.expr, model: SemanticModel) -> str:
    return "unpacking"


def _mapping(parent: ast.Dict, expr: ast.expr, model: SemanticModel) -> str:
    return "unpacking" if expr in model.analysis(_Spreads).of(parent) else ""


class _Spreads:
    """What the dictionaries of a file spread, collected once for each: large ones hold many values."""

    def __init__(self, _: SemanticModel) -> None:
        self._known: dict[ast.Dict, set[ast.expr]] = {}

    def of(self, display: ast.Dict) -> set[ast.expr]:
        """The values of *display* behind ``**``."""
        if display not in self._known:
            pairs = zip(display.keys, display.values, strict=True)
            self._known[display] = {value for key, value in pairs if key is None}
        return self._known[display]


def _keyword(parent: ast.keyword, expr: ast.expr, model: SemanticModel) -> str:
    if parent.arg is None:
        return "unpacking"
    call = model.parent(parent)
    func = call.func if isinstance(call, ast.Call) else None
    is_format = isinstance(func, ast.Attribute) and func.attr == "format"
    return F_STRING if is_format and isinstance(func.value, ast.Constant) else ""  # type: ignore[union-attr]


def _assign(parent: ast.Assign, expr: ast.expr, model: SemanticModel) -> str:
    is_unpacked = any(isinstance(target, (ast.Tuple, ast.List)) for target in parent.targets)
    return "unpacking" if is_unpacked else ""


def _with(parent: ast.withitem, expr: ast.expr, model: SemanticModel) -> str:
    if parent.context_expr is not expr:
        return ""
    is_async = isinstance(model.parent(parent), ast.AsyncWith)
    return "an 'async with' statement" if is_async else "a 'with' statement"


def _call(parent: ast.Call, expr: ast.expr, model: SemanticModel) -> str:
    if parent.func is expr:
        return CALL
    func = parent.func
    if isinstance(func, ast.Name) and func.id in _CONSUMERS and expr in parent.args:
        return _builtin(func, parent, expr, model)
    if isinstance(func, ast.Attribute) and expr in parent.args:
        if func.attr in _LOGGING and _is_logging(func, model):
            return LOG
        if func.attr in ("format", "join") and isinstance(func.value, ast.Constant):
            return F_STRING if func.attr == "format" else "iteration"
    return ""


def _builtin(func: ast.Name, call: ast.Call, expr: ast.expr, model: SemanticModel) -> str:
    if model.name_of(func) != f"builtins.{func.id}":
        return ""
    if func.id == "isinstance" and (call.args[0] is not expr or _names_awaitable(call)):
        return ""
    if func.id in ("next", "type") and len(call.args) > 1:
        return ""
    if func.id == "getattr":
        return _asked_attribute(call, expr)
    return f"{func.id}()"


def _asked_attribute(call: ast.Call, expr: ast.expr) -> str:
    """``getattr(x, "id", None)``: an attribute that no coroutine has."""
    match call.args:
        case [first, ast.Constant(value=str(name)), *_] if first is expr:
            is_own = name in _OWN_ATTRIBUTES or name.startswith(("cr_", "_"))
            return "" if is_own else "getattr()"
    return ""


def _names_awaitable(call: ast.Call) -> bool:
    return any(
        getattr(node, "attr", getattr(node, "id", "")) in _AWAITABLE_CLASSES
        for arg in call.args[1:]
        for node in walked(arg)
    )


def _is_logging(func: ast.Attribute, model: SemanticModel) -> bool:
    return all(
        isinstance(option, FunctionValue)
        and option.summary.module.name.dotted.partition(".")[0] == "logging"
        for option in options_of(model.value_of(func))
    )


_USES: dict[type[ast.AST], Callable[[Any, ast.expr, SemanticModel], str]] = {
    ast.If: _truth,
    ast.While: _truth,
    ast.Assert: _truth,
    ast.IfExp: _conditional,
    ast.BoolOp: _bool,
    ast.UnaryOp: _unary,
    ast.Compare: _compare,
    ast.BinOp: _arithmetic,
    ast.AugAssign: _arithmetic,
    ast.Subscript: _subscript,
    ast.Slice: _slice,
    ast.Attribute: _attribute,
    ast.FormattedValue: _f_string,
    ast.For: _loop,
    ast.AsyncFor: _loop,
    ast.comprehension: _clause,
    ast.Starred: _star,
    ast.Dict: _mapping,
    ast.keyword: _keyword,
    ast.Assign: _assign,
    ast.withitem: _with,
    ast.Call: _call,
}
CALL = "a call of its result"
USING = tuple(_USES)
"""The nodes that may use the value of what stands directly in them."""
TESTING = (
    ast.If, ast.While, ast.Assert, ast.IfExp, ast.BoolOp, ast.UnaryOp, ast.comprehension,
)  # fmt: skip
"""Those that may test it for being true."""
