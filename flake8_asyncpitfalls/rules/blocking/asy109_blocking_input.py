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
from prompt_toolkit import PromptSession

async def ask():
    return await PromptSession().prompt_async("Name: ")
```

## Fix safety
Unsafe: the coroutine of the same object is awaited (`prompt_async`, `ask_async`), so that others run while
the person thinks. Nothing gets a thread: `asyncio.run` waits at its end for the thread that waits for the
keyboard, and Ctrl-C takes effect with the next line. Without such a library, `loop.add_reader(sys.stdin,
...)` calls a function as soon as there is a line, where it is a terminal or a pipe and the system is no
Windows. Under trio, `abandon_on_cancel=True` leaves the thread behind.

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
