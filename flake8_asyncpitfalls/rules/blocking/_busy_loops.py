"""Loops that keep the event loop for themselves."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.source.control_flow import waits, walk_code, ways_through
from flake8_asyncpitfalls.semantics.source.node_fields import last_name, walked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel

_LEAVING = frozenset({"break", "return", "raise"})
_LOOKING = frozenset({
    "cancelled", "closed", "done", "empty", "full", "is_alive", "is_closed", "is_closing",
    "is_connected", "is_running", "is_set", "locked", "qsize", "running",
})  # fmt: skip
"""Methods that look at an object and change nothing."""
_CLOCKS = frozenset(
    f"time.{clock}{unit}"
    for clock in ("monotonic", "perf_counter", "process_time", "time")
    for unit in ("", "_ns")
) | {f"datetime.datetime.{clock}" for clock in ("now", "today", "utcnow")}
_ENDS = ("exit", "_exit", "quit", "fail", "skip", "abort", "next", "throw", "send")
_HARMLESS_CALLS = frozenset({"print", "len", "debug", "info"})
_FROM_OUTSIDE = (ast.Subscript, ast.Call, ast.Attribute, ast.BinOp)


def is_spinning(stmt: ast.While, model: SemanticModel) -> bool:
    """Whether nothing in the loop can change its test, which is no constant, or leave it."""
    if isinstance(stmt.test, ast.Constant) or can_leave(stmt):
        return False
    return _stays(stmt.test, stmt, model)


def is_spinning_inside(stmt: ast.While, model: SemanticModel) -> ast.expr | None:
    """The test of ``while True: if test: break`` that nothing in the loop can change; else None."""
    if not isinstance(stmt.test, ast.Constant) or not stmt.test.value:
        return None
    if any(_waits(inner) for inner in stmt.body):
        return None
    tests = [_only_test(node, stmt, model) for node in _body_nodes(stmt) if _leaves(node)]
    if len(tests) != 1 or tests[0] is None:
        return None
    return tests[0] if _stays(tests[0], stmt, model) else None


def _stays(test: ast.expr, loop: ast.While, model: SemanticModel) -> bool:
    """Whether nothing in *loop* can change *test*, and asking it changes nothing."""
    names = {node.id for node in walked(test) if isinstance(node, ast.Name)}
    if not names or not all(_only_looks(node, model) for node in walked(test)):
        return False
    return not _may_be_changed(loop, names, model)


def _leaves(node: ast.AST) -> bool:
    return isinstance(node, (ast.Break, ast.Return, ast.Raise))


def _only_test(node: ast.AST, loop: ast.While, model: SemanticModel) -> ast.expr | None:
    """The test of the one ``if`` between the statement *node*, which leaves *loop*, and the loop."""
    around = model.parent(node)
    if not isinstance(around, ast.If) or model.parent(around) is not loop:
        return None
    return around.test if node in around.body else None


def _may_be_changed(stmt: ast.While, names: set[str], model: SemanticModel) -> bool:
    """Whether the body may change a test that reads *names*, otherwise than by asking a clock anew."""
    nodes = list(_body_nodes(stmt))
    of_clocks = {
        target
        for node in nodes
        if isinstance(node, ast.Assign) and reads_clock(node.value, model)
        for target in node.targets
        if all(_only_looks(part, model) for part in walked(node.value))
    }
    return any(
        _may_change(node, names)
        for node in nodes
        if node not in of_clocks and not _asks_clock(node, model)
    )


def is_endless(stmt: ast.While, model: SemanticModel) -> bool:
    """Whether it is a ``while True`` that nothing leaves, not even an exception that is caught."""
    if not isinstance(stmt.test, ast.Constant) or not stmt.test.value or can_leave(stmt):
        return False
    nodes = list(_body_nodes(stmt))
    can_fail = any(isinstance(node, _FROM_OUTSIDE) for node in nodes)
    return not (can_fail and _is_guarded(stmt, model)) and not any(map(_exits, nodes))


def can_leave(stmt: ast.While | ast.For) -> bool:
    """Whether a way through the body leaves the loop, or lets another task run."""
    waiting: list[ast.AST] = (
        [stmt.test] if isinstance(stmt, ast.While) and _waits(stmt.test) else []
    )

    def happens(node: ast.AST) -> bool:
        if _waits(node):
            waiting.append(node)
        return False

    ways = ways_through(stmt.body, happens)
    return bool(waiting) or not _LEAVING.isdisjoint(ways)


def _waits(node: ast.AST) -> bool:
    """Whether evaluating *node* waits, or hands a value to who iterates."""
    return waits(node) or any(
        isinstance(part, (ast.Yield, ast.YieldFrom)) for part in walk_code([node])
    )


def _body_nodes(stmt: ast.While | ast.For) -> Iterator[ast.AST]:
    return walk_code(stmt.body)


def reads_clock(test: ast.expr, model: SemanticModel) -> bool:
    """Whether *test* asks a clock, so that time alone changes it."""
    return any(_asks_clock(node, model) for node in walked(test))


def _asks_clock(node: ast.AST, model: SemanticModel) -> bool:
    return isinstance(node, ast.Call) and model.name_of(node.func) in _CLOCKS


def _only_looks(node: ast.AST, model: SemanticModel) -> bool:
    """Whether evaluating this part of a test again and again changes nothing by itself."""
    if _asks_clock(node, model):
        return True
    if isinstance(node, ast.NamedExpr):
        return _asks_clock(node.value, model)
    if isinstance(node, ast.Call):
        func = node.func
        is_looking = isinstance(func, ast.Attribute) and func.attr in _LOOKING
        return is_looking and not node.args and not node.keywords and not model.effects_at(node)
    return not isinstance(node, (ast.Lambda, ast.comprehension, ast.JoinedStr))


def _may_change(node: ast.AST, names: set[str]) -> bool:
    """Whether this part of the body may change a test that reads *names*."""
    if isinstance(node, ast.Name):
        return not isinstance(node.ctx, ast.Load) and node.id in names
    if isinstance(node, (ast.Attribute, ast.Subscript)):
        return not isinstance(node.ctx, ast.Load)
    if isinstance(node, ast.Call):
        return last_name(node.func) not in _HARMLESS_CALLS | _LOOKING
    return isinstance(
        node, (ast.With, ast.For, ast.Delete, ast.Import, ast.ImportFrom, ast.FunctionDef)
    )


def _is_guarded(stmt: ast.stmt, model: SemanticModel) -> bool:
    """Whether a ``try`` or ``with`` of the function around the loop may catch what it raises."""
    child: ast.AST = stmt
    parent = model.parent(child)
    while not isinstance(parent, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Module)):
        if isinstance(parent, (ast.Try, ast.TryStar)) and child in parent.body and parent.handlers:
            return True
        if isinstance(parent, (ast.With, ast.AsyncWith)):
            return True
        child, parent = parent, model.parent(parent)
    return False


def _exits(node: ast.AST) -> bool:
    """Whether it is a call that ends the program or a test (``sys.exit``, ``pytest.fail``)."""
    if isinstance(node, ast.Call):
        return last_name(node.func) in _ENDS
    return isinstance(node, ast.Assert)
