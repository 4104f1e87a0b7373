"""Waiting for a person on the event loop.

## What it does
Reports what waits for the keyboard in a coroutine context.

That is `input`, `getpass.getpass`, reading `sys.stdin`, the prompts of click, typer, rich and
questionary, and the debugger (`breakpoint`, `pdb.set_trace`).

## Why it hurts
People take seconds or never answer. No other task runs until they do.

## Example
```python
async def ask():
    return input("Name: ")
```

## Instead
```python
import asyncio

async def ask():
    return await asyncio.to_thread(input, "Name: ")
```

## Fix safety
Unsafe: the thread goes on waiting for the keyboard when the coroutine is cancelled, and the program
waits for it at its end, so that Ctrl-C takes effect with the next line. The debugger has no fix.

## Like
flake8-async ASYNC250, ruff ASYNC250, Sonar S7501.
"""

from __future__ import annotations

from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.blocking._checks import DIRECT, direct

rule = Rule(
    code="ASY109",
    name="blocking-input",
    severity=Severity.WARNING,
    message=DIRECT,
    fixable="unsafe",
)
rule.check_effect("input")(direct(rule))
