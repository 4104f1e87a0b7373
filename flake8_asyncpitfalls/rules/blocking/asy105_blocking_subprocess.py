"""A subprocess that the event loop waits for.

## What it does
Reports what starts a process or waits for one in a coroutine context.

That is `subprocess.run`, `call`, `check_call`, `check_output` and `getoutput`, `Popen` and its
`wait` and `communicate`, `os.system`, `os.popen`, `os.wait*` (not with `os.WNOHANG`), `os.spawn*`
that wait, `sh`, `plumbum` and `invoke`.

## Why it hurts
A process may take any time, and starting one takes milliseconds by itself. The event loop stands
still meanwhile.

## Example
```python
import subprocess

async def version():
    return subprocess.run(["git", "--version"], capture_output=True).stdout
```

## Instead
```python
import asyncio

async def version():
    process = await asyncio.create_subprocess_exec(
        "git", "--version", stdout=asyncio.subprocess.PIPE
    )
    output, _ = await process.communicate()
    return output
```

## Fix safety
Safe for the functions that run a process to its end and return a plain result: they do the same
in a thread. A `Popen` whose every use asyncio has too becomes a process of asyncio, timeouts and
text included; waiting for others goes to a thread. A person should look at both.

## Like
flake8-async ASYNC220, ASYNC221 and ASYNC222, ruff ASYNC220, ASYNC221 and ASYNC222, Sonar S7487 and
S7489.
"""

from __future__ import annotations

from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.blocking._checks import DIRECT, direct

rule = Rule(
    code="ASY105",
    name="blocking-subprocess",
    severity=Severity.WARNING,
    message=DIRECT,
    fixable="safe or unsafe",
)
rule.check_effect("subprocess")(direct(rule))
