"""What rests on an annotation alone, and what the code itself shows to be so.

Annotations are often of a sync class where its async twin is passed or returned, and code that awaits
the object's methods says more than they do. A body that makes the object, a class that makes what it
keeps, and an ``await`` that an annotation agrees with need no annotation.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.inference.values import (
    ClassValue,
    Coroutine,
    FunctionValue,
    Instance,
    Unknown,
    UnresolvedName,
    Value,
)
from flake8_asyncpitfalls.semantics.source.node_fields import defaults_of

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.inference.frame import Frame
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.terms.term import Term

_MAX_PROMISES = 8
"""Through how many attributes, calls and assignments an object is followed."""


def is_promised(model: SemanticModel, expr: ast.expr) -> bool:
    """Whether what is known of *expr* rests on an annotation, or on a parameter's default, alone.

    Annotations are often of a sync class where its async twin is passed or returned, and code that
    awaits the object's methods says more than they do.
    """
    return _is_promised(model, model.term_of(expr), model.frame, _MAX_PROMISES)


def _is_promised(model: SemanticModel, term: Term, frame: Frame, steps: int) -> bool:
    match term:
        case ("declared", ("param", *_), annotation):
            calls = _calls_beside(term[1], annotation, frame) if steps else []
            is_known = _is_passed_by_framework(model, term[1], frame)
            is_known = is_known or _is_passed_by_callers(model, term, frame, steps // 2)
            return not is_known and not any(_is_provided(model, c, frame, steps) for c in calls)
        case ("provided", ("param", *_), call) if steps:
            return not _is_provided(model, call, frame, steps)
        case ("annotated" | "provided", *_):
            return True
        case _ if not steps:
            return False
        case ("union", parts):
            return any(_is_promised(model, part, frame, steps - 1) for part in parts)
    return _is_promised_part(model, term, frame, steps)


def _is_promised_part(model: SemanticModel, term: Term, frame: Frame, steps: int) -> bool:
    """The same for what is made of something else: an attribute of it, what it gives when called."""
    match term:
        case ("await", inner) if isinstance(model.types.evaluate(inner, frame), Coroutine):
            # Who awaits it agrees with the annotation that it is the asynchronous one.
            return False
        case ("attr", inner, name) if _is_made_by_class(model, inner, name, frame):
            return False
        case ("attr", ("self", _), name):
            return _is_promised_attribute(model, model.types.evaluate(term[1], frame), name, steps)
        case ("call", callee, *_) if _has_annotated_result(model, callee, frame, steps):
            return True
        case ("attr" | "call" | "item" | "enter" | "aenter" | "iter" | "await" | "part", inner, *_):
            return _is_promised(model, inner, frame, steps - 1)
    return False


def _is_provided(model: SemanticModel, call: Term, frame: Frame, steps: int) -> bool:
    """Whether *call* names a function that makes what a framework passes, in plain sight."""
    if call[0] != "call" or not call[2]:
        return False
    asking = model.types.evaluate(call[1], frame)
    is_asking = isinstance(asking, FunctionValue) and "provides" in asking.summary.markers
    return is_asking and _says_itself(model, model.types.evaluate(call[2][0], frame), steps)


def _calls_beside(parameter: Term, annotation: Term, frame: Frame) -> list[Term]:
    """The calls in the default and in the ``Annotated`` of a parameter."""
    function = frame.module.function(parameter[1])
    found = [part for part in annotation[2] if part[0] == "call"] if annotation[0] == "item" else []
    arguments = getattr(function.scope.node, "args", None)
    if isinstance(arguments, ast.arguments):
        scope = function.scope.parent or function.scope
        for argument, default in defaults_of(arguments):
            if argument.arg == parameter[2] and isinstance(default, ast.Call):
                found.append(frame.module.terms.reduce(default, scope))
    return found


def _is_passed_by_framework(model: SemanticModel, parameter: Term, frame: Frame) -> bool:
    """Whether a registration says what the parameter is, whatever its annotation."""
    passed = model.types.handler_parameters.value(frame.module, parameter[1], parameter[2])
    return not isinstance(passed, Unknown)


def _is_passed_by_callers(model: SemanticModel, declared: Term, frame: Frame, steps: int) -> bool:
    """Whether all calls in the project pass an object of the class that the annotation names.

    What a caller knows by its own annotation alone says no more than this one.
    """
    _, identity, name = declared[1]
    function = frame.module.function(identity)
    callers = model.types.callers
    if not steps or not callers.agree_on(function, name, model.types.evaluate(declared, frame)):
        return False
    return not any(
        _is_promised(model, given, model.types.frame(module), steps)
        for given, module in callers.passed(function, name)
    )


def _is_made_by_class(model: SemanticModel, owner: Term, name: str, frame: Frame) -> bool:
    """Whether the class of the project that *owner* is of makes what it keeps there itself."""
    value = model.types.evaluate(owner, frame)
    if not isinstance(value, Instance) or value.summary.module.is_stub:
        return False
    members, classes = model.types.members, model.types.implementations.subclasses(value.summary)
    if any(cls.has_member(name) for cls in classes):
        return False
    terms = [
        (term, base)
        for base in members.mro(value.summary)
        if base is not None
        for term in base.instance_terms(name)
    ]
    return bool(terms) and all(
        term[0] == "call"
        and isinstance(model.types.evaluate(term[1], model.types.frame(base.module)), ClassValue)
        for term, base in terms
    )


def _is_promised_attribute(model: SemanticModel, owner: Value, name: str, steps: int) -> bool:
    """Whether a class of the project gives the attribute something that an annotation tells of."""
    if not isinstance(owner, Instance) or owner.summary.module.is_stub:
        return False
    for base in model.types.members.mro(owner.summary):
        if base is not None and not base.module.is_stub:
            frame = model.types.frame(base.module)
            terms = base.instance_terms(name)
            if any(_is_promised(model, term, frame, steps - 1) for term in terms):
                return True
            declared = base.class_term(name)
            if declared is not None and declared[0] == "annotated" and terms:
                return True
    return False


def _has_annotated_result(model: SemanticModel, callee: Term, frame: Frame, steps: int) -> bool:
    """Whether only an annotation tells what the function of the project gives."""
    function = model.types.evaluate(callee, frame)
    if not isinstance(function, FunctionValue) or function.summary.module.is_stub:
        return False
    return function.summary.returns is not None and not _says_itself(model, function, steps)


def _says_itself(model: SemanticModel, function: Value, steps: int) -> bool:
    """Whether the body of *function* tells what it gives or yields, and no annotation is needed."""
    if not isinstance(function, FunctionValue) or function.summary.module.is_stub:
        return False
    summary = function.summary
    frame = model.types.frame(summary.module)
    given = [summary.yields] if summary.is_generator else [term for _, term in summary.results]
    return bool(given) and not any(
        isinstance(model.types.evaluate(term, frame), Unknown | UnresolvedName)
        or _is_promised(model, term, frame, steps - 1)
        for term in given
    )
