"""Arguments that cannot be meant to be a coroutine, by the function that takes them.

A parameter may be declared otherwise, or its function may use it as a plain value. Of most libraries
their stubs say as a whole that their functions take plain data: whatever they do not call, schedule or
await by a marker, they send, store or show.
"""

from __future__ import annotations

import ast
import builtins
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.library_facts import fact_of
from flake8_asyncpitfalls.semantics.inference.values import (
    ClassValue,
    ContainerMethod,
    FunctionValue,
    Instance,
    Unknown,
    UnresolvedName,
    Value,
    name_of,
    options_of,
)
from flake8_asyncpitfalls.semantics.source.node_fields import arguments_of
from flake8_asyncpitfalls.semantics.summaries.parameter_uses import AWAITED, VALUE
from flake8_asyncpitfalls.semantics.terms.additions import ADDING, SPREADING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.summaries.definitions import ClassSummary, FunctionSummary
    from flake8_asyncpitfalls.semantics.summaries.parameters import Parameter

_ASYNC_HOMES = frozenset({"anyio", "asyncio", "curio", "trio", "tornado", "twisted", "uvloop"})
_PARTIALS = frozenset({"functools.partial", "functools.partialmethod"})
_PLAIN_DATA = "__plain_arguments__"
_HANDLING = frozenset({
    "awaits", "calls", "calls_later", "calls_with", "endpoint", "enters", "offloads", "runs_loop",
    "runs_on_loop", "schedules", "starts_up", "takes_function",
})  # fmt: skip
"""Markers of functions that do something else with an argument than to take it as data."""
_PLAIN_MODULES = frozenset({
    "base64", "binascii", "calendar", "csv", "datetime", "decimal", "difflib", "fractions", "hmac",
    "html", "ipaddress", "math", "random", "re", "secrets", "shlex", "statistics", "string", "struct",
    "textwrap", "unicodedata", "uuid", "zoneinfo",
})  # fmt: skip
"""Modules of the standard library without a stub, whose functions compute with plain values."""
_PLAIN_OBJECTS = ("builtins.str()", "builtins.bytes()", "builtins.int()", "builtins.float()")


def is_plain_argument(model: SemanticModel, call: ast.Call, expr: ast.expr) -> bool:
    """Whether *call* does with its argument *expr* what no coroutine can do."""
    callees = options_of(model.value_of(call.func))
    if all(_wants_value(model, callee, call, expr) for callee in callees):
        return True
    return isinstance(expr, ast.Attribute) and is_foreign(callees) and _has_plain_company(call)


def takes_only_data(model: SemanticModel, call: ast.Call) -> bool:
    """Whether what is called takes plain data only, and all that is in its arguments is such data."""
    return all(_is_data_taker(model, callee) for callee in options_of(model.value_of(call.func)))


def _is_data_taker(model: SemanticModel, callee: Value) -> bool:
    match callee:
        case FunctionValue(summary, call_kind=""):
            return _is_of_plain_library(model, summary)
        case ClassValue(summary):
            init = model.types.members.method(Instance(summary), "__init__")
            is_handling = (
                isinstance(init, FunctionValue) and _HANDLING & init.summary.markers.keys()
            )
            return not is_handling and _is_of_plain_library(model, summary)
        case UnresolvedName(name):
            return _is_plain_name(name)
    return False


def _is_of_plain_library(model: SemanticModel, summary: FunctionSummary | ClassSummary) -> bool:
    """Whether the stub of its library says that what is given to it is data."""
    if not summary.module.is_stub or _HANDLING & summary.markers.keys():
        return False
    library = summary.module.name.dotted.partition(".")[0]
    return bool(fact_of(library, _PLAIN_DATA, model))


def _is_plain_name(name: str) -> bool:
    """Whether *name*, which nothing describes, is a function of Python's own on plain values."""
    if name.startswith(_PLAIN_OBJECTS):
        return name.count("()") == 1 and name.count(".") == 2
    home, _, rest = name.partition(".")
    if home == "builtins":
        cls = getattr(builtins, rest, None)
        return rest == "range" or (isinstance(cls, type) and issubclass(cls, BaseException))
    return home in _PLAIN_MODULES and "()" not in name


def _wants_value(model: SemanticModel, callee: Value, call: ast.Call, expr: ast.expr) -> bool:
    match callee:
        case FunctionValue(call_kind=""):
            return _is_plain_parameter(model, callee, call, expr)
        case ClassValue():
            return _is_made_of_value(model, callee, call, expr)
        case Instance():
            method = model.types.members.method(callee, "__call__")
            return isinstance(method, FunctionValue) and _wants_value(model, method, call, expr)
        case UnresolvedName(name):
            return _is_plain_name(name)
        case ContainerMethod(owner, name) if name in SPREADING:
            return expr in call.args
        case ContainerMethod(owner, name):
            is_put = name in ADDING and call.args[-1:] == [expr]
            is_put = is_put or (name == "update" and expr not in call.args)
            holds = owner.args[-1:] if is_put else ()
            return any(map(model.capabilities.excludes_coroutine, holds))
    return False


def _is_made_of_value(
    model: SemanticModel, cls: ClassValue, call: ast.Call, expr: ast.expr
) -> bool:
    """Whether the class takes *expr* for something plain where an instance of it is made."""
    if name_of(cls) in _PARTIALS and call.args and expr is not call.args[0]:
        later = model.value_of(call.args[0])
        is_known = isinstance(later, FunctionValue) and not later.call_kind
        return is_known and _is_plain_parameter(model, later, call, expr, is_later=True)  # type: ignore[arg-type]
    if cls.summary.module.is_stub:
        return _is_data_taker(model, cls)
    init = model.types.members.method(Instance(cls.summary), "__init__")
    if isinstance(init, FunctionValue) and not init.summary.module.is_stub:
        return _is_plain_parameter(model, init, call, expr)
    return _is_plain_field(model, cls, call, expr)


def _is_plain_parameter(
    model: SemanticModel,
    function: FunctionValue,
    call: ast.Call,
    expr: ast.expr,
    *,
    is_later: bool = False,
) -> bool:
    """Whether the parameter that takes *expr* is used or declared as something plain."""
    parameter = _parameter(function, call, expr, is_later=is_later)
    summary = function.summary
    if summary.module.is_stub and (parameter is None or parameter.name not in summary.annotations):
        return _is_of_plain_library(model, summary)
    if parameter is None:
        return False
    name = parameter.name
    use = "" if parameter.kind in ("args", "kwargs") else summary.parameter_uses.get(name)
    if use in (AWAITED, VALUE):
        return use == VALUE
    term = summary.annotations.get(name)
    if term is None:
        return False
    frame = model.types.frame(summary.module)
    return model.capabilities.excludes_coroutine(model.types.annotations.instance(term, frame))


def _parameter(
    function: FunctionValue, call: ast.Call, expr: ast.expr, *, is_later: bool
) -> Parameter | None:
    """The parameter of *function* that takes *expr* in *call*; None where that is not certain.

    *is_later*: the call is ``partial(function, ...)``.
    """
    args = call.args[1:] if is_later else call.args
    parameters = function.summary.parameters
    for keyword in call.keywords:
        if keyword.value is expr:
            by_name = {p.name: p for p in parameters if p.kind in ("plain", "keyword")}
            return by_name.get(keyword.arg or "") or _rest(parameters, "kwargs")
    in_order = [p for p in parameters if p.kind in ("positional", "plain")]
    if function.receiver is not None:
        in_order = in_order[1:]
    for place, argument in enumerate(args):
        if isinstance(argument, ast.Starred):
            return None
        if argument is expr:
            return in_order[place] if place < len(in_order) else _rest(parameters, "args")
    return None


def _rest(parameters: Sequence[Parameter], kind: str) -> Parameter | None:
    return next((parameter for parameter in parameters if parameter.kind == kind), None)


def _is_plain_field(model: SemanticModel, cls: ClassValue, call: ast.Call, expr: ast.expr) -> bool:
    """Whether *expr* is given to a field of a plain type: of a dataclass or of a model."""
    name = next((keyword.arg for keyword in call.keywords if keyword.value is expr), None)
    order = model.types.members.mro(cls.summary)
    is_in_order = bool(cls.summary.decorators) or _is_named_tuple(model, cls)
    if name is None and expr in call.args and order == [cls.summary] and is_in_order:
        fields = [n for n in cls.summary.fields if n in cls.summary.names]
        position = call.args.index(expr)
        name = fields[position] if position < len(fields) else None
    if name is None or any(isinstance(argument, ast.Starred) for argument in call.args):
        return False
    for base in order:
        term = None if base is None else base.class_term(name)
        if base is not None and term is not None:
            if term[0] not in ("annotated", "declared"):
                return False
            frame = model.types.frame(base.module)
            declared = model.types.annotations.instance(term[-1], frame)
            return model.capabilities.excludes_coroutine(declared)
    return False


def _is_named_tuple(model: SemanticModel, cls: ClassValue) -> bool:
    frame = model.types.frame(cls.summary.module)
    bases = [name_of(model.types.evaluate(base, frame)) for base in cls.summary.bases]
    return any(base.endswith(".NamedTuple") for base in bases)


def is_foreign(callees: tuple[Value, ...]) -> bool:
    """Whether nothing is known of what is called, but that it is no library of coroutines."""
    return all(
        isinstance(callee, Unknown)
        or (
            isinstance(callee, UnresolvedName)
            and callee.qualified_name.partition(".")[0] not in _ASYNC_HOMES | {"builtins"}
        )
        for callee in callees
    )


def _has_plain_company(call: ast.Call) -> bool:
    """Whether a literal is passed too, as to a function that takes values."""
    values = arguments_of(call)
    return any(isinstance(value, (ast.Constant, ast.JoinedStr)) for value in values)
