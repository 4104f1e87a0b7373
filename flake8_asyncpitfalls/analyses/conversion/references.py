"""Where the functions of a project are used in one file, and whether each use could await."""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from flake8_asyncpitfalls.analyses.await_places import has_place_for_await
from flake8_asyncpitfalls.analyses.conversion.convertibility import (
    ENTERED,
    Definition,
    definition_of,
    is_for_both,
)
from flake8_asyncpitfalls.analyses.conversion.named_members import gives_data, is_of_another_class
from flake8_asyncpitfalls.semantics.inference.records import is_protocol
from flake8_asyncpitfalls.semantics.inference.values import (
    ClassValue,
    FunctionValue,
    Instance,
    ModuleValue,
    Unknown,
    UnresolvedName,
    Value,
    builtin_class,
    options_of,
)
from flake8_asyncpitfalls.semantics.source.node_fields import arguments_of, last_name
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from flake8_asyncpitfalls.analyses.conversion.named_members import Shape
    from flake8_asyncpitfalls.finding import Hop
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary

_BY_NAME = "getattr"
_BY_NAME_ALONE = frozenset({"methodcaller", "attrgetter"})
"""Of Python itself: what is given the name of a method, and the object later."""
_NAMESPACES = frozenset({"globals", "locals", "vars"})
_LONGEST_PATH = 200
_PROMPT, _EXAMPLE = ">>> ", re.compile(r"^\s*(?:>>>|\.\.\.) (.*)", re.MULTILINE)
_CALLED = re.compile(r"\b(\w+)\(")
_PLAIN = frozenset({str, bytes, int, float, bool})
_WITH, _ENTERING = "with", "enter_context"


def words_of(function: Definition) -> tuple[str, ...]:
    """What a file that uses *function* has in it, one of these: its name, or what enters it."""
    return (function.name, _WITH) if function.name in ENTERED else (function.name,)


@dataclass(frozen=True, slots=True)
class Use:
    """One use of *function*: the call at *span* of the file, or what forbids to await there.

    *caller* is the scope of the sync function that must become async too; None in a coroutine.
    *problem*, one clause, is empty for a call that an ``await`` can stand before. *way*: what
    changes there; ``with`` is the statement at *span*, ``given`` what a framework calls. *ends*:
    where what this call makes run blocks in the end. *others* may be called there as well.
    *renamed* is what names an end of a context manager there.
    """

    function: Definition
    span: Span
    caller: Scope | None = None
    problem: str = ""
    way: Literal["await", "with", "given"] = "await"
    ends: tuple[Hop, ...] = ()
    others: tuple[FunctionSummary, ...] = ()
    renamed: Span | None = None


class References:
    """The uses, in one file, of functions under the names that *named* pairs with them.

    *shapes* tell how the methods among them are called.
    """

    def __init__(
        self, model: SemanticModel, named: Iterable[tuple[str, Definition]],
        shapes: Mapping[Definition, Shape],
    ) -> None:  # fmt: skip
        self.model, self._shapes = model, shapes
        self._named: dict[str, set[Definition]] = {}
        for name, function in named:
            self._named.setdefault(name, set()).add(function)
        self._all = {function for known in self._named.values() for function in known}

    def new_names(self) -> Iterator[tuple[str, Definition]]:
        """The other names that imports of this file give to the functions."""
        for scope in self.model.scopes:
            for stmt in scope.of_type(ast.ImportFrom):
                for alias in stmt.names:
                    if alias.asname and alias.asname != alias.name:
                        yield from ((alias.asname, f) for f in self._named.get(alias.name, ()))

    def uses(self) -> Iterator[Use]:
        """Every use, and every place that may be one."""
        for scope in self.model.scopes:
            for name in scope.of_type(ast.Name):
                yield from self._of_name(name, scope)
            for attribute in scope.of_type(ast.Attribute):
                yield from self._of_attribute(attribute)
            for stmt in scope.of_type(ast.With) if _WITH in self._named else ():
                yield from self._of_with(stmt)
            for call in scope.of_type(ast.Call):
                yield from self._by_text(call)
            for text in scope.of_type(ast.Constant):
                yield from self._of_text(text)

    def _of_name(self, name: ast.Name, scope: Scope) -> Iterator[Use]:
        functions = self._named.get(name.id, ())
        if not functions or not isinstance(name.ctx, ast.Load):
            return
        value = self.model.value_of(name)
        for function in functions:
            is_lost = isinstance(value, Unknown) and self._may_import(name.id, scope, function)
            if is_lost or _may_be(value, function):
                yield Use(function, Span.of(name), problem="the import cannot be followed")
        yield from self._of_value(name, value)

    def _of_attribute(self, attribute: ast.Attribute) -> Iterator[Use]:
        functions = self._named.get(attribute.attr, ())
        if not functions:
            return
        value = self.model.value_of(attribute)
        if isinstance(value, Unknown) and not self._is_awaited_call(attribute):
            base = self.model.value_of(attribute.value)
            for function in functions:
                may_be = self._may_be_member(attribute.value, base, function)
                if may_be and self._may_call(attribute, function):
                    problem = "the object there may be one that has it"
                    yield Use(function, Span.of(attribute), problem=problem)
        for function in functions:
            problem = "the import cannot be followed" if _may_be(value, function) else ""
            if function.owner and self._is_promise(value, function):
                problem = "it may be what is called through a class that only promises it"
            if problem:
                yield Use(function, Span.of(attribute), problem=problem)
        yield from self._of_value(attribute, value)

    def _may_call(self, attribute: ast.Attribute, function: Definition) -> bool:
        """Whether *function* takes what is given there, if the attribute is called."""
        call, shape = self.model.parent(attribute), self._shapes.get(function)
        is_called = isinstance(call, ast.Call) and call.func is attribute
        return not is_called or shape is None or shape.fits(call)  # type: ignore[arg-type]

    def _is_awaited_call(self, expr: ast.expr) -> bool:
        """Whether the result of calling *expr* is awaited: no plain function gives that."""
        call = self.model.parent(expr)
        return isinstance(call, ast.Call) and call.func is expr and self.model.is_awaited(call)

    def _of_value(self, expr: ast.Name | ast.Attribute, value: Value) -> Iterator[Use]:
        options = options_of(value)
        functions = [o.summary for o in options if isinstance(o, FunctionValue)]
        is_certain = len(functions) == len(options) and not any(f.module.is_stub for f in functions)
        for summary in functions:
            function = definition_of(summary)
            if function in self._all:
                use = self._use(function, expr, is_certain=is_certain)
                if is_certain and not use.problem and summary.is_generator:
                    use = self._of_generator(use, expr)
                yield replace(use, others=_without(summary, functions))

    def _of_with(self, stmt: ast.With) -> Iterator[Use]:
        """``with`` over an object whose ends are among the functions, or may be."""
        model, span = self.model, Span.of(stmt)
        for item in stmt.items:
            expr = item.context_expr
            options = options_of(model.value_of(expr))
            found = [ends for option in options if (ends := self._ends(option))]
            is_any = Unknown() in options and not self._is_made_elsewhere(expr)
            for function in self._named[_WITH] if is_any else ():
                yield Use(function, span, problem="the object there may be one that has it")
            for summary in (one for ends in found for one in ends):
                function = definition_of(summary)
                if function not in self._all:
                    continue
                use = self._entered(function, stmt, expr)
                if len(found) < len(options):
                    use = replace(use, problem="another function may be called there")
                others = [one for ends in found for one in ends if one.name == summary.name]
                yield replace(use, others=_without(summary, others))

    def _is_made_elsewhere(self, expr: ast.expr) -> bool:
        """Whether a function of a library makes *expr* of what is no object of a class here."""
        if not isinstance(expr, ast.Call):
            return False
        callee = self.model.value_of(expr.func)
        if not isinstance(callee, FunctionValue) or not callee.summary.module.is_stub:
            return False
        given = map(self.model.value_of, arguments_of(expr))
        return all(builtin_class(one) in _PLAIN for value in given for one in options_of(value))

    def _entered(self, function: Definition, stmt: ast.With, expr: ast.expr) -> Use:
        scope, span = self.model.scope_of(stmt), Span.of(stmt)
        if scope.kind != "function":
            return Use(function, span, problem="it is entered outside of a function")
        if len(stmt.items) > 1:
            return Use(function, span, problem="the block has another manager too")
        if not has_place_for_await(self.model, expr):
            return Use(function, span, problem="no await can stand there")
        return Use(function, span, None if scope.is_coroutine else scope, way="with")

    def _ends(self, value: Value) -> list[FunctionSummary]:
        """The methods that enter and leave *value*, an object."""
        if not isinstance(value, Instance):
            return []
        ends = [self.model.types.members.method(value, name) for name in ENTERED]
        return [end.summary for end in ends if isinstance(end, FunctionValue)]

    def _use(
        self, function: Definition, expr: ast.Name | ast.Attribute, *, is_certain: bool
    ) -> Use:
        span = Span.of(expr)
        call = self.model.parent(expr)
        if not isinstance(expr.ctx, ast.Load):
            return Use(function, span, problem="it is replaced")
        if not isinstance(call, ast.Call) or call.func is not expr:
            if self._is_for_both(call):
                return Use(function, span, way="given")
            return Use(function, span, problem="it is passed as a value")
        if not is_certain:
            return Use(function, span, problem="another function may be called there")
        use = self._call(function, call)
        return replace(use, renamed=span) if function.name in ENTERED else use

    def _is_for_both(self, taker: ast.AST | None) -> bool:
        """Whether *taker* is a call of a framework's that takes functions of either colour."""
        call = self.model.parent(taker) if isinstance(taker, ast.keyword) else taker
        return isinstance(call, ast.Call) and is_for_both(self.model, call.func)

    def _of_generator(self, use: Use, expr: ast.expr) -> Use:
        """The use of a generator, which is entered where a manager is made of it."""
        if use.way == "given":
            return use
        item = self.model.parent(self.model.parent(expr))
        stmt = self.model.parent(item) if isinstance(item, ast.withitem) else None
        if isinstance(stmt, ast.With) and len(stmt.items) == 1:
            return replace(use, span=Span.of(stmt), way="with")
        return replace(use, problem="it is a generator")

    def _call(self, function: Definition, call: ast.Call) -> Use:
        model, span = self.model, Span.of(call)
        scope = model.scope_of(call)
        if scope.kind != "function":
            where = {"lambda": "a lambda", "class": "a class body"}.get(scope.kind, "module level")
            return Use(function, span, problem=f"it is called in {where}".replace("in m", "at m"))
        if model.is_awaited(call):
            return Use(function, span, problem="its result is awaited already")
        if not has_place_for_await(model, call):
            return Use(function, span, problem="no await can stand there")
        effects = model.effects_at(call).values()
        ends = tuple(effect.hops[-1] for effect in effects if effect.hops)
        return Use(function, span, None if scope.is_coroutine else scope, ends=ends)

    def _may_import(self, name: str, scope: Scope, function: Definition) -> bool:
        """Whether *name* comes by an import that leads nowhere, but may mean *function*."""
        owner = self.model.uses.owner(name, scope)
        for binding in self.model.terms.table(owner).by_name.get(name, ()):
            if binding.kind == "from" and isinstance(binding.node, ast.ImportFrom):
                return _may_mean(binding.node.module or "", function)
        return False

    def _may_be_member(self, expr: ast.expr, base: Value, function: Definition) -> bool:
        """Whether *expr*, of value *base*, may be what *function* is a member of."""
        if not isinstance(base, Unknown):
            return False
        if function.owner:
            return True
        if not isinstance(expr, (ast.Name, ast.Attribute)):
            return False
        return _may_mean(unparsed(expr), function)

    def _is_promise(self, value: Value, function: Definition) -> bool:
        """Whether *value* is another method without a body, of a Protocol."""
        for option in options_of(value):
            summary = option.summary if isinstance(option, FunctionValue) else None
            if summary is None or not summary.is_empty or summary.module.is_stub:
                continue
            if summary.class_identity is not None and definition_of(summary) != function:
                owner = summary.module.class_(summary.class_identity)
                if is_protocol(self.model.types, owner):
                    return True
        return False

    def _by_text(self, call: ast.Call) -> Iterator[Use]:
        """``getattr(x, name)`` where nobody can tell the name."""
        match call:
            case ast.Call(func=ast.Name(id=reader), args=[owner, name, *_]) if reader == _BY_NAME:
                for function in () if gives_data(self.model, call) else self._all:
                    if _may_spell(name, function.name) and self._may_hold(owner, function):
                        problem = f"{reader} may ask for it by a name that is not written out"
                        yield Use(function, Span.of(call), problem=problem)
            case ast.Call(func=ast.Attribute(attr=name), args=[entered]) if name == _ENTERING:
                for end in map(definition_of, self._ends(self.model.value_of(entered))):
                    if end in self._all:
                        yield Use(end, Span.of(call), problem="a stack enters it")
            case ast.Call(func=ast.Name(id=reader), args=[]) if reader in _NAMESPACES:
                for function in self._all:
                    if self._is_in_namespace(function, reader, call):
                        problem = f"{reader}() may give it out"
                        yield Use(function, Span.of(call), problem=problem)

    def _is_in_namespace(self, function: Definition, reader: str, call: ast.Call) -> bool:
        """Whether what *reader* gives, called without arguments, has *function* in it."""
        if function.owner or not self._is_of_this_file(function):
            return False
        scope = self.model.scope_of(call)
        is_of_module = reader == "globals" or scope.kind == "module"
        around = "" if is_of_module else f"{scope.qualified_name}.<locals>."
        return function.local_name == around + function.name

    def _may_hold(self, expr: ast.expr, function: Definition) -> bool:
        """Whether an attribute of *expr* may be *function*; of what is not known, in its file."""
        members = self.model.types.members
        for option in options_of(self.model.value_of(expr)):
            if isinstance(option, (Instance, ClassValue)) and function.owner:
                order = members.mro(option.summary)
                if any(base is not None and base.identity == function.owner for base in order):
                    return True
            elif isinstance(option, ModuleValue) and not function.owner:
                if option.summary.name.dotted.endswith(_module_of(function)):
                    return True
            elif isinstance(option, Unknown) and self._is_of_this_file(function):
                owner = function.owner
                if not owner or not is_of_another_class(self.model, expr, owner):
                    return True
        return False

    def _is_of_this_file(self, function: Definition) -> bool:
        return os.path.abspath(self.model.source.path) == function.path

    def _of_text(self, text: ast.Constant) -> Iterator[Use]:
        if not isinstance(text.value, str):
            return
        if _PROMPT in text.value:
            yield from self._of_examples(text, text.value)
        if len(text.value) > _LONGEST_PATH:
            return
        if text.value == _WITH:
            return
        functions = self._named.get(text.value.replace(":", ".").rpartition(".")[2], ())
        if not functions:
            return
        is_exported = self._is_exported(text)
        for function in functions:
            problem = "it is a public name in __all__" if is_exported else ""
            if not problem and self._may_name(text, text.value, function):
                problem = "it is named in a string"
            if problem:
                yield Use(function, Span.of(text), problem=problem)

    def _of_examples(self, text: ast.Constant, value: str) -> Iterator[Use]:
        """The functions of this file that examples in *text*, its *value*, call as doctest would."""
        called = {name for line in _EXAMPLE.findall(value) for name in _CALLED.findall(line)}
        for function in (f for name in sorted(called) for f in self._named.get(name, ())):
            if self._is_of_this_file(function):
                yield Use(function, Span.of(text), problem="an example in a docstring calls it")

    def _may_name(self, text: ast.Constant, value: str, function: Definition) -> bool:
        """Whether a string with the name may stand for *function*: a path, or a name beside its owner.

        ``path("save", views.save)`` is about an address, ``getattr(views, "save")`` about the function.
        """
        parent = self.model.parent(text)
        if not all(part.isidentifier() for part in value.replace(":", ".").split(".")):
            return False
        if "." in value or ":" in value:
            return isinstance(parent, (ast.expr, ast.keyword))
        if not isinstance(parent, ast.Call):
            return False
        if isinstance(parent.func, ast.Attribute) and parent.func.attr == "get":
            return False
        before = parent.args[: parent.args.index(text)] if text in parent.args else []
        if not before:
            return self._is_asked_by_name(parent, function)
        return any(self._may_own(expr, function) for expr in before)

    def _is_asked_by_name(self, call: ast.Call, function: Definition) -> bool:
        """Whether *call*, whose first argument is the name, may find *function* by that name alone."""
        if isinstance(call.func, ast.Attribute) and self._may_hold(call.func.value, function):
            return True
        return bool(function.owner) and last_name(call.func) in _BY_NAME_ALONE

    def _may_own(self, expr: ast.expr, function: Definition) -> bool:
        """Whether *expr* may be what *function* is an attribute of; nobody knows many objects."""
        value = self.model.value_of(expr)
        if isinstance(value, (Unknown, UnresolvedName)):
            return bool(function.owner) or isinstance(expr, (ast.Name, ast.Attribute))
        return self._may_hold(expr, function)

    def _is_exported(self, text: ast.Constant) -> bool:
        stmt = self.model.statement_of(text)
        return isinstance(stmt, (ast.Assign, ast.AugAssign, ast.AnnAssign)) and any(
            isinstance(node, ast.Name) and node.id == "__all__" for node in ast.walk(stmt)
        )


def _module_of(function: Definition) -> str:
    folder, _, name = function.path.rpartition("/")
    if name == "__init__.py":
        return folder.rpartition("/")[2]
    return name.removesuffix(".py")


def _may_be(value: Value, function: Definition) -> bool:
    """Whether *value* comes of an import that leads out of the project, but may be *function*."""
    if not isinstance(value, UnresolvedName) or function.owner:
        return False
    module, _, name = value.qualified_name.rpartition(".")
    return name == function.name and _may_mean(module, function)


def _without(one: FunctionSummary, all_: list[FunctionSummary]) -> tuple[FunctionSummary, ...]:
    return tuple(other for other in all_ if other is not one)


def _may_mean(dotted: str, function: Definition) -> bool:
    """Whether the module *dotted*, which was not found, may be that of *function*."""
    return dotted.rpartition(".")[2] in ("", _module_of(function))


def _may_spell(expr: ast.expr, name: str) -> bool:
    """Whether the string that *expr* gives may be *name*, though it is not written out."""
    if isinstance(expr, ast.Constant):
        return False
    if not isinstance(expr, ast.JoinedStr):
        return True
    first, last = expr.values[0], expr.values[-1]
    starts = isinstance(first, ast.Constant) and not name.startswith(str(first.value))
    ends = isinstance(last, ast.Constant) and not name.endswith(str(last.value))
    return not starts and not ends
