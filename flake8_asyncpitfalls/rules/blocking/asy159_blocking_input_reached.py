"""Waiting for a person behind helper functions.

## What it does
Reports calls in a coroutine context that reach a prompt or the debugger through other functions.

What counts is said at ASY109. The functions may be methods, properties, constructors or context
managers and may stand in other modules of the project; the message gives each hop with its line.

Stops where the work is handed to a thread (`asyncio.to_thread`, executors, and what
`asy-offloaders` names), at `async def`, and at calls that cannot be resolved. A `# noqa` with
this code on the blocking line of the helper silences all that reach it.

## Why it hurts
No task runs until the person has answered.

## Example
```python
def confirm(question):
    return input(f"{question} [y/n] ") == "y"

async def delete(name):
    if confirm(f"Delete {name}?"):
        ...
```

## Instead
```python
from prompt_toolkit import PromptSession

async def confirm(question):
    return await PromptSession().prompt_async(f"{question} [y/n] ") == "y"

async def delete(name):
    if await confirm(f"Delete {name}?"):
        ...
```

## Fix safety
Unsafe: an asynchronous sibling (`aask` beside `ask`) is called instead, where there is one. Nothing gets a
thread, which Ctrl-C would not end (ASY109).

## Like
Nothing in other linters: they look at one function at a time.
"""

from __future__ import annotations

from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.blocking._checks import REACHED, reached

rule = Rule(
    code="ASY159",
    name="blocking-input-reached",
    severity=Severity.WARNING,
    message=REACHED,
    fixable="unsafe",
)
rule.check_effect("input", reached=True)(reached(rule))
