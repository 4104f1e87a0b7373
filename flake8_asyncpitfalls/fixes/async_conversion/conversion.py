"""What changes where all objects of some classes become asynchronous ones, collected file by file."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.await_places import has_place_for_await
from flake8_asyncpitfalls.analyses.conversion.convertibility import Definition, definition_of
from flake8_asyncpitfalls.edit import AtSpan
from flake8_asyncpitfalls.fixes.refusal import RefusedError
from flake8_asyncpitfalls.semantics.effects.display_names import display_path
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue

if TYPE_CHECKING:
    from collections.abc import Collection

    from flake8_asyncpitfalls.edit import Edit
    from flake8_asyncpitfalls.fixes.async_conversion.callers import Callers
    from flake8_asyncpitfalls.fixes.async_conversion.ties import Ties, Unit
    from flake8_asyncpitfalls.semantics.inference.values import Value
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_MOST_SHOWN = 4


@dataclass(slots=True)
class Conversion:
    """*edits* by file, *holders* of calls that are awaited then, *todo* by file for a person.

    *makers* make sessions; *takers* are given one as an argument. *tables* are steps by file that
    every file needs, where an engine makes tables. *relationships* are the places of those that are
    loaded when they are read, by file. *refused* has by place what cannot change, and why; *ties* are what
    hangs together, where that is asked for, and units *kept* stay as they are.
    """

    edits: dict[str, list[Edit]] = field(default_factory=dict)
    holders: set[Definition] = field(default_factory=set)
    makers: set[Definition] = field(default_factory=set)
    takers: set[Definition] = field(default_factory=set)
    todo: dict[str, list[str]] = field(default_factory=dict)
    tables: dict[str, list[str]] = field(default_factory=dict)
    relationships: dict[str, list[str]] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    ties: Ties | None = None
    kept: Collection[Unit] = ()

    def refuse(self, path: str, node: ast.AST, place: str, reason: str) -> None:
        """Note that *node* of the file *path*, at *place*, cannot change."""
        self.refused.setdefault(place, reason)
        if self.ties is not None:
            unit = self.ties.at(path, getattr(node, "lineno", 1))
            self.ties.refused.setdefault(unit, reason)

    def check(self) -> None:
        """Raise RefusedError where something was refused: the first reason, and where others are."""
        if not self.refused:
            return
        (_, reason), *others = self.refused.items()
        shown = ", ".join(place for place, _ in others[:_MOST_SHOWN])
        more = f" and {len(others) - _MOST_SHOWN} more" if len(others) > _MOST_SHOWN else ""
        raise RefusedError(f"{reason}; more in the way: {shown}{more}" if others else reason)

    def may_be_unused(self, function: Definition) -> bool:
        """Whether who calls *function*, though nobody is seen to, has a session and must change too."""
        if function.name.startswith("test"):
            return False
        return function in self.takers or (bool(function.owner) and function not in self.makers)

    def steps(self) -> list[str]:
        """What is left to do in the files that change; where there is nothing, in all others.

        Relationships, and what makes tables, are told wherever they are: whoever reads one may be far
        away, and tests have the engine of the program.
        """
        changed = [self.todo[path] for path in self.todo if path in self.edits]
        told = [*(changed or self.todo.values()), *self.tables.values()]
        steps = [step for steps in told for step in steps]
        for first, *others in self.relationships.values():
            more = f"; {len(others)} more" if others else ""
            steps.append(f"{first}: load the relationship with the query (selectinload){more}")
        return steps


class FileConversion:
    """The changing objects of one file; *objects* is what they are called in a reason."""

    objects = "objects"

    def __init__(
        self, callers: Callers, conversion: Conversion, path: str, model: SemanticModel
    ) -> None:
        self._callers, self._conversion = callers, conversion
        self._path, self._model = path, model

    def _is_changing(self, value: Value) -> bool:
        """Whether *value* is one of the objects."""
        raise NotImplementedError

    def _edit(self, edit: Edit) -> None:
        self._conversion.edits.setdefault(self._path, []).append(edit)
        if self._conversion.ties is not None and isinstance(edit, AtSpan):
            self._conversion.ties.note_change(self._path, edit.span.line)

    def _place(self, node: ast.AST) -> str:
        return f"{display_path(self._path)}:{getattr(node, 'lineno', 1)}"

    def _refuse(self, node: ast.AST, reason: str) -> RefusedError:
        text = f"the {self.objects} must stay synchronous: {reason} ({self._place(node)})"
        return RefusedError(text)

    def _code(self, node: ast.expr) -> str:
        return self._model.source.code_of(node)

    def _await(self, node: ast.AST) -> None:
        """Note that the function of *node* awaits it; raises RefusedError where none can."""
        model = self._model
        scope = model.scope_of(node)
        if scope.kind != "function" or not has_place_for_await(model, node):
            raise self._refuse(node, "no await can stand there")
        if not scope.is_coroutine:
            holder = self._callers.want(model, scope)
            self._conversion.holders.add(holder)
            if self._takes_one(scope):
                self._conversion.takers.add(holder)

    def _made(self, call: ast.Call, scope: Scope) -> None:
        """Note the function *scope*, in which the *call* of a class or factory makes one."""
        if scope.kind == "function" and self._is_changing(self._model.value_of(call)):
            function = self._model.module.function(scope.identity)
            self._conversion.makers.add(definition_of(function))
            given = self._model.types.calls.plain_result(FunctionValue(function))
            is_given = function.is_generator or self._is_changing(given)
            if self._conversion.ties is not None and is_given and not function.parameters:
                self._conversion.ties.makers.add((self._path, function.local_name))

    def _note_taker(self, call: ast.Call) -> None:
        """Note the plain function of *call* as one that is given an object, if it is."""
        scope = self._model.scope_of(call)
        if scope.kind == "function" and not scope.is_coroutine and self._takes_one(scope):
            function = self._model.module.function(scope.identity)
            self._conversion.takers.add(definition_of(function))

    def _takes_one(self, scope: Scope) -> bool:
        if not isinstance(scope.node, ast.FunctionDef):
            return False
        args = scope.node.args
        names = {arg.arg for arg in (*args.posonlyargs, *args.args, *args.kwonlyargs)}
        return any(
            name.id in names and self._is_changing(self._model.value_of(name))
            for name in scope.of_type(ast.Name)
        )
