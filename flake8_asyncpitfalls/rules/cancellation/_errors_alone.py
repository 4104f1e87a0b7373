"""Handlers of everything that are about errors: what they lose when a cancellation goes past them.

``except:`` and ``except BaseException`` mostly mean ``except Exception``. Then a cancellation skips what
they do and what stands behind their ``try``, as any exception does that nobody catches. That is
right where these tell, give a default or try something else, and wrong where they clean up.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.cleaning_up import is_cleaning_name, runs_anyway
from flake8_asyncpitfalls.analyses.log_calls import is_told_to_log
from flake8_asyncpitfalls.analyses.stated_intent import (
    comments_above,
    comments_at,
    is_said_to_be_meant,
)
from flake8_asyncpitfalls.analyses.test_code import is_in_test, is_of_tests
from flake8_asyncpitfalls.edit import CatchErrors, RaiseBefore
from flake8_asyncpitfalls.finding import Applicability, Fix
from flake8_asyncpitfalls.rules.cancellation._delivery import comes_to_each
from flake8_asyncpitfalls.rules.cancellation._handlers import Handling, catches_errors
from flake8_asyncpitfalls.rules.cancellation._plain_setters import only_keeps
from flake8_asyncpitfalls.rules.cancellation._under_way import is_called_in_cleanup
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, options_of
from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES
from flake8_asyncpitfalls.semantics.source.control_flow import walk_code
from flake8_asyncpitfalls.semantics.source.node_fields import first_name
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flake8_asyncpitfalls.edit import Edit
    from flake8_asyncpitfalls.semantics.model import SemanticModel

LOG_LEVELS = frozenset({"debug", "info", "warning", "error", "exception", "critical", "log"})
"""Methods that every log has, and whose object may be one where nobody knows what it is."""
_COLLECTING = frozenset({"append", "extend"})
_SIMPLE = (ast.Pass, ast.Continue, ast.Break, ast.Return)
_ASSIGNMENTS = (ast.Assign, ast.AnnAssign, ast.AugAssign)
_EXCEPTION_SINCE = (3, 8)
"""From this Python on a cancellation of asyncio is no ``Exception``."""


def leave_alone(handler: ast.ExceptHandler, name: str, model: SemanticModel) -> Fix | None:
    """How a handler of everything lets a cancellation pass, where nothing is lost by that.

    *name* is the class of cancellations there, as source code.
    """
    if is_in_test(model, handler) or is_of_tests(model) or _says_so(handler, model):
        return None
    if is_called_in_cleanup(handler, model) or _fences_off_others(handler, model):
        return None
    if not _is_about_errors(handler, model) or _leaves_things_open(handler, model):
        return None
    edit: Edit = CatchErrors(Span.of(handler))
    if not can_catch_errors(handler, name, model):
        if name.endswith(")"):
            return None
        edit = RaiseBefore(Span.of(handler), name)
        return Fix(Applicability.UNSAFE, f"raise {name} again before it", (edit,))
    return Fix(Applicability.UNSAFE, "catch Exception", (edit,))


def _fences_off_others(handler: ast.ExceptHandler, model: SemanticModel) -> bool:
    """Whether what is awaited is what others have registered, and may cancel itself.

    An element of a container of the object, called, or a method of it that no library has.
    """
    stmt = model.parent(handler)
    assert isinstance(stmt, (ast.Try, ast.TryStar))
    calls = [node.value for node in walk_code(stmt.body) if isinstance(node, ast.Await)]
    return any(
        isinstance(call, ast.Call)
        and _is_registered(call.func, model)
        and not any(
            isinstance(option, FunctionValue) and option.summary.module.is_stub
            for option in options_of(model.value_of(call.func))
        )
        for call in calls
    )


def _is_registered(called: ast.expr, model: SemanticModel) -> bool:
    """Whether *called* is taken out of a container of the object, or a method of what is."""
    taken = called.value if isinstance(called, ast.Attribute) else called
    if isinstance(taken, ast.Subscript):
        return isinstance(taken.value, ast.Attribute)
    if not isinstance(taken, ast.Name):
        return False
    bindings = model.terms.bindings_read(taken, model.scope_of(taken))
    return any(
        one.kind == "for"
        and one.value is not None
        and any(
            isinstance(part, ast.Attribute) and first_name(part) in ("self", "cls")
            for part in ast.walk(one.value)
        )
        for one in bindings
    )


def can_catch_errors(handler: ast.ExceptHandler, name: str, model: SemanticModel) -> bool:
    """Whether ``except Exception`` can stand in its place, and leaves the cancellation *name* out."""
    if name.startswith("asyncio.") and not model.runs_on_python(*_EXCEPTION_SINCE, at=handler):
        return False
    stmt = model.parent(handler)
    assert isinstance(stmt, (ast.Try, ast.TryStar))
    earlier = stmt.handlers[: stmt.handlers.index(handler)]
    return not any(catches_errors(other.type, model) for other in earlier)


def _says_so(handler: ast.ExceptHandler, model: SemanticModel) -> bool:
    """Whether a comment speaks of cancellations, or the function's text of all exceptions."""
    if is_said_to_be_meant(model, handler):
        return True
    stmt = model.parent(handler)
    assert isinstance(stmt, (ast.Try, ast.TryStar))
    said = [*comments_above(model, stmt), *comments_at(model, handler)]
    if any(b"cancel" in comment.lower() for comment in said):
        return True
    function = model.scope_of(handler).node
    text = ast.get_docstring(function) if isinstance(function, FUNCTION_TYPES) else None
    return "BaseException" in (text or "")


def _is_about_errors(handler: ast.ExceptHandler, model: SemanticModel) -> bool:
    """Whether all that the handler does is for something that went wrong."""
    if any(isinstance(node, (ast.Yield, ast.YieldFrom)) for node in walk_code(handler.body)):
        return False
    return all(_is_for_an_error(stmt, handler, model) for stmt in handler.body)


def _is_for_an_error(stmt: ast.stmt, handler: ast.ExceptHandler, model: SemanticModel) -> bool:
    if isinstance(stmt, ast.If):
        if _is_given(stmt.test, handler):
            return False
        return all(_is_for_an_error(one, handler, model) for one in [*stmt.body, *stmt.orelse])
    if isinstance(stmt, ast.Raise):
        return True
    if any(_cleans(call, model) for call in _calls([stmt])):
        return False
    if isinstance(stmt, ast.Expr):
        return _is_said(stmt.value, handler, model)
    if _is_given(stmt, handler):
        return False
    if isinstance(stmt, _ASSIGNMENTS):
        return isinstance(stmt, ast.AugAssign) or _is_default(stmt, handler, model)
    return isinstance(stmt, _SIMPLE)


def _is_default(
    stmt: ast.Assign | ast.AnnAssign, handler: ast.ExceptHandler, model: SemanticModel
) -> bool:
    """Whether what *stmt* sets is a variable that nobody sees once the function has been left.

    Something made for a container is no state of it either.
    """
    is_made = not isinstance(stmt.value, ast.Constant)
    return all(
        is_made or isinstance(target.value, ast.Name)
        if isinstance(target, ast.Subscript)
        else isinstance(target, ast.Name) and _ends_with_function(target, handler, model)
        for target in (stmt.targets if isinstance(stmt, ast.Assign) else [stmt.target])
    )


def _ends_with_function(target: ast.Name, handler: ast.ExceptHandler, model: SemanticModel) -> bool:
    """Whether *target* is a local variable that no ``finally`` reads."""
    scope = model.scope_of(handler)
    return model.uses.is_private(target.id, scope) and not any(
        runs_anyway(model, read) for read in model.uses.reads(target.id, scope)
    )


def _is_said(expr: ast.expr, handler: ast.ExceptHandler, model: SemanticModel) -> bool:
    """Whether *expr* tells somebody, collects in a list, or waits for something else instead."""
    if isinstance(expr, ast.Await):
        call = expr.value
        is_work = isinstance(call, ast.Call) and bool(call.args or call.keywords)
        is_other_way = handler.type is None or _is_tried_again(expr, handler, model)
        return is_other_way and is_work and not _is_given(expr, handler)
    if not isinstance(expr, ast.Call):
        return isinstance(expr, ast.Constant)
    if tells(expr, model) or is_told_to_log(model, expr):
        return True
    method = expr.func.attr if isinstance(expr.func, ast.Attribute) else ""
    return method in LOG_LEVELS or method in _COLLECTING or only_keeps(expr, model)


def _is_tried_again(expr: ast.Await, handler: ast.ExceptHandler, model: SemanticModel) -> bool:
    """Whether *expr* awaits the same function as the ``try`` of *handler*, for another try."""
    stmt = model.parent(handler)
    assert isinstance(stmt, (ast.Try, ast.TryStar))
    tried = [node.value for node in walk_code(stmt.body) if isinstance(node, ast.Await)]
    called = {unparsed(call.func) for call in tried if isinstance(call, ast.Call)}
    return isinstance(expr.value, ast.Call) and unparsed(expr.value.func) in called


def tells(expr: ast.expr, model: SemanticModel) -> bool:
    """Whether *expr* prints or logs something, or is a text or ``...``."""
    if not isinstance(expr, ast.Call):
        return isinstance(expr, ast.Constant)
    name = model.name_of(expr.func)
    return name in ("builtins.print", "traceback.print_exc") or name.startswith("logging.")


def _is_given(stmt: ast.AST, handler: ast.ExceptHandler) -> bool:
    """Whether a function gets the exception itself, and may ask what it is."""
    return bool(handler.name) and any(
        isinstance(arg, ast.Name) and arg.id == handler.name
        for call in _calls([stmt])
        if not (isinstance(call.func, ast.Name) and call.func.id in ("str", "repr", "type"))
        for arg in call.args
    )


def _leaves_things_open(handler: ast.ExceptHandler, model: SemanticModel) -> bool:
    """Whether the function cleans up behind the ``try``, or in a ``try`` that others follow."""
    if not Handling(handler, model).ways() - {"return"}:
        return False  # an error skips as much
    rest = list(_rests_of_blocks(handler, model))
    loop = _loop_around(handler, model)
    if not rest and loop is None:
        return False
    if loop is not None and comes_to_each(loop, model):
        return True
    stmt, function = model.parent(handler), model.scope_of(handler).node
    assert isinstance(stmt, (ast.Try, ast.TryStar))
    if isinstance(function, FUNCTION_TYPES) and is_cleaning_name(function.name):
        return True
    ends = model.analysis(_Ends)
    is_cleaning = any(_cleans(call, model) for call in _calls(stmt.body))
    return is_cleaning or any(ends.come(*one) for one in rest)


def _rests_of_blocks(
    handler: ast.ExceptHandler, model: SemanticModel
) -> Iterator[tuple[list[ast.stmt], int]]:
    """The blocks of the function that go on after the ``try`` of *handler*, and from which place."""
    child: ast.AST = model.parent(handler)
    while not isinstance(child, (*FUNCTION_TYPES, ast.Module)):
        block = model.block_of(child)
        if block and isinstance(child, ast.stmt) and child is not block[-1]:
            yield block, block.index(child) + 1
        child = model.parent(child)


class _Ends:
    """Where each block cleans up, or notes an end, for the last time: a long one is gone over once."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._last: dict[ast.stmt, int] = {}

    def come(self, block: list[ast.stmt], start: int) -> bool:
        """Whether a statement of *block* does so at place *start* (0-based) or later."""
        if block[0] not in self._last:
            places = (place for place, stmt in enumerate(block) if _is_end(stmt, self._model))
            self._last[block[0]] = max(places, default=-1)
        return self._last[block[0]] >= start


def _is_end(stmt: ast.stmt, model: SemanticModel) -> bool:
    return any(_cleans(call, model) for call in _calls([stmt])) or _says_its_end(stmt)


def _loop_around(
    handler: ast.ExceptHandler, model: SemanticModel
) -> ast.For | ast.AsyncFor | ast.While | None:
    node = model.parent(handler)
    while not isinstance(node, (*FUNCTION_TYPES, ast.Module)):
        if isinstance(node, (ast.For, ast.AsyncFor, ast.While)):
            return node
        node = model.parent(node)
    return None


def _says_its_end(stmt: ast.stmt) -> bool:
    """Whether *stmt* notes in an object what is the case now: ``self.running = False``."""
    return any(
        isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Constant)
        and any(isinstance(target, ast.Attribute) for target in node.targets)
        for node in walk_code([stmt])
    )


def _calls(body: Iterable[ast.AST]) -> Iterator[ast.Call]:
    return (node for node in walk_code(body) if isinstance(node, ast.Call))


def _cleans(call: ast.Call, model: SemanticModel) -> bool:
    """Whether the name of what *call* calls has a word for cleaning up, unless it is seen to do otherwise."""
    func = call.func
    if isinstance(func, ast.Name):
        return func.id != "set" and is_cleaning_name(func.id)
    is_named = isinstance(func, ast.Attribute) and is_cleaning_name(func.attr)
    return is_named and not only_keeps(call, model)
