"""Methods that read and write the files that they are given, and callers to whom both are one step.

``text = await files.read_text(path)``, ``await files.write_text(path, change(text))``: as long as neither
method waits for anything, nobody comes in between. With a thread in one of them two callers read the same,
and the second writes over what the first has changed, or reads half of it. Who calls both so is looked for
in the file, and in the modules that import something from it.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from itertools import chain, islice
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.file_accesses import FILE, file_marker, mode_of, paths_of, writes
from flake8_asyncpitfalls.analyses.shared_state import may_be_in_several_tasks
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, name_of, options_of
from flake8_asyncpitfalls.semantics.project.word_index import IMPORTING
from flake8_asyncpitfalls.semantics.source.control_flow import suspensions
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_MOST_MODULES, _MOST_CALLS = 12, 40
_Files = dict[str, bool]
"""The names of methods that read, or write (True), the file at their first parameter."""


def parts_step_of_callers(call: ast.Call, model: SemanticModel) -> bool:
    """Whether *call*, in such a method, is a part of what callers do in one step."""
    scope = model.scope_of(call)
    if scope.enclosing_class is None or not isinstance(scope.node, ast.AsyncFunctionDef):
        return False
    steps = model.analysis(_BackEnds)
    methods = steps.of(scope.enclosing_class)
    return scope.name in methods and steps.are_one_step(scope.enclosing_class, methods)


class _BackEnds:
    """The classes of one file with methods that read and write files, each worked out once."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._known: dict[Scope, _Files] = {}
        self._steps: dict[Scope, bool] = {}

    def of(self, cls: Scope) -> _Files:
        """The methods of *cls* that read or write files; none where it does not do both."""
        if cls not in self._known:
            found = {
                scope.name: doing
                for scope in cls.children.values()
                if (doing := self._doing(scope)) is not None
            }
            self._known[cls] = found if len({*found.values()}) > 1 else {}
        return self._known[cls]

    def _doing(self, scope: Scope) -> bool | None:
        """Whether *scope*, which does not wait, writes the file at its first parameter, or reads it."""
        node = scope.node
        if not isinstance(node, ast.AsyncFunctionDef) or any(suspensions(scope.body)):
            return None
        first = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args)][1:2]
        for call in scope.of_type(ast.Call):
            for option in options_of(self._model.value_of(call.func)):
                marker = file_marker(option.summary) if isinstance(option, FunctionValue) else None
                if not isinstance(option, FunctionValue) or marker is None:
                    continue
                if marker.args[0] != FILE or mode_of(call, option.summary).startswith(("a", "x")):
                    continue
                for expr in paths_of(call, marker, option.summary):
                    if self._is_path(expr, first):
                        return writes(call, marker, option.summary)
        return None

    def _is_path(self, expr: ast.expr, names: list[str]) -> bool:
        """Whether *expr* is one of *names*, or the path that is made of it."""
        if isinstance(expr, ast.Call) and len(expr.args) == 1:
            if name_of(self._model.value_of(expr.func)) == "pathlib.Path":
                expr = expr.args[0]
        return isinstance(expr, ast.Name) and expr.id in names

    def are_one_step(self, cls: Scope, methods: _Files) -> bool:
        """Whether a caller reads by one of *methods* of *cls*, and then writes by another."""
        if cls not in self._steps:
            model = self._model
            home = str(model.module.name.dotted).rpartition(".")[2]
            found = islice(model.found(IMPORTING + home), _MOST_MODULES) if home else ()
            self._steps[cls] = any(
                self._has_step(other, cls, methods) for other in chain([model], found)
            )
        return self._steps[cls]

    def _has_step(self, model: SemanticModel, cls: Scope, methods: _Files) -> bool:
        callers = model.analysis(_Callers)
        calls = [call for name in sorted(methods) for call in callers.of(name)]
        read: set[tuple[Scope, str, str]] = set()
        for call in sorted(calls, key=_line):
            assert isinstance(call.func, ast.Attribute)
            if not self._is_of(call, cls, model):
                continue
            scope = model.scope_of(call)
            about = (scope, unparsed(call.func.value), unparsed(call.args[0]))
            if not methods[call.func.attr]:
                read.add(about)
            elif about in read and may_be_in_several_tasks(scope, model):
                return True
        return False

    def _is_of(self, call: ast.Call, cls: Scope, model: SemanticModel) -> bool:
        """Whether *call* is of a method of *cls*, or of one that *cls* fills in."""
        return any(
            (around := one.summary.scope.enclosing_class) is not None
            and around.identity == cls.identity
            and one.summary.module.path == self._model.module.path
            for one in _called(call, model)
        )


class _Callers:
    """The calls of methods in the coroutines of one file, by the names of the methods."""

    def __init__(self, model: SemanticModel) -> None:
        self._calls: defaultdict[str, list[ast.Call]] = defaultdict(list)
        for scope in model.scopes:
            for call in scope.of_type(ast.Call) if scope.is_coroutine else ():
                if isinstance(call.func, ast.Attribute) and call.args:
                    self._calls[call.func.attr].append(call)

    def of(self, name: str) -> list[ast.Call]:
        """Those of methods called *name*; of very many the first."""
        return self._calls.get(name, [])[:_MOST_CALLS]


def _line(call: ast.Call) -> int:
    return call.lineno


def _called(call: ast.Call, model: SemanticModel) -> Iterator[FunctionValue]:
    for option in options_of(model.value_of(call.func)):
        if isinstance(option, FunctionValue) and not option.summary.module.is_stub:
            yield option
            yield from model.types.implementations.instead_of(option)
