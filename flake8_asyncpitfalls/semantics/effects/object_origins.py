"""The object that a method is called on: how its module makes it, and what else it does with it.

Conditions of markers ask this of ``self``: a queue made without a bound never makes ``put`` wait,
a socket that was set non-blocking never makes ``recv`` wait.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.inference.values import ClassValue, Instance, ModuleValue
from flake8_asyncpitfalls.semantics.source.node_fields import last_name
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed
from flake8_asyncpitfalls.semantics.terms.term import NONE, UNKNOWN, Term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.inference.evaluator import Evaluator
    from flake8_asyncpitfalls.semantics.inference.frame import Frame
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope
    from flake8_asyncpitfalls.semantics.summaries.definitions import ModuleFacts
    from flake8_asyncpitfalls.semantics.terms.lowering import ModuleTerms

Making = tuple[Term, "Frame"]
Words = dict[str, set[str]]
_MAX_STEPS = 8
"""So many names lie between an object and its making at most; names may stand for each other."""


class ObjectOrigins:
    """Follows the term of an object to the calls that make it and the calls made on it."""

    def __init__(self, types: Evaluator) -> None:
        self.types = types
        self._words: dict[ModuleFacts, Words] = {}

    def makings(self, term: Term, frame: Frame, steps: int = 0) -> list[Making] | None:
        """The calls of classes that made the object, with their frames; None if one is unknown."""
        if steps > _MAX_STEPS:
            return None
        match term:
            case ("call", callee, *_):
                is_class = isinstance(self.types.evaluate(callee, frame), ClassValue)
                return [(term, frame)] if is_class else None
            case ("declared" | "tested" | "enter" as form, value, *_):
                is_own = form != "enter" or self._enters_itself(value, frame)
                return self.makings(value, frame, steps + 1) if is_own else None
            case ("union", parts):
                return self._all([(part, frame) for part in parts if part is not NONE], steps)
            case ("global", name):
                made = frame.module.global_term(name)
                return None if made is None else self.makings(made, frame, steps + 1)
            case ("from", module, name):
                source = self.types.module(module, frame.module)
                if not isinstance(source, ModuleValue):
                    return None
                return self._in_module(source.summary, name, steps)
            case ("attr", owner, name):
                return self._of_attribute(owner, name, frame, steps)
        return None

    def _enters_itself(self, manager: Term, frame: Frame) -> bool:
        """Whether ``with manager as x`` binds the manager to x."""
        value = self.types.evaluate(manager, frame)
        return self.types.protocols.entered(value, is_async=False) == value

    def _all(self, terms: list[Making], steps: int) -> list[Making] | None:
        found: list[Making] = []
        for term, frame in terms:
            made = self.makings(term, frame, steps + 1)
            if made is None:
                return None
            found.extend(made)
        return found or None

    def _in_module(self, module: ModuleFacts, name: str, steps: int) -> list[Making] | None:
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
        around a call of a method; ``told empty()``, a call whose answer is returned or kept.
        """
        return any(
            words in self._words_in(module, words).get(key, ())
            for module, key in self._keys(term, frame)
        )

    def _keys(self, term: Term, frame: Frame) -> Iterator[tuple[ModuleFacts, str]]:
        yield frame.module, _key(term)
        if term[0] == "attr" and term[1][0] == "self":
            value = self.types.evaluate(term[1], frame)
            if isinstance(value, Instance):
                for base in self.types.members.mro(value.summary):
                    if base is not None and not base.module.is_stub:
                        yield base.module, f"{base.identity}.{term[2]}"

    def _words_in(self, module: ModuleFacts, words: str) -> Words:
        found = self._words.get(module)
        if found is None:
            mention = words.removeprefix("except ").removeprefix("told ").partition("(")[0].encode()
            if mention not in module.data:
                return {}
            terms = module.terms
            found = self._words[module] = {}
            for scope in list(terms.root.walk()):
                for node in scope.nodes:
                    if isinstance(node, ast.Call):
                        _note(node, scope, terms, found)
        return found


def _note(call: ast.Call, scope: Scope, terms: ModuleTerms, found: Words) -> None:
    """Write down what *call* does with the objects that it mentions."""
    func = call.func
    if isinstance(func, ast.Attribute):
        arguments = ", ".join(unparsed(arg) for arg in call.args) if _is_short(call) else "..."
        words = {f"{func.attr}({arguments})"}
        words |= {f"told {word}" for word in words if _is_told(call, terms)}
        words |= {f"except {name}" for name in _caught_around(call, terms)}
        _add(terms.reduce(func.value, scope), words, found)
    name = last_name(func)
    for argument in call.args:
        if isinstance(argument, (ast.Name, ast.Attribute)):
            _add(terms.reduce(argument, scope), {name}, found)


def _add(term: Term, words: set[str], found: Words) -> None:
    if term is not UNKNOWN:
        found.setdefault(_key(term), set()).update(words)


def _key(term: Term, depth: int = 0) -> str:
    """A text that is the same for the same object, whoever read the module."""
    if depth > _MAX_STEPS:
        return "..."
    match term:
        case ("attr", ("self", identity), name):
            return f"{identity}.{name}"
        case ("attr", owner, name):
            return f"{_key(owner, depth + 1)}.{name}"
        case ("call", callee, arguments, _):
            inside = ", ".join(_key(argument, depth + 1) for argument in arguments)
            return f"{_key(callee, depth + 1)}({inside})"
        case ("declared" | "tested" | "provided", value, _):
            return _key(value, depth + 1)
        case ("union", parts):
            return " | ".join(_key(part, depth + 1) for part in parts)
    return " ".join(str(part) for part in term if not isinstance(part, tuple))


def _is_short(call: ast.Call) -> bool:
    return not call.keywords and all(isinstance(arg, ast.Constant) for arg in call.args)


def _is_told(call: ast.Call, terms: ModuleTerms) -> bool:
    """Whether what *call* gives, or something made of it, is returned or kept in a variable."""
    node: ast.AST | None = call
    while isinstance(node, (ast.expr, ast.keyword, ast.comprehension)):
        if isinstance(node, (ast.NamedExpr, ast.Lambda)):
            return True
        node = terms.parents.get(node)
    return isinstance(node, (ast.Return, ast.Assign, ast.AnnAssign, ast.AugAssign))


def _caught_around(call: ast.Call, terms: ModuleTerms) -> Iterator[str]:
    """The names of the exceptions that a ``try`` around *call* in its function catches."""
    child: ast.AST = call
    parent = terms.parents.get(child)
    while parent is not None and not isinstance(parent, (ast.FunctionDef, ast.AsyncFunctionDef)):
        if isinstance(parent, ast.Try) and child in parent.body:
            for handler in parent.handlers:
                caught = handler.type
                for expr in caught.elts if isinstance(caught, ast.Tuple) else [caught]:
                    if isinstance(expr, (ast.Name, ast.Attribute)):
                        yield expr.id if isinstance(expr, ast.Name) else expr.attr
        child, parent = parent, terms.parents.get(parent)
