"""Places that a coroutine is handed to and that cannot want one.

Not every use of a coroutine as a value stands in an operator. It is passed for a parameter that is
declared otherwise or that the function subscripts, assigned to a variable or attribute of a plain
type, put into a list of texts, or sent away in a dictionary among plain values. What nothing is
known of may keep a coroutine for whoever awaits it, so there the answer is none.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.inference.values import (
    ClassValue,
    ContainerMethod,
    FunctionValue,
    Instance,
    NamedInstance,
    Unknown,
    UnresolvedName,
    Value,
    builtin_class,
    name_of,
    options_of,
)
from flake8_asyncpitfalls.semantics.summaries.parameter_uses import AWAITED, VALUE

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_ADDING = frozenset({"add", "append", "appendleft", "insert", "setdefault"})
_KEEPING = _ADDING | {"extend", "put", "put_nowait", "submit", "update"}
"""Methods of containers and queues: what they are given, somebody takes out and may await."""
_SPREADING = frozenset({"extend", "extendleft"})
"""Methods that go over what they are given."""
_KEPT_KEYS = ("awaitable", "callback", "coro", "fut", "job", "task", "work")
_ASYNC_HOMES = frozenset({"anyio", "asyncio", "curio", "trio", "tornado", "twisted", "uvloop"})
_DISPLAYS = (ast.Dict, ast.List, ast.Set, ast.Tuple)


def place_of_value(model: SemanticModel, expr: ast.expr) -> str:
    """The place around *expr* that wants a plain value, in words; empty where it may be another."""
    parent = model.parent(expr)
    match parent:
        case ast.keyword(arg=str()):
            call = model.parent(parent)
            return _argument(model, call, expr) if isinstance(call, ast.Call) else ""
        case ast.Call() if parent.func is not expr:
            return _argument(model, parent, expr)
        case ast.AnnAssign(value=value) if value is expr:
            return _declared(model, parent.target)
        case ast.Assign(targets=[target]):
            return _declared(model, target)
        case ast.Dict(values=values) if expr in values:
            return _in_display(model, parent, expr)
        case ast.List() | ast.Set() | ast.Tuple():
            return _in_display(model, parent, expr)
        case ast.IfExp(test=test) if expr is not test:
            return place_of_value(model, parent)
        case ast.BoolOp(values=[*_, last]) if last is expr:
            return place_of_value(model, parent)
    return ""


def is_plain(model: SemanticModel, annotation: ast.expr | None, scope_node: ast.AST) -> bool:
    """Whether what *annotation*, of a definition inside *scope_node*, names is no coroutine."""
    if annotation is None:
        return False
    term = model.terms.reduce(annotation, model.scope_of(scope_node))
    value = model.types.annotations.instance(term, model.frame)
    return model.capabilities.excludes_coroutine(value)


def _declared(model: SemanticModel, target: ast.expr) -> str:
    """The type that the variable, attribute or element *target* is declared to have."""
    declared: Value | None = None
    match target:
        case ast.Name():
            declared = _of_variable(model, target)
        case ast.Attribute():
            declared = _of_attribute(model, target)
        case ast.Subscript(value=owner):
            value = model.value_of(owner)
            if isinstance(value, NamedInstance) and value.args:
                declared = value.args[-1]
    if declared is None or not model.capabilities.excludes_coroutine(declared):
        return ""
    return f"{ast.unparse(target)!r}, which is declared otherwise"


def _of_variable(model: SemanticModel, name: ast.Name) -> Value | None:
    scope = model.scope_of(name)
    for binding in model.terms.table(scope).by_name.get(name.id, ()):
        if binding.kind == "annotated" and isinstance(binding.node, ast.AnnAssign):
            term = model.terms.reduce(binding.node.annotation, scope)
            return model.types.annotations.instance(term, model.frame)
    return None


def _of_attribute(model: SemanticModel, attribute: ast.Attribute) -> Value | None:
    owner = model.value_of(attribute.value)
    if not isinstance(owner, Instance):
        return None
    for cls in model.types.members.mro(owner.summary):
        if cls is None:
            return None
        own = cls.class_term(attribute.attr)
        for term in (*([] if own is None else [own]), *cls.instance_terms(attribute.attr)):
            if term[0] in ("annotated", "declared"):
                frame = model.types.frame(cls.module)
                return model.types.annotations.instance(term[-1], frame)
    return None


def _argument(model: SemanticModel, call: ast.Call, expr: ast.expr) -> str:
    """What *call* does with its argument *expr*, where that is nothing that a coroutine can do."""
    callees = options_of(model.value_of(call.func))
    if all(_wants_value(model, callee, call, expr) for callee in callees):
        return f"an argument of {_shown(call.func)!r}"
    if isinstance(expr, ast.Attribute) and _is_foreign(callees) and _has_plain_company(call):
        return f"an argument of {_shown(call.func)!r}"
    return ""


def _wants_value(model: SemanticModel, callee: Value, call: ast.Call, expr: ast.expr) -> bool:
    match callee:
        case FunctionValue(call_kind=""):
            return _is_plain_parameter(model, callee, call, expr)
        case ClassValue(summary):
            made = Instance(summary)
            init = model.types.members.method(made, "__init__")
            if isinstance(init, FunctionValue) and not init.summary.module.is_stub:
                return _is_plain_parameter(model, init, call, expr)
            return _is_plain_field(model, callee, call, expr)
        case ContainerMethod(name=name) if name in _SPREADING:
            return expr in call.args
        case ContainerMethod(owner, name) if name in _ADDING and call.args[-1:] == [expr]:
            return bool(owner.args) and model.capabilities.excludes_coroutine(owner.args[-1])
    return False


def _is_plain_parameter(
    model: SemanticModel, function: FunctionValue, call: ast.Call, expr: ast.expr
) -> bool:
    """Whether the parameter that takes *expr* is used or declared as something plain."""
    name = _parameter(function, call, expr)
    summary = function.summary
    use = summary.parameter_uses.get(name) if name else None
    if not name or use == AWAITED:
        return False
    if use == VALUE:
        return True
    term = summary.annotations.get(name)
    if term is None:
        return False
    frame = model.types.frame(summary.module)
    return model.capabilities.excludes_coroutine(model.types.annotations.instance(term, frame))


def _parameter(function: FunctionValue, call: ast.Call, expr: ast.expr) -> str:
    """The parameter of *function* that takes *expr* in *call*; '' where that is not certain."""
    for keyword in call.keywords:
        if keyword.value is expr:
            names = {p.name for p in function.summary.parameters if p.kind in ("plain", "keyword")}
            return keyword.arg if keyword.arg in names else ""
    names_in_order = [p for p in function.summary.parameters if p.kind in ("positional", "plain")]
    if function.receiver is not None:
        names_in_order = names_in_order[1:]
    for parameter, argument in zip(names_in_order, call.args, strict=False):
        if isinstance(argument, ast.Starred):
            return ""
        if argument is expr:
            return parameter.name
    return ""


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


def _is_foreign(callees: tuple[Value, ...]) -> bool:
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
    values = [*call.args, *(keyword.value for keyword in call.keywords)]
    return any(isinstance(value, ast.Constant | ast.JoinedStr) for value in values)


def _in_display(model: SemanticModel, display: ast.expr, expr: ast.expr) -> str:
    """Where the list, tuple, set or dictionary around *expr* goes, if its elements are data."""
    declared = _declared_element(model, display)
    if declared is not None and model.capabilities.excludes_coroutine(declared):
        return f"an element of {_kind(display)} that is declared otherwise"
    inner: ast.expr = expr
    outer = display
    company = False
    while isinstance(outer, _DISPLAYS):
        if _may_be_kept(outer, inner):
            return ""
        company = company or any(_is_certainly_plain(model, e) for e in _others(outer, inner))
        inner, parent = outer, model.parent(outer)
        if not isinstance(parent, ast.expr):
            break
        outer = parent
    if isinstance(outer, ast.BinOp) and isinstance(inner, ast.List):
        other = outer.left if outer.right is inner else outer.right
        value = model.value_of(other)
        is_other_kind = isinstance(value, NamedInstance) and bool(value.args)
        if is_other_kind and model.capabilities.excludes_coroutine(value.args[-1]):  # type: ignore[union-attr]
            return "an element of a list of other things"
        return ""
    return _sent_away(model, inner, company=company)


def _declared_element(model: SemanticModel, display: ast.expr) -> Value | None:
    """What the elements of *display* are, by the annotation of what it is given to."""
    parent = model.parent(display)
    annotation: ast.expr | None = None
    match parent:
        case ast.AnnAssign(value=value) if value is display:
            annotation = parent.annotation
        case ast.Return():
            annotation = getattr(model.scope_of(display).node, "returns", None)
        case ast.AugAssign(target=target, op=ast.Add()) if isinstance(display, ast.List):
            before = _extended(model, target, parent)
            return before.args[-1] if isinstance(before, NamedInstance) and before.args else None
    if annotation is None:
        return None
    term = model.terms.annotation(annotation, model.scope_of(display))
    declared = model.types.evaluate(term, model.frame)
    is_container = isinstance(declared, NamedInstance) and len(declared.args) > 0
    return declared.args[-1] if is_container else None  # type: ignore[union-attr]


def _extended(model: SemanticModel, target: ast.expr, stmt: ast.stmt) -> Value:
    """What the variable or attribute *target* of ``target += ...`` is before."""
    if not isinstance(target, ast.Name):
        return model.value_of(target)
    term = model.terms.lookup(target.id, model.scope_of(stmt), stmt)
    return model.types.evaluate(term, model.frame)


def _sent_away(model: SemanticModel, display: ast.expr, *, company: bool) -> str:
    """Where *display* is handed to as data; *company*: plain values stand in it too."""
    parent = model.parent(display)
    keyword = parent if isinstance(parent, ast.keyword) else None
    if keyword is not None:
        parent = model.parent(keyword)
    word = f"a value in {_kind(display)}"
    match parent:
        case ast.Call(func=func) if func is not display:
            is_alone = isinstance(display, ast.Dict) and len(display.values) == 1
            others = len(parent.args) + len(parent.keywords) > 1
            is_data = company or (is_alone and others)
            return word if is_data and _takes_data(model, parent) else ""
        case ast.Return():
            # A tuple is several results, and whoever takes it apart may await one of them.
            is_data = company and not isinstance(display, ast.Tuple)
            return word if is_data and model.scope_of(display).is_coroutine else ""
        case ast.Assign(targets=[ast.Name() as name]) if company:
            return word if _is_only_sent(model, name) else ""
    return ""


def _is_only_sent(model: SemanticModel, name: ast.Name) -> bool:
    """Whether all that is done with the variable is to pass it to something that takes data."""
    scope = model.scope_of(name)
    if not scope.is_coroutine or len(model.terms.table(scope).by_name.get(name.id, ())) != 1:
        return False
    reads = model.uses.reads(name.id, scope)
    return bool(reads) and all(_is_sent(model, read) for read in reads)


def _is_sent(model: SemanticModel, read: ast.Name) -> bool:
    parent: ast.AST = model.parent(read)
    if isinstance(parent, ast.keyword) and parent.arg is not None:
        parent = model.parent(parent)
    match parent:
        case ast.Call(func=func) if func is not read:
            return _takes_data(model, parent)
        case ast.Subscript(ctx=ast.Store()):
            return True
    return isinstance(parent, ast.Return)


def _takes_data(model: SemanticModel, call: ast.Call) -> bool:
    """Whether what is called can only send or show what it is given, as far as anybody can see."""
    func = call.func
    if getattr(func, "attr", getattr(func, "id", "")) in _KEEPING:
        return False
    for callee in options_of(model.value_of(func)):
        if isinstance(callee, FunctionValue | ClassValue):
            if not callee.summary.module.is_stub or "awaits" in callee.summary.markers:
                return False
        elif not _is_foreign((callee,)):
            return False
    return True


def _others(display: ast.expr, inner: ast.expr) -> Iterator[ast.expr]:
    values = display.values if isinstance(display, ast.Dict) else getattr(display, "elts", [])
    return (value for value in values if value is not inner)


def _may_be_kept(display: ast.expr, inner: ast.expr) -> bool:
    """Whether the key says that a coroutine is meant to stand there."""
    if not isinstance(display, ast.Dict):
        return False
    key = display.keys[display.values.index(inner)]
    text = key.value.lower() if isinstance(key, ast.Constant) and isinstance(key.value, str) else ""
    return not text or any(word in text for word in _KEPT_KEYS)


def _is_certainly_plain(model: SemanticModel, expr: ast.expr) -> bool:
    if isinstance(expr, ast.Constant | ast.JoinedStr):
        return expr.value is not None if isinstance(expr, ast.Constant) else True
    return all(builtin_class(option) is not None for option in options_of(model.value_of(expr)))


def _kind(display: ast.expr) -> str:
    return {ast.Dict: "a dictionary", ast.Tuple: "a tuple", ast.Set: "a set"}.get(
        type(display), "a list"
    )


def _shown(func: ast.expr) -> str:
    text = ast.unparse(func)
    return text if len(text) <= 40 else text[:37] + "..."
