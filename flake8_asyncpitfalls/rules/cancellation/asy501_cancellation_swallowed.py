"""A handler that keeps the cancellation of its task to itself.

## What it does
Reports `except CancelledError`, `except BaseException` and bare `except` around an await when there
is a way through the handler that does not raise, or the handler goes on for ever; `except*` too.

It stays silent where the cancellation is somebody else's or is meant to end here: the function has
cancelled the task that it waits for, the handler awaits a task or future object that may have been
cancelled on its own, an earlier handler raises the cancellation again, the handler calls
`uncancel()` or asks `cancelling()`, or stores the exception for others. So it does when the
function is given to `create_task`, `gather` or `asyncio.run` and nowhere awaited, and nothing that waits
follows the handler: the task was told to stop and stops. In trio and anyio a cancellation must
always go on. Nor is anything said of a handler of the cancellation alone that returns the answer of a
web framework's request, or of a function that only handlers call which raise the
cancellation that they caught: that task ends already.

It is a note in a `finally` outside of loops, where the function ends anyway. So it is in asyncio
where the handler names the cancellation and the function then ends without another wait: what was
cancelled has stopped, and only the caller takes that for its result. So it is where a
task's own function still cleans up, and ends, and where the handler of the cancellation raises it again
when something else says so (`if self.closing: raise`).

## Why it hurts
Cancelling is how `asyncio.timeout`, `TaskGroup`, `asyncio.run` and the shutdown of servers end a
task. A task that swallows the cancellation goes on: a timeout does not fire, the group waits for
ever, and the program hangs when it should end.

## Example
```python
async def poll(device):
    while True:
        try:
            await device.read()
        except asyncio.CancelledError:
            logger.info("cancelled")
```

## Instead
```python
async def poll(device):
    while True:
        try:
            await device.read()
        except asyncio.CancelledError:
            logger.info("cancelled")
            raise
```

## Fix safety
Unsafe, since it changes how the task ends. In a handler of the cancellation, `raise` is added at the
end. Offered where it is for the cancellation alone and its end is the only way out that does not
raise; not where it sets a variable or other code of the function follows, which would be skipped; not
where the function ends with an answer to somebody (`connection.reply("aborted")`), nor where a handler
or `finally` calls it that has more to do. Nor is any fix offered where the file keeps a task of the
function, cancels it and awaits it with no handler around: the error would come out there.

A handler of everything that tells, gives a default or tries something else becomes
`except Exception`. Where that would not do, `except asyncio.CancelledError: raise` is put before it:
for Python 3.7, behind a handler of all errors, or where the handler asks what it has caught. Not
where it cleans up, or the function does that behind it; a method that is seen to keep what it is given,
and nothing else, does not.

## Like
flake8-async ASYNC103 and ASYNC104, Sonar S7497.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.library import library_at
from flake8_asyncpitfalls.analyses.stated_intent import is_said_to_be_meant
from flake8_asyncpitfalls.analyses.test_code import is_run_as_test
from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.cancellation._answered_requests import returns_answer
from flake8_asyncpitfalls.rules.cancellation._delivery import (
    can_be_cancelled,
    ends_function,
    ends_task,
    ends_task_after_all,
    is_of_others,
    is_raised_by_flag,
    is_raised_later,
)
from flake8_asyncpitfalls.rules.cancellation._errors_alone import (
    can_catch_errors,
    leave_alone,
)
from flake8_asyncpitfalls.rules.cancellation._handlers import (
    Handling,
    catches_cancellation,
)
from flake8_asyncpitfalls.rules.cancellation._remedies import (
    cancellation_class,
    raise_at_end,
)
from flake8_asyncpitfalls.rules.cancellation._skipped_items import is_skipped_alone
from flake8_asyncpitfalls.rules.cancellation._stopped_tasks import is_awaited_when_stopped
from flake8_asyncpitfalls.rules.cancellation._under_way import cleans_up, is_raised_by_callers
from flake8_asyncpitfalls.semantics.source.control_flow import suspensions
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.source.statement_flow import Way

rule = Rule(
    code="ASY501",
    name="cancellation-swallowed",
    severity=Severity.ERROR,
    in_tests=Severity.NOTE,
    message="'{handler}' swallows the cancellation of the task that runs it; {advice}",
    fixable="unsafe",
)


@rule.check(ast.Try, ast.TryStar)
def check(stmt: ast.Try | ast.TryStar, model: SemanticModel) -> Iterator[Finding]:
    """The first handler that catches a cancellation, when it can be left without raising."""
    if not model.scope_of(stmt).is_coroutine or not any(suspensions(stmt.body)):
        return
    for handler in stmt.handlers:
        caught = catches_cancellation(handler.type, model)
        if not caught:
            continue
        handling = Handling(handler, model)
        ways = handling.ways()
        is_in_reach = (ways or handling.goes_on_for_ever()) and can_be_cancelled(stmt.body, model)
        if is_in_reach and not _is_meant(stmt, handling, ways, model):
            word = "except*" if isinstance(stmt, ast.TryStar) else "except"
            is_end = caught != "base" and bool(ways) and _comes_to_its_end(stmt, ways, model)
            is_mild = is_end and library_at(model, stmt) == "asyncio"
            is_decided = caught != "base" and handling.raises_in_one_case()
            is_mild |= is_decided or cleans_up(stmt, model) or is_said_to_be_meant(model, handler)
            yield _finding(handler, word, caught, ways, is_mild, model)
        return


def _comes_to_its_end(stmt: ast.Try | ast.TryStar, ways: set[Way], model: SemanticModel) -> bool:
    """Whether the function waits for nothing more, or is a task's own that only cleans up."""
    return ends_function(stmt, ways, model) or ends_task_after_all(stmt, ways, model)


def _is_meant(
    stmt: ast.Try | ast.TryStar, handling: Handling, ways: set[Way], model: SemanticModel
) -> bool:
    if (
        handling.knows_better()
        or handling.hands_on()
        or (ways and any(is_raised_later(stmt, left, model) for left in handling.answers()))
    ):
        return True
    is_answer = ways == {"return"} and returns_answer(handling.handler, model)
    if is_answer or is_of_others(stmt.body, handling.handler.lineno, model):
        return True
    if is_run_as_test(model, model.scope_of(stmt)):
        return True  # nobody cancels a test: the error comes from what is tested
    if is_raised_by_flag(handling.handler, model) or is_raised_by_callers(stmt, model):
        return True
    if library_at(model, stmt) != "asyncio" or not ways:
        return False
    return ends_task(stmt, ways, model) or is_skipped_alone(stmt, model)


def _finding(
    handler: ast.ExceptHandler,
    word: str,
    caught: str,
    ways: set[Way],
    is_mild: bool,
    model: SemanticModel,
) -> Finding:
    shown = word if handler.type is None else f"{word} {unparsed(handler.type)}"
    fix = None
    advice = "raise it again at the end"
    if caught == "base":
        name = cancellation_class(handler, model)
        advice = f"write '{word} {name}: raise' before it"
        if can_catch_errors(handler, name, model):
            advice = f"catch Exception, or {advice}"
        fix = leave_alone(handler, name, model) if word == "except" else None
    elif ways == {"end"}:
        fix = raise_at_end(handler, model)
    if is_awaited_when_stopped(handler, model):
        fix = None
        advice += ", and expect it where its task is cancelled and awaited"
    severity = Severity.NOTE if is_mild else None
    return rule.finding(handler, fix=fix, severity=severity, handler=shown, advice=advice)
