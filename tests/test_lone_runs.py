"""Coroutines that all that is seen of them runs alone on its loop get no thread, and others do.

The lines that block are marked: ``# alone`` where the message must say that the call may stay, and no thread
is written; ``# shared`` where it is offloaded.
"""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.lint import lint_source
from flake8_asyncpitfalls.semantics.project.project import Project
from flake8_asyncpitfalls.settings import Settings

Files = dict[str, str]
COMMANDS = """
    import asyncio, inspect
    from typing import Protocol

    class PlainCommand(Protocol):
        def run(self) -> None: ...

    class AsyncCommand(Protocol):
        async def run(self) -> None: ...

    class Stage:
        my_class: type[PlainCommand | AsyncCommand]
        def __call__(self, **options):
            command: PlainCommand | AsyncCommand = self.my_class(**options)
            if inspect.iscoroutinefunction(self.my_class.run):
                made = command.run()
                assert made is not None
                asyncio.run(made)
            else:
                command.run()

    def command(name):
        def decorated(cls):
            stage = Stage()
            stage.my_class = cls
            return cls
        return decorated
    """
CASES: dict[str, Files] = {
    "jobs of a queue that runs each in a loop of its own": {
        "jobs.py": """
            import requests
            from rq.decorators import job
            from house import kept
            @job("high")
            async def notify(url):
                requests.get(url)  # alone
            async def enqueue(url):
                notify.delay(url)
            @kept
            async def told(url):
                requests.get(url)  # shared
            """,
    },
    "tasks that are over": {
        "bench.py": """
            import asyncio, requests
            async def ask(url):
                await asyncio.sleep(1)
            async def main(urls):
                tasks = []
                for url in urls:
                    tasks.append(asyncio.create_task(ask(url)))
                await asyncio.gather(*tasks)
                requests.get("u")  # alone
            async def listed(urls):
                tasks = [asyncio.create_task(ask(url)) for url in urls]
                answers = await asyncio.gather(*tasks)
                if answers:
                    requests.get("u")  # alone
            async def one(url):
                task = asyncio.create_task(ask(url))
                requests.get("u")  # shared
                await task
                requests.get("u")  # alone
            async def others(urls, others):
                tasks = [asyncio.create_task(ask(url)) for url in urls]
                await asyncio.gather(*others)
                requests.get("u")  # shared
            async def perhaps(urls):
                tasks = [asyncio.create_task(ask(url)) for url in urls]
                if urls:
                    await asyncio.gather(*tasks)
                requests.get("u")  # shared
            async def some(urls):
                tasks = [asyncio.create_task(ask(url)) for url in urls]
                await asyncio.wait(tasks, timeout=1)
                requests.get("u")  # shared
            asyncio.run(main(["u"]))
            asyncio.run(listed(["u"]))
            asyncio.run(one("u"))
            asyncio.run(others(["u"], []))
            asyncio.run(perhaps(["u"]))
            asyncio.run(some(["u"]))
            """,
    },
    "commands behind the project's own dispatch": {
        "dispatch.py": COMMANDS,
        "commands.py": """
            import requests
            from dispatch import command
            from work import fetch, watched
            @command("get")
            class GetCommand:
                async def run(self) -> None:
                    requests.get("u")  # alone
                    await fetch()
            @command("watch")
            class WatchCommand:
                async def run(self) -> None:
                    await watched()
            """,
        "work.py": """
            import asyncio, requests
            async def fetch():
                requests.get("u")  # alone
            async def watched():
                task = asyncio.create_task(tick())
                await told()
                await task
            async def told():
                requests.get("u")  # shared
            async def tick():
                requests.get("u")  # shared
            """,
    },
    "the one task of a command, kept to be cancelled": {
        "shell.py": """
            import asyncio, requests
            def main():
                async def ask():
                    requests.get("u")  # alone
                loop = asyncio.new_event_loop()
                coro = ask()
                task = loop.create_task(coro)
                try:
                    loop.run_until_complete(task)
                except KeyboardInterrupt:
                    task.cancel()
                    loop.run_until_complete(task)
            def serve(other):
                async def answer():
                    requests.get("u")  # shared
                loop = asyncio.new_event_loop()
                loop.create_task(other.run())
                task = loop.create_task(answer())
                loop.run_until_complete(task)
            def start(loop):
                async def begin():
                    requests.get("u")  # shared
                task = loop.create_task(begin())
                return task
            """,
    },
    "migrations that a script keeps in a register": {
        "migrate.py": """
            import asyncio, requests
            MIGRATIONS = {}
            def migration(version):
                def keep(function):
                    MIGRATIONS[version] = function
                    return function
                return keep
            @migration("0.2")
            async def to_second():
                requests.get("u")  # alone
            async def migrate():
                for step in MIGRATIONS.values():
                    await step()
            def main():
                asyncio.run(migrate())
            if __name__ == "__main__":
                main()
            """,
    },
    "handlers that a module keeps in a register": {
        "handlers.py": """
            import asyncio, requests
            HANDLERS = {}
            def handles(name):
                def keep(function):
                    HANDLERS[name] = function
                    return function
                return keep
            @handles("ask")
            async def ask():
                requests.get("u")  # shared
            """,
        "listener.py": """
            import asyncio, requests
            HANDLERS = {}
            def handles(name):
                def keep(function):
                    HANDLERS[name] = function
                    return function
                return keep
            @handles("ask")
            async def ask():
                requests.get("u")  # shared
            async def listen(lines):
                tasks = [asyncio.create_task(HANDLERS[line]()) for line in lines]
                await asyncio.wait(tasks)
            if __name__ == "__main__":
                asyncio.run(listen(["ask"]))
            """,
    },
    "what is held open and asks for no answer": {
        "held.py": """
            import asyncio, requests, aiosqlite, websockets
            from contextlib import AsyncExitStack
            async def main():
                async with AsyncExitStack() as stack, asyncio.timeout(60):
                    requests.get("u")  # alone
                async with aiosqlite.connect("db") as db:
                    requests.get("u")  # alone
                async with websockets.connect("ws://u") as socket:
                    requests.get("u")  # shared
            asyncio.run(main())
            """,
    },
    "a method that the constructor of its object runs": {
        "runtime.py": """
            import asyncio, requests
            class Runtime:
                def __init__(self):
                    self.loop = asyncio.new_event_loop()
                    self.loop.run_until_complete(self.setup())
                async def setup(self):
                    requests.get("u")  # alone
                async def refresh(self):
                    requests.get("u")  # shared
                async def answer(self):
                    requests.get("u")  # shared
            """,
        "serve.py": """
            import asyncio
            from runtime import Runtime
            async def serve(runtime: Runtime):
                task = asyncio.create_task(runtime.refresh())
                await runtime.answer()
                await task
            """,
    },
    "implementations of a base class, at the start of a server": {
        "plugins.py": """
            import requests
            from abc import ABC, abstractmethod
            class Plugin(ABC):
                @abstractmethod
                async def initialize(self): ...
                @abstractmethod
                async def ask(self): ...
            class Notes(Plugin):
                async def initialize(self):
                    requests.get("u")  # alone
                async def ask(self):
                    requests.get("u")  # shared
            """,
        "app.py": """
            from contextlib import asynccontextmanager
            from fastapi import FastAPI
            from plugins import Plugin
            PLUGINS: list[Plugin] = []
            @asynccontextmanager
            async def lifespan(app):
                for plugin in PLUGINS:
                    await plugin.initialize()
                yield
            app = FastAPI(lifespan=lifespan)
            @app.get("/")
            async def root():
                for plugin in PLUGINS:
                    await plugin.ask()
            """,
    },
    "what is started before, and what is over by then": {
        "main.py": """
            import asyncio, requests
            async def main(loud: bool):
                async with asyncio.TaskGroup() as group:
                    group.create_task(asyncio.sleep(1))
                await after_group()
                if loud:
                    asyncio.create_task(asyncio.sleep(1))
                else:
                    await in_other_branch()
                await after_task()
            async def after_group():
                requests.get("u")  # alone
            async def in_other_branch():
                requests.get("u")  # alone
            async def after_task():
                requests.get("u")  # shared
            asyncio.run(main(True))
            """,
    },
    "what a helper starts at once, and what a connection starts for itself": {
        "client.py": """
            import asyncio
            class Connection:
                async def listen(self):
                    while True:
                        await asyncio.sleep(1)
                async def open(self):
                    self.reader = asyncio.create_task(self.listen())
            async def connect():
                connection = Connection()
                await connection.open()
                return connection
            async def connected():
                return await connect()
            """,
        "main.py": """
            import asyncio, requests
            from client import Connection, connected
            async def ask():
                await connected()
                requests.get("u")  # alone
            async def watch():
                connection = Connection()
                await connection.open()
                requests.get("u")  # shared
            asyncio.run(ask())
            asyncio.run(watch())
            """,
    },
    "public functions of a library, and those that others keep": {
        "library/__init__.py": "from library.work import offered\n",
        "library/work.py": """
            import requests
            HANDLERS = {}
            def handler(name):
                def keep(function):
                    HANDLERS[name] = function
                    return function
                return keep
            def logged(function):
                async def wrapped(*args):
                    print("called")
                    return await function(*args)
                return wrapped
            async def offered():
                requests.get("u")  # shared
            async def own():
                requests.get("u")  # alone
            async def unused():
                requests.get("u")  # shared
            @handler("kept")
            async def kept():
                requests.get("u")  # shared
            """,
        "library/__main__.py": """
            import asyncio
            from library.work import kept, offered, own
            async def main():
                await offered()
                await own()
                await kept()
            asyncio.run(main())
            """,
    },
    "methods that a library calls": {
        "bot.py": """
            import asyncio, discord, requests, threading, unknown_library
            class Bot(discord.Client):
                async def on_message(self, message):
                    requests.get("u")  # shared
            class Reader(threading.Thread):
                def run(self):
                    asyncio.run(self.read())
                async def read(self):
                    requests.get("u")  # alone
            class Other(unknown_library.Base):
                async def read_too(self):
                    requests.get("u")  # shared
            def main(bot: Bot, other: Other):
                asyncio.run(other.read_too())
                asyncio.run(bot.on_message("x"))
            """,
    },
    "what a library offers to both worlds": {
        "brain.py": """
            import asyncio, click, requests
            class Brain:
                async def aask(self, text):
                    requests.get("u")  # shared
                    return await self._asked(text)
                async def _asked(self, text):
                    requests.get("u")  # shared
                def ask(self, text):
                    return asyncio.run(self.aask(text))
                async def load(self):
                    requests.get("u")  # alone
                def loaded(self):
                    asyncio.run(self.load())
            async def told(text):
                requests.get("u")  # alone
                return text
            @click.command()
            @click.argument("text")
            def tell(text):
                return asyncio.run(told(text))
            """,
    },
    "a program that begins again when all is done": {
        "main.py": """
            import asyncio, requests
            async def tick():
                await asyncio.sleep(1)
            async def run(config):
                requests.get("u")  # alone
                ticking = asyncio.create_task(tick())
                is_changed = await config.changed()
                ticking.cancel()
                if config.is_broken:
                    raise ValueError
                elif is_changed:
                    print("again")
                    await run(config)
            async def between(config):
                requests.get("u")  # shared
                ticking = asyncio.create_task(tick())
                if config.is_changed:
                    await between(config)
                ticking.cancel()
            async def retried(config):
                requests.get("u")  # shared
                ticking = asyncio.create_task(tick())
                try:
                    await config.changed()
                except OSError:
                    await retried(config)
            asyncio.run(run(None))
            asyncio.run(between(None))
            asyncio.run(retried(None))
            """,
    },
    "a connection that is held open": {
        "main.py": """
            import asyncio, aiohttp, requests, websockets
            async def listen(prepare):
                await prepare()
                async with websockets.connect("ws://u") as connection:
                    await answer()
                    async for message in connection:
                        requests.get("u")  # shared
                async with aiohttp.ClientSession() as session:
                    requests.get("u")  # alone
            async def answer():
                requests.get("u")  # shared
            asyncio.run(listen(None))
            """,
    },
    "coroutines handed on": {
        "main.py": """
            import asyncio, requests
            from functools import partial
            def start(coroutine):
                return asyncio.create_task(coroutine)
            async def timed(limit):
                return await asyncio.wait_for(slow(), limit)
            def made():
                return slow()
            async def slow():
                requests.get("u")  # alone
            async def given(x):
                requests.get("u")  # shared
            async def listed():
                requests.get("u")  # shared
            async def started():
                requests.get("u")  # shared
            async def several():
                await asyncio.gather(*[listed() for _ in range(3)])
            async def register(app):
                app.add(partial(given, 1))
                await start(started())
            async def others():
                await made()
            asyncio.run(timed(3))
            asyncio.run(others())
            asyncio.run(several())
            asyncio.run(register(None))
            """,
    },
}


@pytest.mark.parametrize("case", CASES)
def test_what_runs_alone_gets_no_thread(case: str, tmp_path: Path) -> None:
    paths = []
    for name, text in CASES[case].items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(dedent(text).lstrip())
        paths.append(path)
    (tmp_path / "pyproject.toml").write_text("[project]\nrequires-python = '>=3.11'\n")
    settings = Settings()
    project = Project.for_files(paths, settings, None)
    for path in paths:
        lines = path.read_text().splitlines()
        found = {
            finding.span.line: finding
            for finding in lint_source(str(path), path.read_bytes(), settings, project)
            if finding.code == "ASY102"
        }
        said = {
            line: "alone" if "so it may stay" in finding.message else "shared"
            for line, finding in found.items()
        }
        marked = {
            number: line.rpartition("# ")[2]
            for number, line in enumerate(lines, 1)
            if "requests.get(" in line
        }
        assert said == marked, path.name
        for line, word in marked.items():
            assert (found[line].fix is None) is (word == "alone")
            is_note = found[line].severity is Severity.NOTE
            assert is_note is (word == "alone")
