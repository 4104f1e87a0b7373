"""What a module does with the object that a method is called on: how it is made, what else is called.

Conditions of markers ask this of ``self``: a queue made without a bound never makes ``put`` wait,
a socket that was set non-blocking never makes ``recv`` wait.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.terms import NONE, Term
from flake8_asyncpitfalls.semantics.values import ClassValue, Instance, ModuleValue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.scopes import Scope
    from flake8_asyncpitfalls.semantics.summary import ClassSummary, ModuleSummary
    from flake8_asyncpitfalls.semantics.types import Frame, Types

Making = tuple[Term, "Frame"]
_MAX_STEPS = 8
_MEMO = "receivers"


class Receivers:
    """Follows the term of an object to the calls that make it and the calls made on it."""

    def __init__(self, types: Types) -> None:
        self.types = types

    def makings(self, term: Term, frame: Frame, steps: int = 0) -> list[Making] | None:
        """The calls of classes that made the object, each with its frame; None if one is unknown."""
        if steps > _MAX_STEPS:
            return None
        match term:
            case ("call", callee, *_):
                is_class = isinstance(self.types.evaluate(callee, frame), ClassValue)
                return [(term, frame)] if is_class else None
            case ("declared", value, _):
                return self.makings(value, frame, steps + 1)
            case ("union", parts):
                return self._all([(part, frame) for part in parts if part is not NONE], steps)
            case ("global", name):
                made = frame.module.global_term(name)
                return None if made is None else self.makings(made, frame, steps + 1)
            case ("from", module, name):
                source = self.types.module(module, frame.module)
                return self._in_module(source.summary, name, steps) if _is_module(source) else None
            case ("attr", owner, name):
                return self._of_attribute(owner, name, frame, steps)
        return None

    def _all(self, terms: list[Making], steps: int) -> list[Making] | None:
        found: list[Making] = []
        for term, frame in terms:
            made = self.makings(term, frame, steps + 1)
            if made is None:
                return None
            found.extend(made)
        return found or None

    def _in_module(self, module: ModuleSummary, name: str, steps: int) -> list[Making] | None:
        term = module.global_term(name)
        return None if term is None else self._all([(term, self.types.frame(module))], steps)

    def _of_attribute(
        self, owner: Term, name: str, frame: Frame, steps: int
    ) -> list[Making] | None:
        value = self.types.evaluate(owner, frame)
        if isinstance(value, ModuleValue):
            return self._in_module(value.summary, name, steps)
        if not isinstance(value, Instance):
            return None
        for base in self.types.members.mro(value.summary):
            if base is None:
                return None
            terms = [*base.instance_terms(name), *filter(None, [base.class_term(name)])]
            assigned = [term for term in terms if term is not NONE and term[0] != "annotated"]
            if assigned:
                inner = self.types.frame(base.module)
                return self._all([(term, inner) for term in assigned], steps)
        return None

    def has_words(self, term: Term, frame: Frame, words: str) -> bool:
        """Whether the module of the object does with it what *words* say, anywhere.

        *words*: ``setblocking(False)`` or ``done()``, a call of its method with these arguments;
        ``wrap_future``, a function that it is given to; ``except BlockingIOError``, a ``try``
        around a call of a method.
        """
        return any(
            words in self._words_in(module).get(key, ())
            for module, key in self._keys(term, frame)
        )

    def _keys(self, term: Term, frame: Frame) -> Iterator[tuple[ModuleSummary, object]]:
        yield frame.module, term
        if term[0] == "attr" and term[1][0] == "self":
            value = self.types.evaluate(term[1], frame)
            bases: list[ClassSummary | None] = (
                self.types.members.mro(value.summary) if isinstance(value, Instance) else []
            )
            for base in bases:
                if base is not None and not base.module.is_stub:
                    yield base.module, (base.identity, term[2])

    def _words_in(self, module: ModuleSummary) -> dict[object, set[str]]:
        found: dict[object, set[str]] | None = module.memo.get(_MEMO)
        if found is None:
            found = module.memo[_MEMO] = {}
            for scope in list(module.terms.root.walk()):
                for node in scope.nodes:
                    if isinstance(node, ast.Call):
                        _note(node, scope, module, found)
        return found


def _note(
    call: ast.Call, scope: Scope, module: ModuleSummary, found: dict[object, set[str]]
) -> None:
    """Write down what *call* does with the objects that it mentions."""
    func = call.func
    if isinstance(func, ast.Attribute):
        arguments = ", ".join(ast.unparse(arg) for arg in call.args) if _is_short(call) else "..."
        words = {f"{func.attr}({arguments})"}
        words |= {f"except {name}" for name in _caught_around(call, module)}
        _add(func.value, scope, module, words, found)
    name = func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "")
    for argument in call.args:
        if isinstance(argument, ast.Name | ast.Attribute):
            _add(argument, scope, module, {name}, found)


def _add(
    expr: ast.expr,
    scope: Scope,
    module: ModuleSummary,
    words: set[str],
    found: dict[object, set[str]],
) -> None:
    if not isinstance(expr, ast.Name | ast.Attribute | ast.Call):
        return
    term = module.terms.reduce(expr, scope)
    key: object = term
    found.setdefault(key, set()).update(words)
    if term[0] == "attr" and term[1][0] == "self":
        found.setdefault((term[1][1], term[2]), set()).update(words)


def _is_short(call: ast.Call) -> bool:
    return not call.keywords and all(isinstance(arg, ast.Constant) for arg in call.args)


def _caught_around(call: ast.Call, module: ModuleSummary) -> Iterator[str]:
    """The names of the exceptions that a ``try`` around *call* in its function catches."""
    child: ast.AST = call
    parent = module.terms.parents.get(child)
    while parent is not None and not isinstance(parent, ast.FunctionDef | ast.AsyncFunctionDef):
        if isinstance(parent, ast.Try) and child in parent.body:
            for handler in parent.handlers:
                caught = handler.type
                for expr in caught.elts if isinstance(caught, ast.Tuple) else [caught]:
                    if isinstance(expr, ast.Name | ast.Attribute):
                        yield expr.id if isinstance(expr, ast.Name) else expr.attr
        child, parent = parent, module.terms.parents.get(parent)


def _is_module(value: object) -> bool:
    return isinstance(value, ModuleValue)
