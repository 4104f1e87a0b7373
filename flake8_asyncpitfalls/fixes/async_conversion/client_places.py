"""Where the objects of a library are kept and handed on in a project, and whether any is lost sight of."""

from __future__ import annotations

import ast
import os
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from flake8_asyncpitfalls.analyses.conversion.client_twins import ClientTwins
from flake8_asyncpitfalls.analyses.conversion.convertibility import is_for_both
from flake8_asyncpitfalls.fixes.async_conversion.conversion import Conversion, FileConversion
from flake8_asyncpitfalls.semantics.inference.values import (
    ClassValue,
    Coroutine,
    FunctionValue,
    Instance,
    ModuleValue,
    NoneValue,
    Unknown,
    UnresolvedName,
    Value,
    options_of,
)
from flake8_asyncpitfalls.semantics.source.node_fields import last_name
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.fixes.async_conversion.callers import Callers
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.summaries.definitions import ClassSummary, FunctionSummary

Key: TypeAlias = "tuple[str, str]"
_BY_NAME = frozenset({"getattr", "setattr", "object", "delattr"})
_ENTERING = (ast.withitem, ast.YieldFrom)


@dataclass(slots=True)
class Holders:
    """What holds objects of the *library* in a project: variables of modules, attributes, functions.

    *names* are those of variables; *owners* the files and keys of the classes whose attribute of a name
    holds one; *makers* the functions that give one, *takers* those that are given one for a parameter.
    *words* are names of both, *parts* those of what the objects have. *shared*: where one is made
    outside of a coroutine, so that it may live longer than an event loop.
    """

    library: str
    names: set[str] = field(default_factory=set)
    owners: dict[str, set[Key]] = field(default_factory=dict)
    makers: set[Key] = field(default_factory=set)
    takers: dict[Key, set[str]] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)
    parts: set[str] = field(default_factory=set)
    shared: str = ""

    def pattern(self) -> re.Pattern[bytes]:
        """What a file has in it that may use one of the objects."""
        words = {self.library, *self.names, *self.owners, *self.words}
        return re.compile(rb"\b(?:%s)\b" % b"|".join(re.escape(w.encode()) for w in sorted(words)))


class ClientPlaces(FileConversion):
    """The objects of one file, for what they are kept in, and where they may be though nobody sees it."""

    def __init__(
        self, callers: Callers, conversion: Conversion, path: str, model: SemanticModel,
        holders: Holders,
    ) -> None:  # fmt: skip
        super().__init__(callers, conversion, path, model)
        self.objects = f"{holders.library} clients"
        self.seen: set[ast.AST] = set()
        self._holders = holders
        self._twins = ClientTwins(model.types, holders.library)

    def look(self) -> None:
        """Raise RefusedError where an object may be that is not known for one."""
        for scope in self._model.scopes:
            for name in scope.of_type(ast.Name):
                self._check_name(name)
            for attribute in scope.of_type(ast.Attribute):
                self._check_attribute(attribute)
            for call in scope.of_type(ast.Call):
                self._check_arguments(call)
            for text in scope.of_type(ast.Constant):
                self._check_text(text)

    def _is_changing(self, value: Value) -> bool:
        return any(self._twins.of(option) is not None for option in options_of(value))

    def _is_changing_or_none(self, node: ast.expr) -> bool:
        value = self._model.value_of(node)
        return self._is_changing(value) or isinstance(value, NoneValue)

    def _python_function(self, call: ast.Call) -> str:
        """The function of Python itself that *call* calls; or ''."""
        module, _, name = self._model.name_of(call.func).rpartition(".")
        return name if module in ("", "builtins") else ""

    def _stored(self, stmt: ast.Assign | ast.AnnAssign) -> None:
        """Note what holds the object that *stmt* assigns; raises RefusedError."""
        scope = self._model.scope_of(stmt)
        for target in stmt.targets if isinstance(stmt, ast.Assign) else [stmt.target]:
            if isinstance(target, ast.Name):
                owner = self._model.uses.owner(target.id, scope)
                if owner.kind == "module":
                    self._holders.names.add(target.id)
                elif owner.kind == "class":
                    cls = self._model.module.class_(owner.identity)
                    self._holders.owners.setdefault(target.id, set()).add(_key(cls))
            elif isinstance(target, ast.Attribute):
                self._kept(target)
            else:
                raise self._refuse(stmt, "it is kept where nobody can follow it")

    def _kept(self, target: ast.Attribute) -> None:
        for owner in options_of(self._model.value_of(target.value)):
            if isinstance(owner, ModuleValue) and not owner.summary.is_stub:
                self._holders.names.add(target.attr)
            elif isinstance(owner, (Instance, ClassValue)) and not owner.summary.module.is_stub:
                self._holders.owners.setdefault(target.attr, set()).add(_key(owner.summary))
            else:
                raise self._refuse(target, "it is kept on an object that nobody knows")

    def _given_back(self, stmt: ast.Return | ast.Yield) -> None:
        """Note the function that gives the object to its callers."""
        scope = self._model.scope_of(stmt)
        if scope.kind != "function":
            raise self._refuse(stmt, "nobody can follow it further")
        self._holders.makers.add(_key(self._model.module.function(scope.identity)))
        self._holders.words.add(scope.name)

    def _handed_over(self, node: ast.expr, call: ast.Call) -> None:
        """Note the parameter that takes the object; raises RefusedError where it may be anything."""
        callee = self._callee(call)
        for name, argument in () if callee is None else _arguments(callee, call):
            if argument is node and callee is not None:
                if not self._is_changing(self._parameter(callee.summary, name)):
                    text = f"what takes it for {name!r} does not say so"
                    raise self._refuse(node, text)
                self._holders.takers.setdefault(_key(callee.summary), set()).add(name)
                self._holders.words.add(last_name(call.func))
                return
        fields = self._fields(call)
        for name, argument in fields.items():
            if argument is node and isinstance(cls := self._model.value_of(call.func), ClassValue):
                self._holders.owners.setdefault(name, set()).add(_key(cls.summary))
                return
        raise self._refuse(node, f"{unparsed(call.func)} takes one, which nobody can follow")

    def _callee(self, call: ast.Call) -> FunctionValue | None:
        """The function of the project that *call* runs; that which makes an object, too."""
        callee = self._model.value_of(call.func)
        if isinstance(callee, ClassValue):
            found = self._model.types.members.method(Instance(callee.summary), "__init__")
            callee = found if isinstance(found, FunctionValue) else callee
        if not isinstance(callee, FunctionValue) or callee.summary.module.is_stub:
            return None
        return callee

    def _parameter(self, function: FunctionSummary, name: str) -> Value:
        """What the parameter *name* of *function* is to its body."""
        types = self._model.types
        frame = types.frame(function.module)
        if name in function.annotations:
            return types.annotations.instance(function.annotations[name], frame)
        return types.evaluate(function.module.terms.make("param", function.identity, name), frame)

    def _fields(self, call: ast.Call) -> dict[str, ast.expr]:
        """What a class without ``__init__`` takes in *call* for its fields that hold an object."""
        cls = self._model.value_of(call.func)
        if not isinstance(cls, ClassValue) or cls.summary.module.is_stub or self._callee(call):
            return {}
        given = dict(zip(cls.summary.fields, call.args, strict=False))
        given |= {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg}
        own = Instance(cls.summary)
        members = self._model.types.members
        return {n: e for n, e in given.items() if self._is_changing(members.get(own, n))}

    # What may be one, though nobody sees it

    def _check_name(self, name: ast.Name) -> None:
        model = self._model
        if not isinstance(name.ctx, ast.Load):
            return
        value = model.value_of(name)
        if isinstance(value, FunctionValue):
            self._check_maker(name, value)
        if not isinstance(value, (Unknown, UnresolvedName)):
            return
        owner = model.uses.owner(name.id, model.scope_of(name))
        for binding in model.terms.table(owner).by_name.get(name.id, ()):
            made = binding.value if isinstance(binding.value, ast.expr) else None
            is_object = made is not None and not binding.path and binding.kind == "assign"
            if is_object and made is not None and self._is_changing(model.value_of(made)):
                raise self._refuse(name, f"{name.id} may be another object too")
            if binding.kind == "from" and name.id in self._holders.names | self._holders.words:
                raise self._refuse(name, "the import cannot be followed")

    def _check_maker(self, node: ast.Name | ast.Attribute, value: FunctionValue) -> None:
        """The function gives an object: it is called, and what it gives is known for that."""
        if _key(value.summary) not in self._holders.makers:
            return
        call = self._model.parent(node)
        taker = self._model.parent(call) if isinstance(call, ast.keyword) else call
        if (
            isinstance(taker, ast.Call)
            and taker.func is not node
            and is_for_both(self._model, taker.func)
        ):
            return
        if not isinstance(call, ast.Call) or call.func is not node:
            raise self._refuse(node, f"{value.summary.name}, which gives one, is passed as a value")
        given = self._model.value_of(call)
        given = given.result if isinstance(given, Coroutine) else given
        if not self._is_changing(given) and not isinstance(self._model.parent(call), _ENTERING):
            raise self._refuse(node, f"nobody knows what {value.summary.name} gives here")

    def _check_attribute(self, attribute: ast.Attribute) -> None:
        model, name = self._model, attribute.attr
        value = model.value_of(attribute) if isinstance(attribute.ctx, ast.Load) else None
        if isinstance(value, FunctionValue):
            self._check_maker(attribute, value)
        if name not in self._holders.owners and name not in self._holders.names:
            return
        bases = options_of(model.value_of(attribute.value))
        if not any(self._may_hold(base, name) for base in bases):
            return
        if value is None:
            stmt = model.parent(attribute)
            given = stmt.value if isinstance(stmt, (ast.Assign, ast.AnnAssign)) else None
            if given is not None and not self._is_changing_or_none(given):
                raise self._refuse(attribute, f"something else is put into {name}")
        elif not self._is_changing(value) and not self._is_of_another(attribute):
            raise self._refuse(attribute, f"nobody knows whether {name} is one")

    def _may_hold(self, base: Value, name: str) -> bool:
        """Whether the attribute *name* of *base* may be one of the objects."""
        if isinstance(base, ModuleValue):
            return name in self._holders.names and not base.summary.is_stub
        if isinstance(base, (Instance, ClassValue)):
            order = self._model.types.members.mro(base.summary)
            owners = self._holders.owners.get(name, set())
            return any(cls is not None and _key(cls) in owners for cls in order)
        return isinstance(base, Unknown) and name in self._holders.owners

    def _is_of_another(self, attribute: ast.Attribute) -> bool:
        """Whether what is done with it shows that it is none: none has a part of that name."""
        parent = self._model.parent(attribute)
        if not isinstance(parent, ast.Attribute):
            return False
        return self._holders.parts.isdisjoint((parent.attr, "__getattr__"))

    def _check_arguments(self, call: ast.Call) -> None:
        """What is given to a function for a parameter that takes one of the objects."""
        callee = self._callee(call)
        if callee is not None:
            names = self._holders.takers.get(_key(callee.summary), ())
            given = [e for n, e in _arguments(callee, call) if n in names] if names else []
        else:
            cls = self._model.value_of(call.func)
            is_class = isinstance(cls, ClassValue) and not cls.summary.module.is_stub
            given = [
                expr
                for name, expr in (self._fields(call) if is_class else {}).items()
                if isinstance(cls, ClassValue)
                and _key(cls.summary) in self._holders.owners.get(name, ())
            ]
        for expr in given:
            if not self._is_changing_or_none(expr):
                raise self._refuse(expr, f"{unparsed(call.func)} is given something else")

    def _check_text(self, text: ast.Constant) -> None:
        """A string that names what holds one, to get it or to put something else there."""
        if not isinstance(text.value, str) or not text.value.isascii():
            return
        before, _, last = text.value.rpartition(".")
        known = self._holders.names | self._holders.owners.keys() | self._holders.words
        if last not in known:
            return
        parent = self._model.parent(text)
        is_path = bool(before) and before.replace(".", "").isidentifier()
        is_by_name = isinstance(parent, ast.Call) and last_name(parent.func) in _BY_NAME
        if isinstance(parent, ast.Call) and (is_path or is_by_name):
            raise self._refuse(text, f"{last} is named in a string")


def _arguments(function: FunctionValue, call: ast.Call) -> Iterator[tuple[str, ast.expr]]:
    """The arguments of *call*, each with the parameter of *function* that takes it."""
    names = [p.name for p in function.summary.parameters if p.kind in ("positional", "plain")]
    if function.receiver is not None:
        names = names[1:]
    for name, arg in zip(names, call.args, strict=False):
        if isinstance(arg, ast.Starred):
            break
        yield name, arg
    for keyword in call.keywords:
        if keyword.arg is not None:
            yield keyword.arg, keyword.value


def _key(one: ClassSummary | FunctionSummary) -> Key:
    return os.path.abspath(one.module.path), one.identity
