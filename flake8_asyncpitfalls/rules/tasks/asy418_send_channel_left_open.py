"""The sending end of a memory channel that nobody closes, and a receiver that waits for its end.

## What it does
Reports, for `trio.open_memory_channel` and `anyio.create_memory_object_stream`, the first `send.clone()` or
`send.send(...)` of a function that opens the channel and keeps the sending end: it neither closes it nor
hands it on, while what it hands the receiving end to goes over all of it with `async for`.

It stays silent where the function cancels something or sets a time limit, and where the receiver can leave
its loop.

## Why it hurts
The receiver's `async for` ends when every sending end is closed, the clones and the one that they were made
of. It waits for ever, and so does the nursery or task group.

## Example
```python
send, receive = trio.open_memory_channel(0)
async with trio.open_nursery() as nursery:
    for number in range(2):
        nursery.start_soon(produce, send.clone())
    nursery.start_soon(consume, receive)
```

## Instead
```python
send, receive = trio.open_memory_channel(0)
async with trio.open_nursery() as nursery:
    async with send:
        for number in range(2):
            nursery.start_soon(produce, send.clone())
    nursery.start_soon(consume, receive)
```

## Fix safety
There is no fix: where the last sender ends is for a person to say.

## Like
Nothing in other linters.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.tasks._channels import goes_over_all, opened_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_KEEPING = frozenset({"clone", "send", "send_nowait", "statistics"})
_ENDING = frozenset({"cancel", "move_on_after", "move_on_at", "fail_after", "fail_at"})

rule = Rule(
    code="ASY418",
    name="send-channel-left-open",
    severity=Severity.ERROR,
    message="{send!r} is never closed, and what goes over {receive!r} then waits for ever; use "
    "'async with {send}'",
)


@rule.check(ast.AsyncFunctionDef, mentions=(b"open_memory_channel", b"create_memory_object_stream"))
def check(function: ast.AsyncFunctionDef, model: SemanticModel) -> Iterator[Finding]:
    """A function that opens a channel, keeps the one end and hands on the other."""
    scope = model.terms.scopes[function]
    if any(node.attr in _ENDING for inner in scope.walk() for node in inner.of_type(ast.Attribute)):
        return
    for send, receive in opened_in(scope, model):
        uses = sorted(
            model.uses.reads(send, scope), key=lambda name: (name.lineno, name.col_offset)
        )
        methods = [model.parent(name) for name in uses]
        is_kept = all(isinstance(one, ast.Attribute) and one.attr in _KEEPING for one in methods)
        sent = [
            one for one in methods if isinstance(one, ast.Attribute) and one.attr != "statistics"
        ]
        if is_kept and sent and goes_over_all(receive, scope, model):
            yield rule.finding(sent[0], send=send, receive=receive)
