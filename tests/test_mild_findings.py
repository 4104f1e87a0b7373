"""Findings that weigh less where hardly anything follows from them, and those beside them that do not."""

from __future__ import annotations

from textwrap import dedent

import pytest

from flake8_asyncpitfalls.lint import lint_source
from flake8_asyncpitfalls.settings import Settings

HEAD = "import asyncio, contextlib, anyio, trio\n"
CASES = {
    "rounds of a key that take no longer than a file, unless a loop makes many keys": (
        """
        import hashlib
        ROUNDS = 100_000
        def derive(key):
            return hashlib.pbkdf2_hmac("sha256", key, b"salt", ROUNDS)
        def derive_for_good(key):
            return hashlib.pbkdf2_hmac("sha256", key, b"salt", 600_000)
        def derive_all(keys):
            for key in keys:
                hashlib.pbkdf2_hmac("sha256", key, b"salt", ROUNDS)
        async def f(key):
            hashlib.pbkdf2_hmac("sha256", key, b"salt", 100_000)
            return derive(key)
        async def g(key):
            return derive_for_good(key)
        async def h(keys):
            derive_all(keys)
        async def start(key):
            derive(key)
        if __name__ == "__main__":
            asyncio.run(start(b"key"))
        """,
        ["ASY111 note", "ASY161 note", "ASY161 warning", "ASY161 warning"],
    ),
    "a question in a module that starts nothing, unless a connection is held open meanwhile": (
        """
        import websockets
        @contextlib.asynccontextmanager
        async def wallet(path):
            yield path
        async def send(path, client):
            async with wallet(path):
                await client.send(input("sure? "))
        async def talk():
            async with websockets.connect("ws://x") as socket:
                await socket.send(input("> "))
        """,
        ["ASY109 note", "ASY109 warning"],
    ),
    "what is written into a pipe, and the wait for what comes out of it": (
        """
        from multiprocessing.connection import Connection
        class Worker:
            def __init__(self, pipe: Connection):
                self.pipe = pipe
            def tell(self, text):
                self.pipe.send(text)
            def ask(self):
                return self.pipe.recv()
        async def f(worker: Worker):
            worker.tell("go on")
        async def g(worker: Worker):
            return worker.ask()
        """,
        ["ASY160 note", "ASY160 warning"],
    ),
    "a question in a module that starts tasks": (
        """
        async def talk(client):
            async with client:
                await client.send(input("> "))
        async def start(client, jobs):
            jobs.add(asyncio.create_task(client.listen()))
        """,
        ["ASY109 warning"],
    ),
    "a pause that only follows a failure, unless others pause in any case": (
        """
        import time
        def again(job):
            try:
                job.look()
            except OSError:
                time.sleep(5)
        def counted(job):
            for attempt in range(3):
                if job.is_lost:
                    time.sleep(attempt)
                    continue
                return job.look()
        def polled(job):
            while True:
                if job.is_late:
                    time.sleep(5)
                    continue
                return job.look()
        def again_and_later(job):
            again(job)
            later(job)
        def later(job):
            time.sleep(1)
        async def e(job):
            again_and_later(job)
        async def f(job):
            again(job)
        async def g(job):
            counted(job)
        async def h(job):
            polled(job)
        async def i(job):
            try:
                job.look()
            except OSError:
                time.sleep(5)
        """,
        ["ASY151 warning", "ASY151 note", "ASY151 note", "ASY151 warning", "ASY101 warning"],
    ),
    "a task that is over at its first step, unless what it does stands for something else": (
        """
        async def publish(texts):
            texts.append("started")
        async def publish_later(texts):
            await asyncio.sleep(1)
            texts.append("started")
        async def planned(texts):
            pass
        async def f(texts):
            asyncio.create_task(publish(texts))
            asyncio.create_task(publish_later(texts))
            asyncio.create_task(planned(texts))
        """,
        ["ASY401 note", "ASY401 error", "ASY401 error"],
    ),
    "a property that an object keeps, unless the object is made here": (
        """
        import functools, requests
        class Provider:
            @functools.cached_property
            def config(self):
                return requests.get("u").json()
            @property
            def issuer(self):
                return self.config["issuer"]
            @property
            def status(self):
                return requests.get("u").json()
        async def f(provider: Provider):
            print(provider.config)
        async def g(provider: Provider):
            print(provider.issuer)
        async def h(provider: Provider):
            print(provider.status)
        async def i():
            provider = Provider()
            print(provider.config)
        """,
        ["ASY152 note", "ASY152 note", "ASY152 warning", "ASY152 warning"],
    ),
    "a shield without a time around code that never waits": (
        """
        async def f(log):
            with anyio.CancelScope(shield=True):
                log("stopped")
        async def g(log):
            with anyio.move_on_after(5):
                log("stopped")
        async def h(log):
            with trio.CancelScope(deadline=trio.current_time() + 5, shield=True):
                log("stopped")
        """,
        ["ASY504 note", "ASY504 warning", "ASY504 warning"],
    ),
    "the class of cancellations in a variable of a coroutine": (
        """
        CANCELLED = anyio.get_cancelled_exc_class()
        async def f(session):
            cancelled = anyio.get_cancelled_exc_class()
            try:
                await session.get()
            except cancelled:
                raise
        """,
        ["ASY507 error", "ASY604 error", "ASY507 note"],
    ),
    "a timeout made before its block": (
        """
        async def f(session, context):
            limit = asyncio.timeout(5)
            context.deadline = asyncio.get_running_loop().time() + 5
            try:
                async with limit:
                    await session.get()
            except TimeoutError:
                await session.close()
        async def g(session):
            limit = asyncio.timeout(5)
            await session.connect()
            async with limit:
                await session.get()
        async def h(session):
            limit = asyncio.timeout(5)
            if session.is_new:
                await session.connect()
            if session:
                async with limit:
                    await session.get()
        """,
        ["ASY507 note", "ASY507 error", "ASY507 error"],
    ),
    "a cancellation that is swallowed while the function ends": (
        """
        async def f(session):
            try:
                await session.run()
            finally:
                try:
                    await session.close()
                except BaseException:
                    print("not closed")
                with contextlib.suppress(BaseException):
                    await session.wait_closed()
                await session.log("closed")
        async def g(session):
            while True:
                try:
                    await session.run()
                finally:
                    try:
                        await session.close()
                    except BaseException:
                        print("not closed")
                    with contextlib.suppress(BaseException):
                        await session.wait_closed()
        async def h(session):
            try:
                await session.close()
            except BaseException:
                print("not closed")
            await session.log("closed")
        """,
        ["ASY501 note", "ASY502 note", "ASY501 error", "ASY502 error", "ASY501 error"],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_follows_decides_how_much_it_weighs(case: str) -> None:
    text, expected = CASES[case]
    data = (HEAD + dedent(text)).encode()
    findings = lint_source("app.py", data, Settings())
    assert [f"{one.code} {one.severity}" for one in findings] == expected


def test_a_short_sleep_weighs_less_where_nothing_can_be_awaited() -> None:
    text = dedent("""\
        import asyncio, time
        class Reader:
            def start(self):
                asyncio.get_running_loop().add_reader(self.fd, self.on_change)
            def on_change(self):
                seconds = 0.001
                time.sleep(seconds)
            async def wait(self):
                time.sleep(0.001)
        def long():
            time.sleep(1)
        async def start(loop: asyncio.AbstractEventLoop):
            loop.call_soon(long)
        """)
    found = lint_source("app.py", text.encode(), Settings())
    assert [(one.span.line, str(one.severity)) for one in found if one.code == "ASY101"] == [
        (7, "note"), (9, "warning"), (11, "warning"),
    ]  # fmt: skip


@pytest.mark.parametrize(("path", "severity"), [("test_app.py", "note"), ("app.py", "error")])
def test_a_lock_that_a_failing_test_keeps_is_a_note(path: str, severity: str) -> None:
    text = dedent("""\
        import asyncio
        async def test_waits(load):
            lock = asyncio.Lock()
            await lock.acquire()
            await load(lock)
            lock.release()
        """)
    found = lint_source(path, text.encode(), Settings())
    assert [(one.code, str(one.severity)) for one in found] == [("ASY306", severity)]


@pytest.mark.parametrize(("base", "severity"), [("commands.Cog", "note"), ("object", "warning")])
def test_what_loads_a_cog_belongs_to_the_start_without_annotation(base: str, severity: str) -> None:
    text = dedent(f"""\
        import requests
        from discord.ext import commands
        class Prices({base}):
            def __init__(self, bot):
                self.rates = requests.get("https://rates.test").json()
        async def setup(bot):
            await bot.add_cog(Prices(bot))
        """)
    found = lint_source("app.py", text.encode(), Settings())
    assert [(one.code, str(one.severity)) for one in found] == [("ASY152", severity)]
