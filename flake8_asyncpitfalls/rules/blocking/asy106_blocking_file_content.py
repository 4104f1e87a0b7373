"""Reading or writing a file on the event loop.

## What it does
Reports the reading and writing of files in a coroutine context.

It knows `open`, `io.open`, `Path.open`, `Path.read_text` and its siblings, reads and writes on a
file that was opened so, `json.load`, `pickle.load`, `tomllib.load`, `yaml.safe_load` of a file,
compressed files and archives, `shutil.copyfileobj`, the readers and writers of pandas and polars,
`numpy.load` and `numpy.save`.

Files in memory (`io.BytesIO`), and the asynchronous files of aiofiles, anyio and trio are left
alone.

## Why it hurts
A disk may be busy, a network drive may be away, a file may be large. The event loop waits for it.

## Example
```python
from pathlib import Path

async def load(path: Path):
    return path.read_text()
```

## Instead
```python
import asyncio
from pathlib import Path

async def load(path: Path):
    return await asyncio.to_thread(path.read_text)
```

## Fix safety
Safe for `Path.read_text` and `read_bytes`, which open, read and close in one call: they do the same
in a thread; for `write_text` and `write_bytes` where the file has a new name, unsafe otherwise,
because others may see it half written. Where another function of the project writes what is read
here, or reads what is written, and no asyncio lock keeps the two apart, there is no fix. Other calls
on plain values are offloaded as unsafe. A `with open(...)` block becomes `async with` on a file of
aiofiles, anyio or trio, as unsafe, when the file imports one of these, the project depends on one or
`asy-file-library` names it, and when all that the block does with the file can be awaited. Any other
open file has no fix: do the whole of it in one function and offload that.

## Like
flake8-async ASYNC230, ASYNC231 and ASYNC232, ruff ASYNC230, Sonar S7493.
"""

from __future__ import annotations

from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.blocking._checks import DIRECT, direct

rule = Rule(
    code="ASY106",
    name="blocking-file-content",
    severity=Severity.NOTE,
    message=DIRECT,
    fixable="safe or unsafe",
)
rule.check_effect("file")(direct(rule))
