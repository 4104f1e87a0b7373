"""Walking, copying or deleting many files on the event loop.

## What it does
Reports calls that go through directories or copy files in a coroutine context.

That is `os.listdir`, `os.walk`, `os.scandir`, `glob`, `Path.iterdir`, `Path.glob` and
`Path.rglob`, `shutil.rmtree`, `shutil.copy*`, `shutil.move`, `shutil.make_archive`, the makers of
temporary files and directories, `os.makedirs`.

What lists or deletes files is a note, what copies or packs their contents a warning.

Looking at a single path (`exists`, `stat`) is the business of the optional rule ASY904.

## Why it hurts
The time grows with what lies on the disk. A directory of a few files in development may hold a
hundred thousand in production, and the event loop waits for all of them.

## Example
```python
import shutil

async def clean(folder):
    shutil.rmtree(folder)
```

## Instead
```python
import asyncio
import shutil

async def clean(folder):
    await asyncio.to_thread(shutil.rmtree, folder)
```

## Fix safety
Safe for functions of modules that take and return plain values: they do the same in a thread.
To make a folder has no fix: that is no more than a few system calls. Nor has a call beside which one
that takes as long would stay on the loop, with no wait between the two.
Unsafe for walks, whose work happens while somebody goes over them: the thread makes the list. A
loop that tells `os.walk` where to go on has no fix: put the whole of it into a function.

## Like
flake8-async ASYNC240 in part; nothing in other linters.
"""

from __future__ import annotations

from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.blocking._checks import DIRECT, direct

rule = Rule(
    code="ASY107",
    name="blocking-filesystem-tree",
    severity=Severity.WARNING,
    message=DIRECT,
    fixable="safe or unsafe",
)
rule.check_effect("filesystem")(direct(rule))
