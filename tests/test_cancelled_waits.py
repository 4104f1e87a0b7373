"""What a new wait would break in programs that run: shown with the wait, and not by what the fixer writes."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fixing import fix_until_stable

from flake8_asyncpitfalls.settings import Settings

_IN_THREAD = "await asyncio.to_thread({})"
_REMOVED = """\
import asyncio, tempfile
from pathlib import Path

async def run(write, fetch):
    with tempfile.TemporaryDirectory() as folder:
        stage = Path(folder) / "stage"
        await fetch(stage)
        stage.write_bytes(b"new")
"""
_SENT_AGAIN = """\
import asyncio
from pathlib import Path

async def run(queue, send, log: Path):
    message = queue.pop()
    try:
        await send(message)
        log.write_bytes(message)
    except asyncio.CancelledError:
        queue.append(message)
        raise
"""
_GREETED = """\
import asyncio
from pathlib import Path

class Connection:
    def __init__(self):
        self.sent = []
    async def send(self, text):
        self.sent.append(text)

known = set()

async def run(connection: Connection, path: Path):
    known.add(connection)
    await connection.send(path.read_text())
"""
_CALLS = {
    _REMOVED: ('stage.write_bytes(b"new")', 'stage.write_bytes, b"new"'),
    _SENT_AGAIN: ("log.write_bytes(message)", "log.write_bytes, message"),
    _GREETED: ("path.read_text()", "path.read_text"),
}


def _names_of(text: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    exec(text, found)
    return found


def _with_wait(text: str) -> str:
    call, given = _CALLS[text]
    assert call in text
    return text.replace(call, _IN_THREAD.format(given))


def _fixed(text: str) -> str:
    return fix_until_stable("m.py", text.encode(), Settings(), unsafe=True).decode()


class _SlowFile:
    """A file of which the writing ends, in a thread, when it is let go."""

    def __init__(self) -> None:
        self.is_begun, self.is_let_go = threading.Event(), threading.Event()

    def write_bytes(self, data: bytes) -> None:
        self.is_begun.set()
        if threading.current_thread() is not threading.main_thread():
            self.is_let_go.wait(5)


@pytest.mark.parametrize(("change", "times"), [(_with_wait, 2), (_fixed, 1)])
def test_what_was_sent_is_not_put_back_to_be_sent_again(
    change: Callable[[str], str], times: int
) -> None:
    run, sent = _names_of(change(_SENT_AGAIN))["run"], []

    async def send(message: bytes) -> None:
        sent.append(message)

    async def main() -> None:
        queue, log = [b"one"], _SlowFile()
        task = asyncio.ensure_future(run(queue, send, log))
        while not log.is_begun.is_set():
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait([task])
        log.is_let_go.set()
        if queue:
            await run(queue, send, log)

    asyncio.run(main())
    assert len(sent) == times


@pytest.mark.parametrize(("change", "first"), [(_with_wait, "news"), (_fixed, "hello")])
def test_nobody_sends_before_the_greeting(
    tmp_path: Path, change: Callable[[str], str], first: str
) -> None:
    names = _names_of(change(_GREETED))
    (tmp_path / "greeting").write_text("hello")

    async def tell_all() -> None:
        while not names["known"]:
            await asyncio.sleep(0)
        for connection in names["known"]:
            await connection.send("news")

    async def main() -> list[str]:
        connection = names["Connection"]()
        teller = asyncio.create_task(tell_all())
        await names["run"](connection, tmp_path / "greeting")
        await teller
        return list(connection.sent)

    assert asyncio.run(main())[0] == first


@pytest.mark.parametrize(("change", "is_there"), [(_with_wait, True), (_fixed, False)])
def test_no_thread_writes_where_the_folder_was_removed(
    monkeypatch: pytest.MonkeyPatch, change: Callable[[str], str], is_there: bool
) -> None:
    begun, let_go = threading.Event(), threading.Event()
    failed: list[OSError] = []
    write_bytes = Path.write_bytes

    def slow(path: Path, data: bytes) -> int:
        begun.set()
        if threading.current_thread() is not threading.main_thread():
            let_go.wait(5)
        try:
            return write_bytes(path, data)
        except OSError as error:
            failed.append(error)
            raise

    monkeypatch.setattr(Path, "write_bytes", slow)
    run = _names_of(change(_REMOVED))["run"]

    async def fetch(path: Path) -> None:
        pass

    async def main() -> None:
        task = asyncio.ensure_future(run(None, fetch))
        while not begun.is_set():
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait([task])
        let_go.set()

    asyncio.run(main())
    assert bool(failed) is is_there
