"""What must go on with one kind of session, because one part of it hands a session to the other.

Who calls a function with a session has one of the kind that the function works with; the methods that find
one in ``self.session`` share what was put there. What makes sessions ties nobody: there can be two of it.
"""

from __future__ import annotations

import ast
import os
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from flake8_asyncpitfalls.fixes.async_conversion.units import Units, outermost
from flake8_asyncpitfalls.semantics.effects.display_names import display_path
from flake8_asyncpitfalls.semantics.inference.values import (
    ClassValue,
    FunctionValue,
    Instance,
    Unknown,
    UnresolvedName,
    options_of,
)
from flake8_asyncpitfalls.semantics.source.node_fields import arguments_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flake8_asyncpitfalls.semantics.inference.values import Value
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary

Unit: TypeAlias = "tuple[str, str]"
"""The absolute path of a file, and the name of a unit of it."""


@dataclass(slots=True)
class Ties:
    """*edges* join units that hand sessions to each other, *keys* those that keep them under one name.

    *refused* has the units that cannot change, and why. *variables* and *makers* make sessions, or say
    what does: module-level variables, and functions without parameters. *changing* are units with
    something to change, *loose* the calls that hand on what may be any session. *read* gives the text
    of a file.
    """

    read: Callable[[str], bytes]
    edges: dict[Unit, set[Unit]] = field(default_factory=lambda: defaultdict(set))
    keys: dict[str, set[Unit]] = field(default_factory=lambda: defaultdict(set))
    refused: dict[Unit, str] = field(default_factory=dict)
    variables: set[Unit] = field(default_factory=set)
    makers: set[Unit] = field(default_factory=set)
    changing: set[Unit] = field(default_factory=set)
    loose: dict[tuple[str, int], str] = field(default_factory=dict)
    _units: dict[str, Units] = field(default_factory=dict)

    def units(self, path: str) -> Units:
        """The units of the file *path*."""
        if path not in self._units:
            self._units[path] = Units(self.read(path))
        return self._units[path]

    def at(self, path: str, line: int) -> Unit:
        """The unit at the 1-based *line* of the file *path*."""
        return path, self.units(path).at(line)

    def note_change(self, path: str, line: int) -> None:
        """Note that something changes at the 1-based *line* of the file *path*."""
        unit = self.at(path, line)
        self.changing.add(unit)
        part = self.units(path).named.get(unit[1])
        if part is not None and isinstance(part.stmt, (ast.Assign, ast.AnnAssign)):
            owner, _, name = unit[1].rpartition(".")
            if owner:  # A field: whoever gives it a session ties itself to its name.
                self.keys[name].add(unit)
            else:
                self.variables.add(unit)

    def look(self, model: SemanticModel, path: str, is_one: Callable[[Value], bool]) -> None:
        """Note what the file *path* hands on of objects that *is_one* tells."""
        for scope in model.scopes:
            for attribute in scope.of_type(ast.Attribute):
                if is_one(model.value_of(attribute)):
                    self.keys[attribute.attr].add(self.at(path, attribute.lineno))
            for stmt in scope.of_type(ast.Assign):
                if isinstance(stmt.targets[0], ast.Attribute) and is_one(
                    model.value_of(stmt.value)
                ):
                    self.keys[stmt.targets[0].attr].add(self.at(path, stmt.lineno))
            for name in scope.of_type(ast.Name):
                is_global = model.uses.owner(name.id, scope) is model.terms.root
                if is_global and is_one(model.value_of(name)):
                    self.keys[name.id].add(self.at(path, name.lineno))
            for call in scope.of_type(ast.Call):
                self._look_at_call(model, path, call, is_one)

    def _look_at_call(
        self, model: SemanticModel, path: str, call: ast.Call, is_one: Callable[[Value], bool]
    ) -> None:
        callee = model.value_of(call.func)
        if isinstance(callee, FunctionValue) and not callee.summary.module.is_stub:
            for expr in _given_for(model, callee, call, is_one):
                if isinstance(model.value_of(expr), (Unknown, UnresolvedName)):
                    place = f"{display_path(path)}:{call.lineno}"
                    text = f"nobody knows which one {callee.summary.name!r} is given ({place})"
                    self.loose[path, call.lineno] = text
        if not any(is_one(model.value_of(arg)) for arg in arguments_of(call)):
            return
        unit = self.at(path, call.lineno)
        if isinstance(callee, ClassValue):
            for keyword in call.keywords:
                if keyword.arg is not None and is_one(model.value_of(keyword.value)):
                    self.keys[keyword.arg].add(unit)
            made = model.types.members.method(Instance(callee.summary), "__init__")
            callee = callee if made is None else made
        if isinstance(callee, FunctionValue) and not callee.summary.module.is_stub:
            self.join(unit, unit_of(callee.summary))

    def join(self, one: Unit, other: Unit) -> None:
        """Note that *one* hands a session to *other*, or the reverse."""
        self.edges[one].add(other)
        self.edges[other].add(one)


def _given_for(
    model: SemanticModel, function: FunctionValue, call: ast.Call, is_one: Callable[[Value], bool]
) -> Iterator[ast.expr]:
    """What *call* gives *function* for the parameters that are declared as one of the objects."""
    summary, types = function.summary, model.types
    frame = types.frame(summary.module)
    plain = [p.name for p in summary.parameters if p.kind in ("positional", "plain")]
    plain = plain[1:] if function.receiver is not None else plain
    given = dict(zip(plain, call.args, strict=False))
    given.update({k.arg: k.value for k in call.keywords if k.arg is not None})
    for name, expr in given.items():
        term = summary.annotations.get(name)
        declared = () if term is None else options_of(types.annotations.instance(term, frame))
        if any(map(is_one, declared)):
            yield expr


def unit_of(function: FunctionSummary) -> Unit:
    """The unit that *function* is, or is in."""
    return os.path.abspath(function.module.path), outermost(function.local_name)
