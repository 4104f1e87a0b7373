"""Mistakes of a tutorial: each as it slips into a listing, in our words, and the rule that finds it.

The programs are small and look right. All findings of the recommended set must be marked, and the
repaired program beside each has none.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

import pytest
from marking import MarkedFile, differences, settings_from

from flake8_asyncpitfalls.lint import lint_source


@dataclass(frozen=True)
class Mistake:
    """*wrong* has marks, *right* is the same without the mistake; *enable* names opt rules."""

    wrong: str
    right: str
    enable: tuple[str, ...] = ()
    target: str = "3.12"


MISTAKES = {
    "the task that resolves a future has no reference": Mistake(
        """
        import asyncio

        async def main():
            letter = asyncio.get_running_loop().create_future()

            async def deliver():
                await asyncio.sleep(1)
                letter.set_result("hello")

            asyncio.create_task(deliver())  # ASY401: 4
            print(await letter)
        """,
        """
        import asyncio

        async def main():
            letter = asyncio.get_running_loop().create_future()

            async def deliver():
                await asyncio.sleep(1)
                letter.set_result("hello")

            postman = asyncio.create_task(deliver())
            print(await letter)
            await postman
        """,
    ),
    "the running loop is asked for before one runs": Mistake(
        """
        import asyncio

        running = asyncio.get_running_loop()  # ASY604: 10
        print(running.is_running())
        """,
        """
        import asyncio

        async def main():
            running = asyncio.get_running_loop()
            print(running.is_running())
        """,
    ),
    "a policy is looked at, which goes away": Mistake(
        """
        import asyncio

        print(asyncio.get_event_loop_policy())  # ASY605: 6
        """,
        """
        import asyncio

        with asyncio.Runner() as runner:
            print(runner.get_loop())
        """,
        target="3.14",
    ),
    "a loop is made, set, run and closed for one coroutine": Mistake(
        """
        import asyncio

        async def greet():
            await asyncio.sleep(1)
            return "hello"

        mine = asyncio.new_event_loop()  # ASY606: 7
        asyncio.set_event_loop(mine)
        try:
            print(mine.run_until_complete(greet()))
        finally:
            mine.close()
        """,
        """
        import asyncio

        async def greet():
            await asyncio.sleep(1)
            return "hello"

        print(asyncio.run(greet()))
        """,
    ),
    "a coroutine is printed at the top of a module": Mistake(
        """
        import asyncio

        async def measure():
            await asyncio.sleep(0.1)
            return 7

        print(type(measure()))  # ASY202: 11
        """,
        """
        import asyncio

        async def measure():
            await asyncio.sleep(0.1)
            return 7

        print(type(asyncio.run(measure())))
        """,
    ),
    "asyncio.run inside a coroutine, for debug mode": Mistake(
        """
        import asyncio

        async def show():
            async def part():
                await asyncio.sleep(1)

            asyncio.run(part(), debug=True)  # ASY601: 4
        """,
        """
        import asyncio

        async def show():
            async def part():
                await asyncio.sleep(1)

            await part()

        asyncio.run(show(), debug=True)
        """,
    ),
    "a coroutine is made only to be shown": Mistake(
        """
        import asyncio

        async def show():
            nap = asyncio.sleep(1)  # ASY203: 10
            print(f"not awaited: {nap}")  # ASY202: 26
            await asyncio.sleep(0)
        """,
        """
        import asyncio

        async def show():
            nap = asyncio.sleep(1)
            nap.close()
            await asyncio.sleep(0)
        """,
    ),
    "a forgotten await, and the type of the result": Mistake(
        """
        async def show(load):
            async def value():
                return await load()

            found = value()  # ASY202: 12
            print(type(found))
            print(await value())
        """,
        """
        async def show(load):
            async def value():
                return await load()

            found = await value()
            print(type(found))
            print(await value())
        """,
    ),
    "a lock that nobody shares, called the right one": Mistake(
        """
        import asyncio

        async def book_seat():
            door = asyncio.Lock()  # ASY303: 11
            async with door:
                await asyncio.sleep(1)
        """,
        """
        import asyncio

        door = asyncio.Lock()

        async def book_seat():
            async with door:
                await asyncio.sleep(1)
        """,
    ),
    "a thread lock across an await": Mistake(
        """
        import asyncio
        import threading

        async def book_seat():
            door = threading.Lock()
            with door:  # ASY301: 4
                await asyncio.sleep(1)
        """,
        """
        import asyncio

        door = asyncio.Lock()

        async def book_seat():
            async with door:
                await asyncio.sleep(1)
        """,
    ),
    "a PostgreSQL connection that an error leaves open": Mistake(
        """
        import asyncpg

        async def store(name):
            db = await asyncpg.connect("postgresql://localhost/guests")  # ASY702: 15
            await db.execute("INSERT INTO guests VALUES ($1)", name)
            for row in await db.fetch("SELECT * FROM guests"):
                print(dict(row))
            await db.close()
        """,
        """
        import asyncpg

        async def store(name):
            db = await asyncpg.connect("postgresql://localhost/guests")
            try:
                await db.execute("INSERT INTO guests VALUES ($1)", name)
                for row in await db.fetch("SELECT * FROM guests"):
                    print(dict(row))
            finally:
                await db.close()
        """,
    ),
    "a MySQL connection that an error leaves open": Mistake(
        """
        import aiomysql

        async def show():
            db = await aiomysql.connect(host="localhost", db="guests")  # ASY702: 15
            async with db.cursor() as cursor:
                await cursor.execute("SELECT * FROM guests LIMIT 10")
                print(len(await cursor.fetchall()))
            db.close()
        """,
        """
        import aiomysql

        async def show():
            db = await aiomysql.connect(host="localhost", db="guests")
            try:
                async with db.cursor() as cursor:
                    await cursor.execute("SELECT * FROM guests LIMIT 10")
                    print(len(await cursor.fetchall()))
            finally:
                db.close()
        """,
    ),
    "a client for each request of a web service": Mistake(
        """
        import aiohttp
        from fastapi import FastAPI

        app = FastAPI()

        @app.get("/weather")
        async def weather():
            async with aiohttp.ClientSession() as session:  # ASY701: 15
                async with session.get("https://example.org/weather") as response:
                    return await response.json()
        """,
        """
        from contextlib import asynccontextmanager

        import aiohttp
        from fastapi import FastAPI, Request

        @asynccontextmanager
        async def lifespan(app):
            async with aiohttp.ClientSession() as session:
                app.state.session = session
                yield

        app = FastAPI(lifespan=lifespan)

        @app.get("/weather")
        async def weather(request: Request):
            async with request.app.state.session.get("https://example.org/weather") as response:
                return await response.json()
        """,
    ),
    "a monitor on a loop that never runs": Mistake(
        """
        import asyncio

        import aiomonitor

        async def main():
            await asyncio.sleep(10)

        with aiomonitor.start_monitor(loop=asyncio.new_event_loop()):  # ASY611: 35
            asyncio.run(main())
        """,
        """
        import asyncio

        import aiomonitor

        async def main():
            with aiomonitor.start_monitor(loop=asyncio.get_running_loop()):
                await asyncio.sleep(10)

        asyncio.run(main())
        """,
    ),
    "a signal handler that resolves a future twice": Mistake(
        """
        import asyncio
        import signal

        async def serve(handle):
            server = await asyncio.start_server(handle, "127.0.0.1", 8000)
            loop = asyncio.get_running_loop()
            end = loop.create_future()
            loop.add_signal_handler(signal.SIGTERM, end.set_result, None)  # ASY608: 44
            loop.add_signal_handler(signal.SIGINT, end.set_result, None)  # ASY608: 43
            async with server:
                await end
        """,
        """
        import asyncio
        import signal

        async def serve(handle):
            server = await asyncio.start_server(handle, "127.0.0.1", 8000)
            loop = asyncio.get_running_loop()
            end = asyncio.Event()
            loop.add_signal_handler(signal.SIGTERM, end.set)
            loop.add_signal_handler(signal.SIGINT, end.set)
            async with server:
                await end.wait()
        """,
    ),
    "join waits for sentinels that nobody takes": Mistake(
        """
        import asyncio

        async def produce(queue):
            for number in range(10):
                await queue.put(number)
            await queue.put(None)

        async def consume(queue):
            while True:
                item = await queue.get()
                if item is None:
                    queue.task_done()
                    break
                print(item)
                queue.task_done()

        async def main():
            queue = asyncio.Queue(maxsize=5)
            producers = [asyncio.create_task(produce(queue)) for _ in range(2)]
            consumers = [asyncio.create_task(consume(queue)) for _ in range(3)]
            await asyncio.gather(*producers)
            for _ in consumers:
                await queue.put(None)  # ASY411: 14
            await asyncio.gather(*consumers)
            await queue.join()
        """,
        """
        import asyncio

        async def produce(queue):
            for number in range(10):
                await queue.put(number)

        async def consume(queue):
            while True:
                item = await queue.get()
                if item is None:
                    queue.task_done()
                    break
                print(item)
                queue.task_done()

        async def main():
            queue = asyncio.Queue(maxsize=5)
            producers = [asyncio.create_task(produce(queue)) for _ in range(2)]
            consumers = [asyncio.create_task(consume(queue)) for _ in range(3)]
            await asyncio.gather(*producers)
            for _ in consumers:
                await queue.put(None)
            await asyncio.gather(*consumers)
            await queue.join()
        """,
        enable=("ASY411",),
    ),
    "the timeout error by its old name": Mistake(
        """
        import asyncio

        async def show(slow):
            try:
                print(await asyncio.wait_for(slow(), timeout=2))
            except asyncio.TimeoutError:  # ASY508: 11
                print("too slow")
        """,
        """
        import asyncio

        async def show(slow):
            try:
                print(await asyncio.wait_for(slow(), timeout=2))
            except TimeoutError:
                print("too slow")
        """,
    ),
    "a background task is cancelled and left alone": Mistake(
        """
        import asyncio

        async def blink():
            while True:
                await asyncio.sleep(1)

        async def watch():
            light = asyncio.create_task(blink())
            await asyncio.sleep(10)
            light.cancel()  # ASY410: 4
        """,
        """
        import asyncio

        async def blink():
            while True:
                await asyncio.sleep(1)

        async def watch():
            light = asyncio.create_task(blink())
            await asyncio.sleep(10)
            light.cancel()
            await asyncio.gather(light, return_exceptions=True)
        """,
    ),
    "blocking calls that an async def hides": Mistake(
        """
        import time

        async def nap():
            time.sleep(5)  # ASY101: 4

        async def load():
            import requests
            requests.get("https://example.org", timeout=5)  # ASY102: 4
        """,
        """
        import asyncio

        async def nap():
            await asyncio.sleep(5)

        async def load():
            import requests
            await asyncio.to_thread(requests.get, "https://example.org", timeout=5)
        """,
    ),
    "fifty requests start at once": Mistake(
        """
        import asyncio

        async def load_all(fetch, urls):
            return await asyncio.gather(*[fetch(url) for url in urls])  # ASY916: 17
        """,
        """
        import asyncio

        async def load_all(fetch, urls):
            limit = asyncio.Semaphore(5)

            async def load(url):
                async with limit:
                    return await fetch(url)

            return await asyncio.gather(*[load(url) for url in urls])
        """,
        enable=("ASY916",),
    ),
    "the others go on after gather has failed": Mistake(
        """
        import asyncio

        async def load(fetch):
            return await asyncio.gather(fetch("users"), fetch("posts"))  # ASY908: 17
        """,
        """
        import asyncio

        async def load(fetch):
            async with asyncio.TaskGroup() as group:
                users, posts = group.create_task(fetch("users")), group.create_task(fetch("posts"))
            return users.result(), posts.result()
        """,
        enable=("ASY908",),
    ),
    "a library that nobody maintains any more": Mistake(
        """
        from motor.motor_asyncio import AsyncIOMotorClient  # ASY917: 0

        clients = [AsyncIOMotorClient("mongodb://localhost:27017")]
        """,
        """
        from pymongo import AsyncMongoClient

        clients = [AsyncMongoClient("mongodb://localhost:27017")]
        """,
        enable=("ASY917",),
    ),
    "the thread pool by hand where to_thread does it": Mistake(
        """
        import asyncio

        async def show(work):
            loop = asyncio.get_running_loop()
            print(await loop.run_in_executor(None, work, 10**7))  # ASY609: 16
        """,
        """
        import asyncio

        async def show(work):
            print(await asyncio.to_thread(work, 10**7))
        """,
        enable=("ASY609",),
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES.keys())
def test_mistake_is_found_and_its_repair_is_not(mistake: Mistake, tmp_path: Path) -> None:
    settings = settings_from({"enable": mistake.enable, "target_version": mistake.target})
    for name, text in (("wrong.py", mistake.wrong), ("right.py", mistake.right)):
        path = tmp_path / name
        path.write_text(dedent(text), encoding="utf-8")
        file = MarkedFile.read(path)
        assert bool(file.marks) is (name == "wrong.py")
        compile(file.data, name, "exec")
        assert differences(file, lint_source(str(path), file.data, settings)) == [], name
