"""Places that a coroutine is handed to and that cannot want one.

Not every use of a coroutine as a value stands in an operator. It is passed for a parameter that is
declared otherwise or that the function subscripts, assigned to a variable or attribute of a plain
type, put into a list of texts, or sent away in a dictionary among plain values. What nothing is
known of may keep a coroutine for whoever awaits it, so there the answer is none.
"""

from __future__ import annotations

import ast
from itertools import islice
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.endpoints import answers_requests
from flake8_asyncpitfalls.analyses.plain_arguments import (
    is_foreign,
    is_plain_argument,
    takes_only_data,
)
from flake8_asyncpitfalls.semantics.inference.values import (
    ClassValue,
    ContainerMethod,
    Coroutine,
    FunctionValue,
    Instance,
    NamedInstance,
    TupleValue,
    Value,
    builtin_class,
    options_of,
    union_of,
)
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed
from flake8_asyncpitfalls.semantics.terms.additions import ADDING, SPREADING

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_KEEPING = ADDING.keys() | {"extend", "put", "put_nowait", "submit", "update"}
"""Methods of containers and queues: what they are given, somebody takes out and may await."""
_KEPT_KEYS = ("awaitable", "callback", "coro", "fut", "job", "task", "work")
_DISPLAYS = (ast.Dict, ast.List, ast.Set, ast.Tuple)


def place_of_value(model: SemanticModel, expr: ast.expr) -> str:
    """The place around *expr* that wants a plain value, in words; empty where it may be another."""
    parent = model.parent(expr)
    match parent:
        case ast.keyword(arg=str()):
            call = model.parent(parent)
            return _of_argument(model, call, expr) if isinstance(call, ast.Call) else ""
        case ast.Call() if parent.func is not expr:
            return _of_argument(model, parent, expr)
        case ast.IfExp(test=test) if expr is not test:
            return place_of_value(model, parent)
        case ast.BoolOp(values=[*_, last]) if last is expr:
            return place_of_value(model, parent)
        case ast.Return():
            is_answer = answers_requests(model.scope_of(parent), model)
            return "the answer to a request" if is_answer else ""
    return _place_of_kept(model, parent, expr)


def _place_of_kept(model: SemanticModel, parent: ast.AST, expr: ast.expr) -> str:
    """The place *parent* that keeps *expr*: a variable, an attribute, an element."""
    match parent:
        case ast.AnnAssign(value=value) if value is expr:
            return _declared(model, parent.target)
        case ast.Assign(targets=[target]):
            return _declared(model, target)
        case ast.Dict(values=values) if expr in values:
            return _in_display(model, parent, expr)
        case ast.List() | ast.Set() | ast.Tuple():
            return _in_display(model, parent, expr)
        case ast.ListComp(elt=part) | ast.SetComp(elt=part) | ast.DictComp(value=part):
            return _declared_otherwise(model, parent) if part is expr else ""
    return ""


def is_plain(model: SemanticModel, annotation: ast.expr | None, scope_node: ast.AST) -> bool:
    """Whether what *annotation*, of a definition inside *scope_node*, names is no coroutine."""
    if annotation is None:
        return False
    term = model.terms.reduce(annotation, model.scope_of(scope_node))
    value = model.types.annotations.instance(term, model.frame)
    return model.capabilities.excludes_coroutine(value)


def _of_argument(model: SemanticModel, call: ast.Call, expr: ast.expr) -> str:
    """The parameter of *call* that takes *expr*, where that is nothing that a coroutine can be."""
    is_value = is_plain_argument(model, call, expr)
    return f"an argument of {_shown(call.func)!r}" if is_value else ""


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
            elif isinstance(value, Instance):
                declared = _stored(model, value)
    if declared is None or not model.capabilities.excludes_coroutine(declared):
        return ""
    return f"{unparsed(target)!r}, which is declared otherwise"


def _stored(model: SemanticModel, owner: Instance) -> Value | None:
    """What the ``__setitem__`` of *owner* declares that it stores."""
    method = model.types.members.method(owner, "__setitem__")
    if not isinstance(method, FunctionValue) or not method.summary.parameters:
        return None
    term = method.summary.annotations.get(method.summary.parameters[-1].name)
    frame = model.types.frame(method.summary.module)
    return None if term is None else model.types.annotations.instance(term, frame)


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


def _in_display(model: SemanticModel, display: ast.expr, expr: ast.expr) -> str:
    """Where the list, tuple, set or dictionary around *expr* goes, if its elements are data."""
    word = _declared_otherwise(model, display) or _declared_key(model, display, expr)
    if word:
        return word
    inner: ast.expr = expr
    outer = display
    company = False
    while isinstance(outer, _DISPLAYS):
        if _may_be_kept(model, outer, inner):
            return ""
        company = company or model.analysis(_Displays).has_plain(outer, inner)
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


def _declared_otherwise(model: SemanticModel, display: ast.expr) -> str:
    """Words for *display* where what it is given to has elements that are no coroutines."""
    declared = _declared_element(model, display)
    if declared is None or not model.capabilities.excludes_coroutine(declared):
        return ""
    return f"an element of {_kind(display)} that is declared otherwise"


def _declared_key(model: SemanticModel, display: ast.expr, expr: ast.expr) -> str:
    """Words for an *expr* of a dictionary whose type, a ``TypedDict``, declares a plain class for its key."""
    if not isinstance(display, ast.Dict):
        return ""
    key = model.analysis(_Displays).key_of(display, expr)
    declared = _declared_type(model, display)
    if not isinstance(key, ast.Constant) or not isinstance(declared, Instance):
        return ""
    cls = declared.summary
    term = cls.class_term(key.value) if isinstance(key.value, str) else None
    if cls.module.is_stub or term is None or term[0] not in ("annotated", "declared"):
        return ""
    value = model.types.annotations.instance(term[-1], model.types.frame(cls.module))
    is_plain_key = model.capabilities.excludes_coroutine(value)
    return f"the key {key.value!r} of {cls.local_name!r}" if is_plain_key else ""


def _declared_type(model: SemanticModel, display: ast.expr) -> Value | None:
    """What the annotation of what *display* is given to says."""
    parent = model.parent(display)
    annotation: ast.expr | None = None
    if isinstance(parent, ast.AnnAssign) and parent.value is display:
        annotation = parent.annotation
    elif isinstance(parent, ast.Return):
        annotation = getattr(model.scope_of(display).node, "returns", None)
    if annotation is None:
        return None
    return model.types.evaluate(
        model.terms.annotation(annotation, model.scope_of(display)), model.frame
    )


def _declared_element(model: SemanticModel, display: ast.expr) -> Value | None:
    """What the elements of *display* are, by the annotation of what it is given to."""
    parent = model.parent(display)
    match parent:
        case ast.AugAssign(target=target, op=ast.Add()) if isinstance(display, ast.List):
            holder: Value | None = _extended(model, target, parent)
        case ast.Call(func=func, args=[only]) if only is display:
            method = model.value_of(func)
            is_spread = isinstance(method, ContainerMethod) and method.name in SPREADING
            holder = method.owner if is_spread else None  # type: ignore[union-attr]
        case _:
            holder = _declared_type(model, display)
    if isinstance(holder, TupleValue) and isinstance(display, ast.Tuple):
        return union_of(list(holder.items))
    return holder.args[-1] if isinstance(holder, NamedInstance) and holder.args else None


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
            is_sent = takes_only_data(model, parent) or (is_data and _takes_data(model, parent))
            return word if is_sent else ""
        case ast.Return():
            # A tuple is several results, and whoever takes it apart may await one of them.
            scope = model.scope_of(display)
            is_data = company and scope.is_coroutine and not isinstance(display, ast.Tuple)
            return word if is_data or answers_requests(scope, model) else ""
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
        if isinstance(callee, (FunctionValue, ClassValue)):
            if not callee.summary.module.is_stub or "awaits" in callee.summary.markers:
                return False
        elif not is_foreign((callee,)):
            return False
    return True


class _Displays:
    """What is asked for each of the many elements of a display, worked out once for it."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._plain: dict[ast.expr, list[ast.expr]] = {}
        self._keys: dict[ast.Dict, dict[ast.expr, ast.expr | None]] = {}

    def has_plain(self, display: ast.expr, inner: ast.expr) -> bool:
        """Whether something else than *inner* in *display* is certainly plain."""
        if display not in self._plain:
            values = (
                display.values if isinstance(display, ast.Dict) else getattr(display, "elts", [])
            )
            plain = (value for value in values if _is_certainly_plain(self._model, value))
            self._plain[display] = list(islice(plain, 2))
        return any(value is not inner for value in self._plain[display])

    def key_of(self, display: ast.Dict, value: ast.expr) -> ast.expr | None:
        """The key that *value* stands at; None where it is spread, or a key itself."""
        if display not in self._keys:
            self._keys[display] = dict(zip(display.values, display.keys, strict=True))
        return self._keys[display].get(value)


def _may_be_kept(model: SemanticModel, display: ast.expr, inner: ast.expr) -> bool:
    """Whether the key says that a coroutine is meant to stand there."""
    if not isinstance(display, ast.Dict):
        return False
    key = model.analysis(_Displays).key_of(display, inner)
    text = key.value.lower() if isinstance(key, ast.Constant) and isinstance(key.value, str) else ""
    return not text or any(word in text for word in _KEPT_KEYS)


def _is_certainly_plain(model: SemanticModel, expr: ast.expr) -> bool:
    if isinstance(expr, ast.Await) and isinstance(expr.value, ast.Call):
        # Who awaits one of them means the results of all.
        return not any(isinstance(o, Coroutine) for o in options_of(model.value_of(expr)))
    if isinstance(expr, (ast.Constant, ast.JoinedStr)):
        return expr.value is not None if isinstance(expr, ast.Constant) else True
    return all(builtin_class(option) is not None for option in options_of(model.value_of(expr)))


def _kind(display: ast.expr) -> str:
    return {ast.Dict: "a dictionary", ast.Tuple: "a tuple", ast.Set: "a set"}.get(
        type(display), "a list"
    )


def _shown(func: ast.expr) -> str:
    text = unparsed(func)
    return text if len(text) <= 40 else text[:37] + "..."
