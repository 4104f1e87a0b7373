"""How a handler of the cancellation lets it go on: raised at its end, or without the handler."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.library import library_at
from flake8_asyncpitfalls.analyses.log_calls import is_told_to_log
from flake8_asyncpitfalls.analyses.stated_intent import (
    comments_at,
    is_said_to_be_meant,
    lines_of,
    remarks_at,
)
from flake8_asyncpitfalls.analyses.test_code import is_in_test, is_of_tests
from flake8_asyncpitfalls.edit import DropHandler, Edit, Reraise
from flake8_asyncpitfalls.finding import Applicability, Fix
from flake8_asyncpitfalls.rules.cancellation._delivery import ends_function, is_followed
from flake8_asyncpitfalls.rules.cancellation._errors_alone import LOG_LEVELS, tells
from flake8_asyncpitfalls.rules.cancellation._handlers import (
    catches_cancellation,
    is_for_cancellation_alone,
)
from flake8_asyncpitfalls.rules.cancellation._under_way import is_called_in_cleanup
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue
from flake8_asyncpitfalls.semantics.source.node_fields import arguments_of
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_MADE = (ast.Constant, ast.JoinedStr, ast.Call, ast.Dict, ast.List, ast.Tuple)
"""What an argument is that is made where it is given: a message, a reply."""


def cancellation_class(handler: ast.ExceptHandler, model: SemanticModel) -> str:
    """What the library around *handler* raises for a cancellation, as source code."""
    exception = {"trio": "trio.Cancelled", "anyio": "anyio.get_cancelled_exc_class()"}
    return exception.get(library_at(model, handler), "asyncio.CancelledError")


def raise_at_end(handler: ast.ExceptHandler, model: SemanticModel) -> Fix | None:
    """``raise`` at the end of a handler of the cancellation alone, which may then go altogether."""
    if _is_explained(handler, model) or not _may_raise_at_end(handler, model):
        return None
    return Fix(Applicability.UNSAFE, "raise the cancellation again", (_edit(handler, model),))


def _edit(handler: ast.ExceptHandler, model: SemanticModel) -> Edit:
    """``raise`` at the end; a handler that would then hold nothing else goes altogether."""
    stmt = model.parent(handler)
    assert isinstance(stmt, (ast.Try, ast.TryStar))
    later = stmt.handlers[stmt.handlers.index(handler) + 1 :]
    is_caught_later = any(catches_cancellation(other.type, model) for other in later)
    is_said_why = bool(comments_at(model, handler))
    is_needed = bool(stmt.orelse) and len(stmt.handlers) == 1
    if not _does_nothing(handler) or is_caught_later or is_said_why or is_needed:
        return Reraise(Span.of(handler))
    return DropHandler(Span.of(handler))


def _does_nothing(handler: ast.ExceptHandler) -> bool:
    return len(handler.body) == 1 and unparsed(handler.body[0]) in ("pass", "...")


def _is_explained(handler: ast.ExceptHandler, model: SemanticModel) -> bool:
    """Whether a comment says why it swallows: what does nothing needs none otherwise.

    What stands behind the ``except`` is mostly for tools.
    """
    behind = lines_of(model)[handler.lineno - 1].partition(b"#")[2]
    if _does_nothing(handler) and any(text != behind for text in remarks_at(model, handler)):
        return True
    return is_said_to_be_meant(model, handler)


def _may_raise_at_end(handler: ast.ExceptHandler, model: SemanticModel) -> bool:
    """Whether a ``raise`` there skips nothing that the handler prepares or that comes after it.

    A test may expect the cancellation, and its helpers count what they see of it.
    """
    if is_in_test(model, handler) or is_of_tests(model):
        return False
    if is_called_in_cleanup(handler, model) or _answers(handler, model):
        return False
    return is_for_cancellation_alone(handler.type, model) and not is_followed(handler, model)


def _answers(handler: ast.ExceptHandler, model: SemanticModel) -> bool:
    """Whether the handler is where the function ends, and says something to somebody.

    ``connection.reply("aborted")``, ``future.set_result(None)``: such a task may be cancelled in
    order that it answers, and who waits for it takes that for its end.
    """
    stmt = model.parent(handler)
    assert isinstance(stmt, (ast.Try, ast.TryStar))
    return any(_is_answer(one, model) for one in handler.body) and ends_function(
        stmt, {"end"}, model
    )


def _is_answer(stmt: ast.stmt, model: SemanticModel) -> bool:
    """Whether *stmt* calls a method of an object with something that is made for this; no log."""
    call = stmt.value if isinstance(stmt, ast.Expr) else None
    call = call.value if isinstance(call, ast.Await) else call
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
        return False
    if tells(call, model) or is_told_to_log(model, call) or call.func.attr in LOG_LEVELS:
        return False
    function = model.value_of(call.func)
    if isinstance(function, FunctionValue) and function.receiver is None:
        return False  # a function of a module: ``await asyncio.sleep(0)``
    given = arguments_of(call)
    return any(isinstance(value, _MADE) for value in given)
