"""What expressions are where that needs no look at the arguments of calls in them.

Terms of calls hold those of all their arguments. To make and to evaluate these took an eighth of a run,
most of it for nothing: where nothing is known of a callee, nor is of what it gives, and most other
functions say in annotations what all calls of them give.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from flake8_asyncpitfalls.semantics.inference.values import (
    UNKNOWN_VALUE,
    ClassValue,
    FunctionValue,
    Unknown,
    UnresolvedName,
    Value,
    name_of,
)

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.inference.evaluator import Evaluator
    from flake8_asyncpitfalls.semantics.terms.lowering import ModuleTerms
    from flake8_asyncpitfalls.semantics.terms.term import Term

_BY_ARGUMENTS = ("builtins.", "collections.", "functools.", "importlib.", "typing.")
"""Where the functions are of which our own code knows what they give, by their names."""
_MADE_CALLEES = frozenset({"call", "item"})
"""``wraps(f)(g)`` gives g, ``list[int]()`` a list: there it counts how the callee was made."""


class Expressions(Protocol):
    """The expressions of one file."""

    types: Evaluator
    terms: ModuleTerms

    def value_of(self, expr: ast.expr) -> Value:
        """What *expr* certainly is."""

    def term_of(self, expr: ast.expr) -> Term:
        """The term of *expr*."""


def depends_on_arguments(callee: Value) -> bool:
    """Whether what a call of *callee* gives or runs may depend on arguments for its mere name."""
    return name_of(callee).startswith(_BY_ARGUMENTS)


def shallow_value(expr: ast.expr, model: Expressions) -> Value | None:
    """What *expr* is, the same that evaluating its term tells; None where only that does."""
    step = _STEPS.get(expr.__class__)
    return None if step is None else step(expr, model)


def _of_call(call: ast.Call, model: Expressions) -> Value | None:
    func = call.func
    if func.__class__ is not ast.Name and func.__class__ is not ast.Attribute:
        return None
    callee = model.value_of(func)
    find = _RESULTS.get(callee.__class__)
    if find is None or depends_on_arguments(callee) or model.term_of(func)[0] in _MADE_CALLEES:
        return None
    return find(callee, model.types)


def _of_await(expr: ast.Await, model: Expressions) -> Value | None:
    if expr.value.__class__ is not ast.Call:
        return None
    is_vague = isinstance(model.value_of(expr.value), (Unknown, UnresolvedName))
    return UNKNOWN_VALUE if is_vague else None


def _of_attribute(expr: ast.Attribute, model: Expressions) -> Value | None:
    if expr.value.__class__ is not ast.Call and expr.value.__class__ is not ast.Await:
        return None
    if expr.attr in model.terms.attributes_tested:
        return None
    owner = model.value_of(expr.value)
    if isinstance(owner, UnresolvedName):
        return UnresolvedName(f"{owner.qualified_name}.{expr.attr}")
    return UNKNOWN_VALUE if isinstance(owner, Unknown) else None


def _of_unknown(_callee: Unknown, _types: Evaluator) -> Value:
    return UNKNOWN_VALUE


def _of_unresolved(callee: UnresolvedName, _types: Evaluator) -> Value:
    return UnresolvedName(f"{callee.qualified_name}()")


def _of_function(callee: FunctionValue, types: Evaluator) -> Value | None:
    return types.calls.declared.of(callee)


def _of_class(callee: ClassValue, types: Evaluator) -> Value | None:
    return types.constructions.made_by_all(callee)


_STEPS: dict[type[ast.expr], Callable[[Any, Expressions], Value | None]] = {
    ast.Call: _of_call,
    ast.Await: _of_await,
    ast.Attribute: _of_attribute,
}
_RESULTS: dict[type[Value], Callable[[Any, Evaluator], Value | None]] = {
    Unknown: _of_unknown,
    UnresolvedName: _of_unresolved,
    FunctionValue: _of_function,
    ClassValue: _of_class,
}
"""By the kind of what is called: what all calls of it give, if they give the same."""
