"""What each kind of binding gives its name, as terms."""

from __future__ import annotations

import ast
from collections.abc import Callable

from flake8_asyncpitfalls.semantics.scopes.scope import Binding, BindingKind, Scope
from flake8_asyncpitfalls.semantics.source.node_fields import defaults_of
from flake8_asyncpitfalls.semantics.terms.additions import filled
from flake8_asyncpitfalls.semantics.terms.term import UNKNOWN, Lowering, Term

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_IMPLICIT_CLASS_METHODS = {"__new__", "__init_subclass__", "__class_getitem__"}


def _bind_value(terms: Lowering, binding: Binding, scope: Scope) -> Term:
    term = terms.reduce(binding.value, scope)
    if binding.path:
        return term
    declared = _declaration(terms, binding.name, scope)
    if declared is not None:
        return terms.make("declared", term, declared)
    return filled(terms, term, binding, scope)


def _declaration(terms: Lowering, name: str, scope: Scope) -> Term | None:
    stmt = terms.table(scope).declarations.get(name)
    return None if stmt is None else terms.reduce(stmt.annotation, scope)


def _bind_annotated(terms: Lowering, binding: Binding, scope: Scope) -> Term:
    assert isinstance(binding.node, ast.AnnAssign)
    annotation = terms.reduce(binding.node.annotation, scope)
    if binding.value is None:
        return terms.make("annotated", annotation)
    made = terms.reduce(binding.value, scope)
    if isinstance(binding.node.annotation, ast.Name):
        # 'rows: list = []' says nothing of the elements.
        made = filled(terms, made, binding, scope)
    return terms.make("declared", made, annotation)


def _bind_divided(terms: Lowering, binding: Binding, scope: Scope) -> Term:
    """``path /= name``: numbers are divided so too, but paths are asked for what they can do."""
    before = terms.lookup(binding.name, scope, terms.parents[binding.node])
    if before is UNKNOWN:
        return UNKNOWN
    return terms.make("binop", "Div", before, terms.reduce(binding.value, scope))


def _bind_for(terms: Lowering, binding: Binding, scope: Scope) -> Term:
    return terms.make("aiter" if binding.is_async else "iter", terms.reduce(binding.value, scope))


def _bind_with(terms: Lowering, binding: Binding, scope: Scope) -> Term:
    return terms.make("aenter" if binding.is_async else "enter", terms.reduce(binding.value, scope))


def _bind_import(terms: Lowering, binding: Binding, scope: Scope) -> Term:
    alias = binding.node
    assert isinstance(alias, ast.alias)
    return terms.make("module", alias.name if alias.asname else alias.name.partition(".")[0])


def _bind_from(terms: Lowering, binding: Binding, scope: Scope) -> Term:
    stmt = binding.node
    assert isinstance(stmt, ast.ImportFrom)
    module = terms.name.absolute(stmt)
    for alias in stmt.names:
        if (alias.asname or alias.name) == binding.name:
            return terms.make("from", module, alias.name) if module else UNKNOWN
    return UNKNOWN


def _bind_def(terms: Lowering, binding: Binding, scope: Scope) -> Term:
    return terms.make("function", terms.scopes[binding.node].identity)


def _bind_class(terms: Lowering, binding: Binding, scope: Scope) -> Term:
    return terms.make("class", terms.scopes[binding.node].identity)


def _bind_parameter(terms: Lowering, binding: Binding, scope: Scope) -> Term:
    arg = binding.node
    assert isinstance(arg, ast.arg)
    receiver = _receiver(terms, binding.name, scope)
    if receiver is not None:
        return receiver
    gone_over = _gone_over(terms, arg, scope)
    if gone_over is not None:
        return terms.make("iter", terms.reduce(gone_over, scope.parent or terms.root))
    parameter = terms.make("param", scope.identity, binding.name)
    if arg.annotation is None:
        return _with_default(terms, arg, parameter, scope)
    annotation = terms.reduce(arg.annotation, scope.parent or terms.root)
    return terms.make("declared", parameter, annotation)


def _gone_over(terms: Lowering, arg: ast.arg, scope: Scope) -> ast.expr | None:
    """What the parameter of a lambda gets the elements of: ``sorted(users, key=lambda user: ...)``."""
    node = scope.node
    if not isinstance(node, ast.Lambda):
        return None
    plain = [*node.args.posonlyargs, *node.args.args]
    place = plain.index(arg) if arg in plain else len(plain)
    parent = terms.parents.get(node)
    is_key = isinstance(parent, ast.keyword) and parent.arg == "key"
    name = ""
    match terms.parents.get(parent) if is_key and parent is not None else parent:
        case ast.Call(func=ast.Name(id="sorted" | "min" | "max" as called), args=[each]) if is_key:
            found, name = [each], called
        case ast.Call(func=ast.Name(id="map" | "filter" as called), args=[first, *rest]) if (
            first is node
        ):
            found, name = rest, called
        case ast.Call(func=ast.Attribute(value=each, attr="sort"), args=[]) if is_key:
            found = [each]
        case _:
            return None
    if place >= len(found) or isinstance(found[place], ast.Starred):
        return None
    return None if name in terms.table(terms.root).by_name else found[place]


def _with_default(terms: Lowering, arg: ast.arg, parameter: Term, scope: Scope) -> Term:
    """A call as the default may ask a framework for a value: ``db=Depends(get_db)``."""
    node = scope.node
    assert not isinstance(node, (ast.Module, ast.ClassDef))
    default = next((given for other, given in defaults_of(node.args) if other is arg), None)
    if not isinstance(default, ast.Call):
        return parameter
    return terms.make("provided", parameter, terms.reduce(default, scope.parent or terms.root))


def _receiver(terms: Lowering, name: str, scope: Scope) -> Term | None:
    """``self`` or ``cls`` when *name* is the first parameter of a method."""
    owner = scope.parent
    node = scope.node
    if owner is None or owner.kind != "class" or not isinstance(node, _FUNCTIONS):
        return None
    first = [*node.args.posonlyargs, *node.args.args][:1]
    if not first or first[0].arg != name:
        return None
    decorators = {d.id for d in node.decorator_list if isinstance(d, ast.Name)}
    if "staticmethod" in decorators:
        return None
    is_class_method = "classmethod" in decorators or node.name in _IMPLICIT_CLASS_METHODS
    return terms.make("cls" if is_class_method else "self", owner.identity)


def _bind_class_test(terms: Lowering, binding: Binding, scope: Scope) -> Term:
    return terms.make("annotated", terms.reduce(binding.value, scope))


def _bind_pattern(terms: Lowering, binding: Binding, scope: Scope) -> Term:
    """``case Job() as job``; in ``case Job(client=client)`` and ``case Job(client)``, what it holds."""
    whole = _bind_class_test(terms, binding, scope)
    around = terms.parents.get(binding.node)
    if not isinstance(around, ast.MatchClass) or around.cls is not binding.value:
        return whole
    for name, pattern in zip(around.kwd_attrs, around.kwd_patterns, strict=True):
        if pattern is binding.node:
            return terms.make("attr", whole, name)
    place = next(i for i, pattern in enumerate(around.patterns) if pattern is binding.node)
    return terms.make("part", whole, place)


def _bind_except(terms: Lowering, binding: Binding, scope: Scope) -> Term:
    return terms.make("annotated", terms.reduce(binding.value, scope))


def _bind_alias(terms: Lowering, binding: Binding, scope: Scope) -> Term:
    return terms.reduce(binding.value, scope)


def _bind_outer(terms: Lowering, binding: Binding, scope: Scope) -> Term:
    return terms.lookup(binding.name, scope.parent or terms.root, None)


def _bind_star(terms: Lowering, binding: Binding, scope: Scope) -> Term:
    """``*args: T`` is a sequence of T."""
    arg = binding.node
    if not isinstance(arg, ast.arg) or arg.annotation is None:
        return UNKNOWN
    return terms.make("list", terms.annotation(arg.annotation, scope.parent or terms.root))


def _bind_unknown(terms: Lowering, binding: Binding, scope: Scope) -> Term:
    return UNKNOWN


BINDERS: dict[BindingKind, Callable[[Lowering, Binding, Scope], Term]] = {
    "assign": _bind_value,
    "walrus": _bind_value,
    "annotated": _bind_annotated,
    "divided": _bind_divided,
    "for": _bind_for,
    "with": _bind_with,
    "import": _bind_import,
    "from": _bind_from,
    "def": _bind_def,
    "class": _bind_class,
    "param": _bind_parameter,
    "narrow": _bind_class_test,
    "match": _bind_pattern,
    "except": _bind_except,
    "alias": _bind_alias,
    "outer": _bind_outer,
    "del": _bind_unknown,
    "star": _bind_star,
    "other": _bind_unknown,
}
