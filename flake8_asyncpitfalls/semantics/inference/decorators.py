"""What decorators make of functions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.inference.values import (
    UNKNOWN_VALUE,
    CallKind,
    ClassMethodValue,
    ClassValue,
    FunctionValue,
    Instance,
    Partial,
    PropertyValue,
    StaticValue,
    UnionValue,
    Unknown,
    Value,
    bound_arguments,
    name_of,
    union_of,
)
from flake8_asyncpitfalls.semantics.summaries.predicate import TRUE
from flake8_asyncpitfalls.semantics.terms.term import Term

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.inference.evaluator import Evaluator
    from flake8_asyncpitfalls.semantics.inference.frame import Frame

_PROPERTIES = frozenset({
    "builtins.property", "functools.cached_property", "abc.abstractproperty",
    "django.utils.functional.cached_property", "propcache.cached_property",
    "propcache.api.cached_property", "propcache.under_cached_property",
    "propcache.api.under_cached_property", "types.DynamicClassAttribute",
})  # fmt: skip
_CACHES = frozenset({"functools.lru_cache", "functools.cache"})


class Decorators:
    """Applies decorators: known transparent ones are looked through, unknown ones hide all."""

    def __init__(self, types: Evaluator) -> None:
        self.types = types

    def decorated(self, function: FunctionValue, frame: Frame) -> Value:
        """What the name of *function* holds once its decorators have been applied."""
        value: Value = function
        for term in reversed(function.summary.decorators):
            value = self._decorate(value, term, frame)
            if isinstance(value, Unknown):
                break
        return value

    def _decorate(self, value: Value, term: Term, frame: Frame) -> Value:
        decorator = self.types.evaluate(term, frame)
        name = name_of(decorator)
        if isinstance(decorator, PropertyValue):
            return decorator
        if name in _PROPERTIES:
            return PropertyValue(value, name.endswith("cached_property"))
        if name in ("builtins.staticmethod", "builtins.classmethod"):
            return StaticValue(value) if name.endswith("staticmethod") else ClassMethodValue(value)
        factory = self.types.evaluate(term[1], frame) if term[0] == "call" else decorator
        if name_of(factory) in _CACHES and isinstance(value, FunctionValue):
            return replace(value, is_cached=True)
        if self.is_transparent(factory):
            return UNKNOWN_VALUE if self._may_make_async(factory, term, value, frame) else value
        changed = self.change(factory)
        if changed and isinstance(value, FunctionValue):
            return replace(value, call_kind=changed)
        if isinstance(decorator, UnionValue) and term[0] != "call":
            # One of them stands in for the other where that is missing: 'override' of newer Pythons.
            made = [self._made_by(option, value) for option in decorator.options]
            return union_of(made)
        return self._followed(decorator, value)

    def _made_by(self, decorator: Value, value: Value) -> Value:
        return value if self.is_transparent(decorator) else self._followed(decorator, value)

    def _followed(self, decorator: Value, value: Value) -> Value:
        """What a decorator of the project, a function or an object that is called, gives for *value*.

        Also what a library's decorator for plain functions makes of them: a command, a task.
        """
        if isinstance(decorator, Partial):
            decorator = decorator.function
        if isinstance(decorator, FunctionValue) and "for_plain" in decorator.summary.markers:
            decorator = self.types.calls.call_function(decorator, [], {})
        if isinstance(decorator, ClassValue) and not decorator.summary.module.is_stub:
            # An object takes the function's place: what calling it gives, its class says.
            return self.types.calls.plain_result(decorator)
        if isinstance(decorator, Instance) and decorator.summary.module.is_stub:
            maker = self.types.members.method(decorator, "__call__")
            if isinstance(maker, FunctionValue) and (
                "for_plain" in maker.summary.markers or maker.summary.returns is not None
            ):
                return self.types.calls.call_function(maker, [value], {})
            return UNKNOWN_VALUE
        if isinstance(decorator, Instance) and not decorator.summary.module.is_stub:
            decorator = self.types.members.method(decorator, "__call__") or decorator
        if not isinstance(decorator, FunctionValue) or decorator.summary.module.is_stub:
            return UNKNOWN_VALUE
        names = [parameter.name for parameter in decorator.summary.parameters]
        if decorator.receiver is not None:
            names = names[1:]
        constants = {**decorator.summary.defaults, **dict.fromkeys(names[:1], TRUE)}
        return self.types.calls.call_function(decorator, [value], {}, constants)

    def _may_make_async(self, factory: Value, term: Term, value: Value, frame: Frame) -> bool:
        """Whether what the call *term* gives *factory* may make the plain function *value* async."""
        if not isinstance(factory, FunctionValue) or term[0] != "call":
            return False
        marker = factory.summary.markers.get("transparent")
        telling = marker.keywords.get("unless_given", ()) if marker else ()
        if not telling or (isinstance(value, FunctionValue) and value.summary.is_async):
            return False
        given = bound_arguments(factory, term)
        values = [self.types.evaluate(given[name], frame) for name in telling if name in given]
        return not all(isinstance(v, FunctionValue) and not v.summary.is_async for v in values)

    def is_transparent(self, decorator: Value) -> bool:
        """Whether a decorator (or decorator factory) leaves the function what it is."""
        if isinstance(decorator, UnionValue):
            return all(map(self.is_transparent, decorator.options))
        if name_of(decorator) in self.types.settings.transparent_decorators:
            return True
        return isinstance(decorator, (FunctionValue, ClassValue)) and bool(
            {"transparent", "runs_on_loop"} & set(decorator.summary.markers)
        )

    def change(self, decorator: Value) -> CallKind:
        """What calls of a function become once *decorator* has been applied to it."""
        if not isinstance(decorator, (FunctionValue, ClassValue)):
            return ""
        marker = decorator.summary.markers.get("changes")
        kind: CallKind = marker.argument(0, "") if marker else ""
        return kind
