"""Files that a function asks about or reads before it writes them: for the event loop that is one step.

``if not path.exists(): path.write_text(text)``, ``text = path.read_text()``, ``path.write_text(text + "x")``:
in threads two tasks both find nothing there, or both write what they have made of the same text. Who begins
a file anew in a thread also lets another task of the same function read half of it. A path is the same where
it is spelled in the same way, or by a variable that is bound once to it; helpers count as what they do to
their parameters and to what hangs on their object. A path with a new name in it is nobody else's.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from flake8_asyncpitfalls.analyses.code_times import end_of, leads_to, start_of, waits_of
from flake8_asyncpitfalls.analyses.file_accesses import (
    FILE,
    FILES,
    TREE,
    file_marker,
    mode_of,
    paths_of,
    writes,
)
from flake8_asyncpitfalls.analyses.file_users import path_of
from flake8_asyncpitfalls.analyses.passed_arguments import by_place_and_name, run_by
from flake8_asyncpitfalls.analyses.shared_state import is_locked, may_be_in_several_tasks
from flake8_asyncpitfalls.analyses.suspensions import lets_others_run
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, name_of, options_of
from flake8_asyncpitfalls.semantics.source.node_fields import arguments_of, root_name
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed
from flake8_asyncpitfalls.semantics.summaries.passed_tests import outcomes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flake8_asyncpitfalls.analyses.code_times import At
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary

_Test: TypeAlias = "ast.If | ast.While | ast.Assert"
_Deciding: TypeAlias = "_Test | ast.Assign | ast.AnnAssign | ast.AugAssign | ast.NamedExpr"
_DECIDING = (ast.If, ast.While, ast.Assert, ast.Assign, ast.AnnAssign, ast.AugAssign, ast.NamedExpr)
_LEAVING = (ast.Return, ast.Raise, ast.Break, ast.Continue)
_Doing = Literal["ask", "read", "write", "put"]
_WRITING: tuple[_Doing, ...] = ("write", "put")
_SAME = frozenset({
    "builtins.str", "os.fspath", "os.path.abspath", "os.path.realpath", "pathlib.Path",
    "posixpath.abspath", "posixpath.realpath",
})  # fmt: skip
_HANDLED = ("DecodeError", "ValueError", "Exception")
_DEPTH, _BOUND, _MOST_CALLS, _MOST_USES = 2, 4, 40, 24


def writes_what_it_asked(call: ast.Call, moved: Sequence[ast.stmt], model: SemanticModel) -> bool:
    """Whether *call*, or what is *moved* with it, writes a file that its function has asked about.

    And other tasks may do the same.
    """
    start, end = start_of(moved[0] if moved else call), end_of(moved[-1] if moved else call)
    written = model.analysis(_Steps).of(model.scope_of(call))
    return any(start <= start_of(one) and end_of(one) <= end for one in written)


class _Use(NamedTuple):
    """A call that does something to a file."""

    call: ast.Call
    names: frozenset[str]
    """How its path is spelled, and what the variables in that are bound to."""
    doing: _Doing


class _Steps:
    """The calls of each coroutine that write what it has asked about, each worked out once."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._known: dict[Scope, list[ast.Call]] = {}
        self._done: dict[tuple[FunctionSummary, int], frozenset[tuple[str, _Doing]]] = {}

    def of(self, scope: Scope) -> list[ast.Call]:
        """Those of *scope*."""
        if scope not in self._known:
            self._known[scope] = self._found(scope)
        return self._known[scope]

    def _found(self, scope: Scope) -> list[ast.Call]:
        model = self._model
        if not isinstance(scope.node, ast.AsyncFunctionDef):
            return []
        done = (use for call in scope.of_type(ast.Call) for use in self._uses(call))
        uses = [*islice(done, _MOST_USES)]
        by_name: defaultdict[str, list[_Use]] = defaultdict(list)
        for use in uses:
            for name in use.names:
                by_name[name].append(use)
        waits = waits_of(scope) if len(uses) > 1 else []
        found = {
            use.call: True
            for use in uses
            if use.doing in _WRITING
            for other in {other: True for name in use.names for other in by_name[name]}
            if other.call is not use.call and self._is_step(other, use, waits)
        }
        return list(found) if found and may_be_in_several_tasks(scope, model) else []

    def _is_step(self, asked: _Use, written: _Use, waits: Sequence[tuple[At, ast.AST]]) -> bool:
        """Whether what is *written* rests on what is *asked*, or may be read by that half done."""
        model, parents = self._model, self._model.terms.parents
        if asked.doing in _WRITING or isinstance(parents[asked.call], ast.Expr):
            return False
        if is_locked(asked.call, model) and is_locked(written.call, model):
            return False
        is_before = start_of(asked.call) < start_of(written.call)
        if is_before and leads_to(asked.call, written.call, parents):
            if not self._others_run(asked.call, written.call, waits):
                if _must_be_there(asked, written.call, model):
                    return False
                if _rests_on(written.call, asked.call, model):
                    return True
        if asked.doing != "read" or written.doing != "write" or _is_guarded(asked.call, model):
            return False
        return is_before or not leads_to(written.call, asked.call, parents)

    def _others_run(
        self, first: ast.Call, second: ast.Call, waits: Sequence[tuple[At, ast.AST]]
    ) -> bool:
        """Whether their function lets others run between *first* and *second* as it is."""
        model = self._model
        node = model.scope_of(first).node
        assert isinstance(node, ast.AsyncFunctionDef)
        function = model.summary_of(node)
        return any(
            end_of(first) < at < start_of(second)
            and leads_to(wait, second, model.terms.parents)
            and lets_others_run(model, wait, function)
            for at, wait in waits
        )

    def _uses(self, call: ast.Call) -> Iterator[_Use]:
        """What *call*, itself, in a thread or through a helper, does to files named in its function."""
        model = self._model
        run = next((run_by(call, model).as_call() for _ in self._handed_over(call)), call)
        if run is call and model.effects_at(call).keys().isdisjoint(FILES):
            return
        for option in options_of(model.value_of(run.func)):
            if not isinstance(option, FunctionValue):
                continue
            for expr, doing in self._done_by(run, option, _DEPTH):
                if isinstance(expr, str):
                    yield _Use(call, frozenset({expr}), doing)
                elif not getattr(path_of(model, expr), "is_new", False):
                    yield _Use(call, frozenset(self._names(expr, _BOUND)), doing)

    def _handed_over(self, call: ast.Call) -> Iterator[ast.expr]:
        """What *call* hands to a thread, where that may be a function of files."""
        if isinstance(self._model.parent(call), ast.Await):
            yield from self._model.arguments_marked(call, "offloads")

    def _names(self, expr: ast.expr, left: int) -> Iterator[str]:
        """How *expr* is spelled, and what it is bound to."""
        model = self._model
        while isinstance(expr, ast.Call) and len(arguments_of(expr)) == 1:
            if name_of(model.value_of(expr.func)) not in _SAME:
                break
            expr = arguments_of(expr)[0]
        yield unparsed(expr)
        if isinstance(expr, ast.Name) and left:
            bindings = model.terms.table(model.scope_of(expr)).by_name.get(expr.id, ())
            if len(bindings) == 1 and bindings[0].kind == "assign" and not bindings[0].path:
                if bindings[0].value is not None:
                    yield from self._names(bindings[0].value, left - 1)

    def _done_by(
        self, call: ast.Call, function: FunctionValue, depth: int
    ) -> Iterator[tuple[ast.expr | str, _Doing]]:
        """What *call* of *function* does to which path: an argument, or one that hangs on ``self``."""
        summary = function.summary
        if summary.module.is_stub:
            yield from _done_by_library(call, summary)
        elif depth and not summary.is_async:
            given = dict(by_place_and_name(function, call))
            is_own = root_name(call.func) in ("self", "cls")
            for name, doing in self._done_in(summary, depth):
                if name in given:
                    yield given[name], doing
                elif (is_own and name.startswith("self.")) or self._is_of_closure(name, summary):
                    yield name, doing

    def _is_of_closure(self, name: str, function: FunctionSummary) -> bool:
        """Whether *function* stands in a function, and takes *name* from there."""
        around = function.scope.parent
        bound = function.module.terms.table(function.scope).by_name
        return around is not None and around.is_function and name.partition(".")[0] not in bound

    def _done_in(self, function: FunctionSummary, depth: int) -> frozenset[tuple[str, _Doing]]:
        """What *function* does to which of its parameters, and to what hangs on its object."""
        if (function, depth) not in self._done:
            self._done[function, depth] = frozenset()
            function.module.hold(self)
            calls = function.scope.of_type(ast.Call)[:_MOST_CALLS]
            self._done[function, depth] = frozenset(
                (text, doing)
                for call in calls
                for option in options_of(self._model.value_in(call.func, function, function.scope))
                if isinstance(option, FunctionValue)
                for expr, doing in self._done_by(call, option, depth - 1)
                if (text := expr if isinstance(expr, str) else _plain_text(expr))
            )
        return self._done[function, depth]


def _plain_text(expr: ast.expr) -> str:
    """*expr*, without what makes a path of it, where it is a name or hangs on one."""
    while isinstance(expr, ast.Call) and len(expr.args) == 1:
        expr = expr.args[0]
    return unparsed(expr) if isinstance(expr, (ast.Name, ast.Attribute)) else ""


def _done_by_library(
    call: ast.Call, function: FunctionSummary
) -> Iterator[tuple[ast.expr, _Doing]]:
    marker = file_marker(function)
    if marker is None or marker.keywords.get("repeatable"):
        return
    paths, kind = list(paths_of(call, marker, function)), marker.args[0]
    if not writes(call, marker, function):
        asking: _Doing = "read" if kind == FILE else "ask"
        yield from ((expr, asking) for expr in paths if kind != TREE)
    elif kind != FILE:
        yield from ((expr, "put") for expr in paths[-1:])
    elif set(mode_of(call, function)).isdisjoint("ax"):
        yield from ((expr, "write") for expr in paths)


def _rests_on(written: ast.Call, asked: ast.Call, model: SemanticModel) -> bool:
    """Whether what *asked* gives decides what is *written*, or whether anything is."""
    first, last = start_of(asked), model.statement_of(written)
    item = model.parent(written)
    block = model.parent(item) if isinstance(item, ast.withitem) else last
    taken: set[str] = set()
    for node in sorted(_between(model.scope_of(written), first, end_of(last)), key=start_of):
        if isinstance(node, (ast.If, ast.While, ast.Assert)):
            if not _has(node.test, asked, taken):
                continue
            if _decides(node, written):
                return True
            taken |= _bound_in(node)
        elif node.value is not None and _has(node.value, asked, taken):
            taken |= _bound_in(node)
    return _has(block, asked, taken)


def _decides(test: _Test, written: ast.Call) -> bool:
    """Whether *test* is one of a statement that *written* stands in, or that may leave before it."""
    return isinstance(test, ast.Assert) or any(
        node is written or isinstance(node, _LEAVING) for node in ast.walk(test)
    )


def _bound_in(node: ast.AST) -> set[str]:
    """The names that *node* gives something new, or a part of."""
    targets = [n for n in ast.walk(node) if isinstance(getattr(n, "ctx", None), ast.Store)]
    return {n.id for target in targets for n in ast.walk(target) if isinstance(n, ast.Name)}


def _between(scope: Scope, first: At, last: At) -> list[_Deciding]:
    """The tests and assignments of *scope* that are worked out after *first* and begin before *last*."""
    found: list[_Deciding] = scope.of_type(*_DECIDING)
    return [node for node in found if first <= end_of(node) and start_of(node) <= last]


def _has(node: ast.AST, asked: ast.Call, taken: set[str]) -> bool:
    return any(
        one is asked or (isinstance(one, ast.Name) and one.id in taken) for one in ast.walk(node)
    )


def _must_be_there(asked: _Use, call: ast.Call, model: SemanticModel) -> bool:
    """Whether *call* is run only where *asked* has found something: what is there is replaced."""
    return asked.doing == "ask" and any(
        asked.call in _found(test, outcome) for test, outcome in outcomes(call, model.terms.parents)
    )


def _found(test: ast.expr, outcome: bool) -> Iterator[ast.expr]:
    """The calls that must have given something true where *test* comes out as *outcome*."""
    match test:
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield from _found(operand, not outcome)
        case ast.BoolOp(op=op, values=values) if isinstance(op, ast.And) == outcome:
            for value in values:
                yield from _found(value, outcome)
        case ast.Call() if outcome:
            yield test


def _is_guarded(call: ast.Call, model: SemanticModel) -> bool:
    """Whether what *call* reads, or the block around that, is taken apart where errors are caught."""
    stmt: ast.AST = model.statement_of(call)
    block = model.parent(call)
    inside = ast.walk(stmt) if isinstance(block, ast.withitem) else ()
    tries = [node for node in inside if isinstance(node, ast.Try)]
    while not isinstance(stmt, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Module)):
        above = model.parent(stmt)
        if isinstance(above, ast.Try) and stmt in above.body:
            tries.append(above)
        stmt = above
    return any(
        handler.type is None
        or any(name.endswith(_HANDLED) for name in unparsed(handler.type).strip("()").split(", "))
        for node in tries
        for handler in node.handlers
    )
