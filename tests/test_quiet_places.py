"""Where nothing else runs, short pauses are silent and long stalls are notes.

After what was served all are notes: ``{late}``.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from flake8_asyncpitfalls.lint import lint_source
from flake8_asyncpitfalls.settings import Settings

HEAD = """\
import asyncio, contextlib, requests, ssl, time
import click, cyclopts, discord, house, rq.decorators, textual.app, textual.screen
from aiohttp import web
from discord.ext import commands
from fastapi import FastAPI
from homeassistant.core import HomeAssistant
from mcp.server.fastmcp import FastMCP
from mcp.server.lowlevel import Server
from sanic import Sanic
"""
QUIET = {
    "lifespan": """
        @contextlib.asynccontextmanager
        async def lifespan(app):
            {quiet}
            yield
            {late}
        app = FastAPI(lifespan=lifespan)
        @contextlib.asynccontextmanager
        async def other(app):
            yield
            {loud}
        """,
    "lifespans of servers of tools": """
        @contextlib.asynccontextmanager
        async def lifespan(server):
            {quiet}
            yield
            {late}
        mcp = FastMCP("tools", lifespan=lifespan)
        @mcp.tool()
        async def tool():
            {loud}
        @contextlib.asynccontextmanager
        async def low(server):
            {quiet}
            yield
        server = Server("tools", lifespan=low)
        """,
    "lifespans of servers of tools, by the module that makes them": """
        from mcp.server.mcpserver.server import MCPServer
        import mcp.server.fastmcp.server
        class Factory:
            def make(self):
                return MCPServer("tools", lifespan=self.lifespan)
            @contextlib.asynccontextmanager
            async def lifespan(self, server):
                {quiet}
                try:
                    yield
                finally:
                    {late}
        @contextlib.asynccontextmanager
        async def older(server):
            {quiet}
            yield
        mcp.server.fastmcp.server.FastMCP(lifespan=older)
        """,
    "lifespans that a factory makes, and those set on a router": """
        def make_lifespan(url):
            @contextlib.asynccontextmanager
            async def lifespan(app):
                {quiet}
                yield
                {late}
            return lifespan
        def make_other(url):
            @contextlib.asynccontextmanager
            async def other(app):
                {loud}
                yield
            return other
        def serve(url):
            lifespan, other = None, make_other(url)
            made = make_lifespan(url)
            return FastAPI(lifespan=made)
        @contextlib.asynccontextmanager
        async def on_router(app):
            {quiet}
            yield
        @contextlib.asynccontextmanager
        async def on_something(app):
            {loud}
            yield
        app = FastAPI()
        app.router.lifespan_context = on_router
        app.state.lifespan_context = on_something
        """,
    "the end of a program": """
        async def main(server):
            task = asyncio.create_task(server.serve())
            try:
                {loud}
                await task
            finally:
                if server:
                    {late}
                print("over")
        async def not_last(server):
            await asyncio.start_server(print)
            for _ in range(3):
                try:
                    await server.wait()
                finally:
                    {loud}
        async def followed(server):
            await asyncio.start_server(print)
            try:
                await server.wait()
            finally:
                {loud}
            await server.again()
        async def of_others(server):
            try:
                await server.wait()
            finally:
                {loud}
        async def caller(server):
            await of_others(server)
        asyncio.run(main(1))
        asyncio.run(not_last(1))
        asyncio.run(followed(1))
        asyncio.run(of_others(1))
        """,
    "event handlers": """
        app = FastAPI()
        @app.on_event("startup")
        async def first():
            {quiet}
        @app.on_event("shutdown")
        async def last():
            {loud}
        """,
    "handlers of aiohttp": """
        async def first(app):
            {quiet}
        async def context(app):
            {quiet}
            yield
            {late}
        app = web.Application()
        app.on_startup.append(first)
        app.cleanup_ctx.append(context)
        """,
    "listeners of sanic": """
        app = Sanic("x")
        @app.before_server_start
        async def first(app):
            {quiet}
        @app.listener("before_server_start")
        async def second(app):
            {quiet}
        @app.listener("after_server_start")
        async def third(app):
            {loud}
        """,
    "hooks of discord": """
        class Bot(commands.Bot):
            async def setup_hook(self):
                {quiet}
            async def on_ready(self):
                {loud}
        async def setup(bot: commands.Bot):
            {quiet}
        async def setup_hook(self):
            {loud}
        """,
    "what runs before a bot of the project's own serves": """
        class Bot(commands.bot.AutoShardedBot):
            async def start(self, token):
                await self._prepare()
                {quiet}
                await self.login(token)
                await self.connect()
                {loud}
            async def _prepare(self):
                {quiet}
            async def begin(self, token):
                {loud}
                await self.connect()
        """,
    "applications of textual": """
        class Viewer(textual.app.App):
            def on_mount(self):
                {quiet}
            def on_key(self, event):
                {loud}
        class Screenful(textual.screen.Screen):
            def on_mount(self):
                {loud}
        """,
    "modules of Home Assistant": """
        async def async_setup(hass: HomeAssistant, config):
            {quiet}
        async def async_setup_entry(hass, entry):
            {loud}
        async def async_other(hass: HomeAssistant):
            {loud}
        """,
    "a command": """
        app = cyclopts.App()
        @app.command
        async def once():
            {quiet}
        """,
    "a job of a worker": """
        @rq.decorators.job("low", timeout=3)
        async def job(name):
            {quiet}
        """,
    "a command of what an unknown wrapper makes plain": """
        @click.command("clear")
        @click.argument("name")
        @house.in_own_loop
        async def clear(name):
            {quiet}
        @house.in_own_loop
        async def wrapped_alone(name):
            {loud}
        @click.command("stop")
        @house.in_own_loop
        async def stop(name):
            asyncio.create_task(asyncio.sleep(1))
            {loud}
        """,
    "a script": """
        async def main():
            {quiet}
            await step()
        async def step():
            {quiet}
        if __name__ == "__main__":
            asyncio.run(main())
        """,
    "a module that others can use": """
        __all__ = ["told"]
        async def main():
            await step()
            await again(1)
            await told()
            await _own()
        async def step():
            {quiet}
        async def again(n):
            {quiet}
            await again(n - 1)
        async def told():
            {late}
        async def _own():
            {quiet}
        def start():
            asyncio.run(main())
        """,
    "up to the first task": """
        async def main(work):
            {quiet}
            await asyncio.sleep(1)
            for _ in range(3):
                {loud}
                asyncio.get_running_loop().create_task(asyncio.sleep(1))
            {loud}
        asyncio.run(main(1))
        """,
    "after what is gathered": """
        async def main():
            await asyncio.gather(_one_of_two(), _one_of_two())
            {quiet}
            await _gather()
            {quiet}
            kept = asyncio.gather(_one_of_two(), _one_of_two())
            {loud}
            await kept
        async def _gather():
            await asyncio.gather(_one_of_two(), _one_of_two())
            {quiet}
        async def _one_of_two():
            {loud}
        asyncio.run(main())
        """,
    "after a gathered coroutine that leaves a task": """
        async def main():
            await asyncio.gather(_one_of_two(), _one_of_two())
            {loud}
        async def _one_of_two():
            asyncio.get_running_loop().create_task(asyncio.sleep(1))
        asyncio.run(main())
        """,
    "up to what serves": """
        async def main():
            {quiet}
            await asyncio.start_server(print)
            {loud}
        asyncio.run(main())
        """,
    "up to a task that a helper starts": """
        async def main():
            {quiet}
            await _work()
            {loud}
        async def _work():
            asyncio.get_running_loop().create_task(asyncio.sleep(1))
        asyncio.run(main())
        """,
    "up to what is not known": """
        async def main(client):
            {quiet}
            await client.begin()
            {late}
        asyncio.run(main(1))
        """,
    "used elsewhere as well": """
        async def main():
            {loud}
        async def other():
            await main()
        asyncio.run(main())
        """,
    "up to the first task of a coroutine that the start awaits": """
        async def main():
            await _work()
            {loud}
        async def _work():
            {quiet}
            asyncio.get_running_loop().create_task(asyncio.sleep(1))
            {loud}
        asyncio.run(main())
        """,
    "after tasks that a helper ends itself": """
        async def main(work):
            await _work(work)
            {quiet}
            async with _beside(work):
                {loud}
            {late}
        async def second(work):
            await _left(work)
            {loud}
        async def third(work):
            await _inner(work)
            {quiet}
        async def _work(work):
            task = asyncio.get_running_loop().create_task(work())
            try:
                {loud}
                await asyncio.sleep(1)
            finally:
                if not task.done():
                    task.cancel()
                    await task
        async def _left(work):
            task = asyncio.get_running_loop().create_task(work())
            try:
                await asyncio.sleep(1)
            finally:
                task.cancel()
        async def _inner(work):
            async with _beside(work):
                {loud}
        @contextlib.asynccontextmanager
        async def _beside(work):
            loop = asyncio.get_running_loop()
            tasks = [loop.create_task(work()) for _ in range(3)]
            try:
                yield
            finally:
                for task in tasks:
                    await task
        asyncio.run(main(1))
        asyncio.run(second(1))
        asyncio.run(third(1))
        """,
    "managers and generators that only the start uses": """
        async def main():
            async with _manager():
                {quiet}
            async for one in _several():
                {quiet}
            await asyncio.wait_for(_timed(), 5)
            await asyncio.gather(_one_of_two(), _one_of_two())
        @contextlib.asynccontextmanager
        async def _manager():
            {quiet}
            yield
            {quiet}
        async def _several():
            {quiet}
            yield 1
        async def _timed():
            {quiet}
        async def _one_of_two():
            {loud}
        asyncio.run(main())
        """,
    "managers and generators while something else runs": """
        async def main():
            async with _manager():
                if True:
                    asyncio.get_running_loop().create_task(asyncio.sleep(1))
        async def second():
            async for one in _several():
                asyncio.get_running_loop().create_task(asyncio.sleep(one))
        @contextlib.asynccontextmanager
        async def _manager():
            {late}
            yield
        async def _several():
            {late}
            yield 1
        asyncio.run(main())
        asyncio.run(second())
        """,
    "methods called as functions of modules are": """
        class Program:
            async def run(self):
                {quiet}
            async def gather(self):
                {loud}
        async def main(other):
            print(other.gather)
        asyncio.run(main(1))
        if __name__ == "__main__":
            asyncio.run(Program().run())
        """,
    "run by a decorator of one's own": """
        import functools
        def plain(f):
            @functools.wraps(f)
            def wrapper(*args):
                return asyncio.run(f(*args))
            return wrapper
        def either(f):
            def wrapper():
                return f() if asyncio.get_running_loop() else asyncio.run(f())
            return wrapper
        @plain
        async def once():
            {quiet}
        @either
        async def undecided():
            {loud}
        @plain
        @functools.wraps(plain)
        async def wrapped_before():
            {quiet}
        """,
    "run by a decorator over others": """
        import functools
        from beartype import beartype
        from elsewhere import unknown
        def coro(function):
            @functools.wraps(function)
            def plain(*args):
                make = functools.partial(function, *args)
                with asyncio.Runner() as runner:
                    return runner.run(make())
            return plain
        def held(function):
            def plain(*args):
                coroutine = function(*args)
                return asyncio.run(coroutine)
            return plain
        def listed(function):
            def plain(*args):
                make = functools.partial(function, *args)
                jobs.append(make)
                return asyncio.run(make())
            return plain
        def timed(function):
            async def wrapper(*args):
                print("start")
                return await function(*args)
            return wrapper
        def watched(function):
            async def wrapper(*args):
                watching = asyncio.create_task(asyncio.sleep(60))
                await function(*args)
                await watching
            return wrapper
        def connected(function):
            async def wrapper(client):
                await client.begin()
                await function(client)
            return wrapper
        jobs = []
        @coro
        @beartype
        async def checked():
            {quiet}
        @held
        async def plainly():
            {quiet}
        @coro
        @timed
        async def by_own():
            {quiet}
        @listed
        async def by_others():
            {loud}
        @coro
        @watched
        async def beside_a_task():
            {loud}
        @coro
        @connected
        async def beside_what_is_not_known():
            {late}
        @coro
        @unknown
        async def not_known():
            {late}
        """,
    "run by a function of one's own": """
        def run(coroutine):
            loop = asyncio.new_event_loop()
            return loop.run_until_complete(coroutine)
        def run_made(make):
            return asyncio.run(make())
        def keep_and_run(make, kept):
            kept.append(make)
            return asyncio.run(make())
        def run_with_cleanup(coroutine):
            async def guarded():
                try:
                    return await coroutine
                finally:
                    await clean_up()
            return asyncio.run(guarded())
        def run_beside(coroutine):
            async def guarded():
                await coroutine
            asyncio.create_task(guarded())
            return asyncio.run(clean_up())
        async def clean_up(): ...
        async def guarded_one():
            {quiet}
        async def beside_one():
            {loud}
        run_with_cleanup(guarded_one())
        run_beside(beside_one())
        async def one():
            {quiet}
        async def two(x):
            {quiet}
        async def three():
            {loud}
        run(one())
        run_made(lambda: two(1))
        keep_and_run(three, [])
        """,
    "run by a function that another Python does not need": """
        import sys
        if sys.version_info >= (3, 12):
            run = asyncio.run
            run_or_keep = asyncio.run
        else:
            def run(main, *, debug=False):
                if not asyncio.iscoroutine(main):
                    raise ValueError("no coroutine", main)
                with asyncio.Runner(debug=debug) as runner:
                    return runner.run(main)
            def run_or_keep(main):
                if is_running():
                    return asyncio.ensure_future(main)
                return asyncio.run(main)
        async def one():
            {quiet}
        async def two():
            {loud}
        run(one())
        run_or_keep(two())
        """,
    "once a process": """
        _one = _two = None
        async def get():
            global _one
            if _one is None:
                {quiet}
                _one = 1
            {loud}
        async def left_early():
            global _two
            if _two is not None:
                return _two
            {quiet}
            _two = 1
        class Holder:
            _it = None
            @classmethod
            async def get(cls):
                if not cls._it:
                    {quiet}
                    cls._it = 1
            async def own(self):
                if not self._it:
                    {loud}
                    self._it = 1
        async def never_set():
            global _one
            if _one is None:
                {loud}
        """,
    "once a process, asked in other ways": """
        _kept = dict()
        class Holder:
            every = []
            @classmethod
            async def get(cls, key):
                if len(cls.every) == 0:
                    {quiet}
                    cls.every = [1]
                if not hasattr(cls, "it"):
                    {quiet}
                    cls.it = 1
                if getattr(cls, "more", None) is None:
                    {quiet}
                    setattr(cls, "more", 1)
                if not hasattr(Holder, "last") or Holder.last is None:
                    {quiet}
                    Holder.last = 1
                if not hasattr(Holder, "next") or key is None:
                    {loud}
                    Holder.next = 1
            async def own(self):
                if not hasattr(self, "it"):
                    {loud}
                    self.it = 1
        async def entry(key):
            if "model" not in _kept:
                {quiet}
                _kept["model"] = 1
            if key not in _kept:
                {loud}
                _kept[key] = 1
        async def on_the_function():
            if hasattr(on_the_function, "cache"):
                return on_the_function.cache
            {quiet}
            on_the_function.cache = 1
        async def by_a_variable():
            one = _kept.get("one")
            if one is None:
                {quiet}
                one = _kept["one"] = 1
            other = _kept.get("other")
            if other is None:
                {loud}
                other = 1
        async def local():
            kept = dict()
            if "model" not in kept:
                {loud}
                kept["model"] = 1
        async def of_an_argument(holder):
            if not hasattr(holder, "it"):
                {loud}
                holder.it = 1
        """,
    "where a package is missing": """
        import importlib.util, sys
        async def look():
            if not importlib.util.find_spec("x"):
                command = [sys.executable, "-m", "pip", "install", "x"]
                {quiet}
            if importlib.util.find_spec("x") is None:
                {loud}
        async def catch():
            try:
                import x
            except ImportError:
                command = "pip install -U x"
                {quiet}
            except ValueError:
                command = "pip install -U x"
                {loud}
        """,
    "once a process, in a helper": """
        _one = None
        def helper():
            global _one
            if _one is None:
                {plain}
                _one = 1
        async def get():
            helper()
        """,
    "a partial that a loop of its own runs": """
        import functools
        import trio
        class App(Base):
            async def launch(self, argv):
                await self.set_up(argv)
            async def set_up(self, argv):
                await super().set_up(argv)
                {quiet}
            async def shared(self, argv):
                await super().shared(argv)
                {loud}
            async def elsewhere(self, other):
                await super().shared(other)
        async def other(argv):
            {loud}
        if __name__ == "__main__":
            app = App()
            trio.run(functools.partial(app.launch, []))
            print(functools.partial(other, []))
            register(app.shared)
        """,
}


NAMED_ELSEWHERE = {
    "run": "note", "awaited": "note", "of_module": "note", "hook": "note", "both": "warning",
    "handed_on": "warning", "kept": "warning", "never": "warning",
}  # fmt: skip
"""Functions of a module, and how bad a stall in them is by what other modules do with them."""


def severities(code: str, call: str, *, settings: Settings | None = None) -> dict[int, str]:
    """By line the severity of what is found in *code* whose places all hold *call*."""
    lines = [line[8:] for line in code.splitlines()]
    marked = {mark: f"{call}  # {mark}" for mark in ("loud", "late")}
    text = HEAD + "\n".join(lines).format(quiet=call, plain=call, **marked)
    findings = lint_source("m.py", text.encode(), settings or Settings())
    loud, late = (
        {n for n, line in enumerate(text.splitlines(), 1) if line.endswith(f"# {mark}")}
        for mark in marked
    )
    found = {
        finding.span.line: str(finding.severity) for finding in findings if finding.code[3] == "1"
    }
    assert loud | late <= found.keys(), "an ordinary place is silent"
    assert all(found[line] in ("warning" if "sleep" in call else "note") for line in loud)
    assert all(found[line] == "note" for line in late)
    return {line: severity for line, severity in found.items() if line not in loud | late}


@pytest.mark.parametrize("name", QUIET)
@pytest.mark.parametrize("call", ['open("x").read()', "ssl.create_default_context()"])
def test_short_pauses_are_silent(name: str, call: str) -> None:
    assert severities(QUIET[name], call) == {}


@pytest.mark.parametrize("name", QUIET)
def test_long_stalls_are_notes(name: str) -> None:
    found = severities(QUIET[name], "time.sleep(1)")
    assert set(found.values()) <= {"note"}
    assert found or "{quiet}" not in QUIET[name]


def test_other_modules_tell_who_calls_a_function(tmp_path: Path) -> None:
    texts = {
        "pyproject.toml": "",
        "work.py": "import time\n"
        + "".join(f"async def {name}():\n    time.sleep(1)\n" for name in NAMED_ELSEWHERE),
        "cli.py": "import asyncio, work\nfrom work import run, awaited, both as two, handed_on, kept\n"
        "async def main():\n    await awaited()\n    await two()\n    await work.of_module()\n"
        "    await kept()\n"
        "def start():\n    asyncio.run(run())\n    asyncio.run(main())\n",
        "app.py": "from fastapi import FastAPI\nfrom work import both, hook, kept\n"
        "app = FastAPI(on_startup=[hook])\n@app.get('/')\nasync def get():\n    await both()\n"
        "handlers = [kept]\n",
        "api.py": "from work import handed_on\n",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    path = tmp_path / "work.py"
    found = lint_source(str(path), path.read_bytes(), Settings())
    loud = {name: str(one.severity) for name, one in zip(NAMED_ELSEWHERE, found, strict=True)}
    assert loud == NAMED_ELSEWHERE


def test_the_user_names_functions_that_run_before_anything_is_served() -> None:
    code = """
        class App:
            async def prepare(self):
                {quiet}
            async def serve(self):
                {loud}
        """
    for name in ("prepare", "App.prepare", "m.App.prepare"):
        assert severities(code, "time.sleep(1)", settings=Settings(startup=(name,))) == {13: "note"}
    with pytest.raises(AssertionError):
        assert severities(code, "time.sleep(1)", settings=Settings(startup=("x.prepare",))) == {
            11: "note"
        }


@pytest.mark.parametrize(
    ("call", "severity"),
    [
        ("open('x')", "note"), ("os.listdir('x')", "note"), ("shutil.rmtree('x')", "note"),
        ("list(os.walk('x'))", "note"), ("shutil.copytree('x', 'y')", "warning"),
        ("shutil.make_archive('x', 'zip')", "warning"),
        ("ssl.create_default_context()", "note"), ("socket.create_connection(x)", "warning"),
        ("requests.get('x')", "warning"),
    ],
)  # fmt: skip
def test_how_long_it_takes_decides_elsewhere(call: str, severity: str) -> None:
    text = f"import os, requests, shutil, socket, ssl\nasync def f(x):\n    {call}\n"
    (finding,) = lint_source("m.py", text.encode(), Settings())
    assert finding.severity == severity


DIALOGS = """
import asyncio, getpass, sys
from aiohttp import ClientSession
from textual.app import App

async def main():
    await ask()
    await _Tool().run()
    await connected()

async def ask():
    input("?")  # note

class _Tool:
    async def run(self):
        while input("again?"):  # note
            await self.run()
        await self.beside()

    async def beside(self):
        asyncio.create_task(ask_beside())
        input("?")  # warning

async def ask_beside():
    getpass.getpass()  # warning

async def connected():
    async with ClientSession() as session:
        await session.post("u", data=input("?"))  # note

async def given(reader, writer):
    sys.stdin.readline()  # warning

def around():
    asyncio.start_server(given)
    async def inner():
        input("?")  # warning
    return inner()

class Screen(App):
    async def on_key(self):
        input("?")  # warning

asyncio.run(main())
"""


def test_a_question_at_the_terminal_keeps_nobody_where_nothing_else_is_seen() -> None:
    expected = {
        number: line.rpartition("# ")[2]
        for number, line in enumerate(DIALOGS.splitlines(), 1)
        if "  # " in line
    }
    findings = lint_source("m.py", DIALOGS.encode(), Settings())
    found = {one.span.line: str(one.severity) for one in findings if one.code == "ASY109"}
    assert found == expected


@pytest.mark.parametrize(
    "code",
    [
        "async def f(t):\n    asyncio.create_task(t())\n",
        "async def f(a):\n    try:\n        await a()\n    except:\n        print()\n    await a()\n",
    ],
)
def test_what_may_be_lost_weighs_less_in_tests(code: str) -> None:
    text = f"import asyncio\n{code}".encode()
    (finding,) = lint_source("m.py", text, Settings())
    assert finding.severity == "error"
    (finding,) = lint_source("test_m.py", text, Settings())
    assert finding.severity == "note"


def test_a_missing_await_weighs_the_same_in_tests() -> None:
    text = b"import asyncio\nasync def f():\n    asyncio.sleep(1)\n"
    for path in ("m.py", "test_m.py"):
        (finding,) = lint_source(path, text, Settings())
        assert finding.severity == "error"


@pytest.mark.parametrize(
    ("pool", "severity"), [("self.pool", "note"), ("ThreadPoolExecutor()", "warning")]
)
def test_an_object_that_ends_its_own_pool(pool: str, severity: str) -> None:
    text = (
        "from concurrent.futures import ThreadPoolExecutor\nclass A:\n    def __init__(self):\n"
        f"        self.pool = ThreadPoolExecutor()\n    async def close(self):\n        {pool}.shutdown()\n"
    )
    (finding,) = lint_source("m.py", text.encode(), Settings())
    assert (finding.code, str(finding.severity)) == ("ASY110", severity)


@pytest.mark.parametrize(
    ("body", "severity"),
    [
        ("if os.getenv('SLOW'): time.sleep(9)", "note"),
        ("if os.environ.get('SLOW', '').lower() == 'yes' and r: time.sleep(9)", "note"),
        ("if DEBUG: time.sleep(9)", "note"),
        ("if LOUD: time.sleep(9)", "warning"),
        ("if not DEBUG: time.sleep(9)", "warning"),
        ("if os.getenv('FAST', '1') == '1': time.sleep(9)", "warning"),
        ("if DEBUG: print()\n    else: time.sleep(9)", "warning"),
    ],
)
def test_a_switch_of_the_environment_that_is_off_by_default(body: str, severity: str) -> None:
    text = (
        "import os, time\n"
        "DEBUG = os.getenv('DEBUG')\nLOUD = os.getenv('LOUD', 'yes')\n"
        f"async def f(r):\n    {body}\n"
    )
    (finding,) = lint_source("m.py", text.encode(), Settings())
    assert str(finding.severity) == severity


@pytest.mark.parametrize(
    ("body", "severity"),
    [
        ("p.kill(); p.wait()", "note"),
        ("with suppress(OSError): p.kill()\n    with suppress(OSError): p.wait(2)", "note"),
        ("p.terminate(); p.wait()", "warning"),
        ("p.kill(); q.wait()", "warning"),
        ("p.kill(); print(); p.wait()", "warning"),
    ],
)
def test_a_process_that_was_just_killed(body: str, severity: str) -> None:
    text = (
        "from contextlib import suppress\nfrom subprocess import Popen\n"
        f"async def f(p: Popen, q: Popen):\n    {body}\n"
    )
    (finding,) = lint_source("m.py", text.encode(), Settings())
    assert (finding.code, str(finding.severity)) == ("ASY105", severity)


@pytest.mark.parametrize(
    ("body", "severity"),
    [
        ("time.sleep(2); os._exit(1)", "note"),
        ("try: print()\n    finally: time.sleep(2); sys.exit(r)", "note"),
        ("leave(r)", "note"),
        ("time.sleep(2); print(); os._exit(1)", "warning"),
        ("maybe_leave(r)", "warning"),
    ],
)
def test_the_last_that_a_program_does(body: str, severity: str) -> None:
    text = (
        "import os, subprocess, sys, time\n"
        "def leave(r):\n    r = list(r)\n    sys.exit(subprocess.call(r))\n"
        "def maybe_leave(r):\n    if not r: sys.exit(1)\n    subprocess.call(r)\n"
        f"async def f(r):\n    {body}\n"
    )
    (finding,) = lint_source("m.py", text.encode(), Settings())
    assert str(finding.severity) == severity


@pytest.mark.parametrize(
    ("body", "severity"),
    [
        ("if TRACE: breakpoint()", "note"),
        ("if r and TRACE: breakpoint()", "note"),
        ("if r: breakpoint()", "warning"),
        ("if not TRACE: breakpoint()", "warning"),
        ("if r.app.pdb: breakpoint()", "note"),
        ("if r and r.app.pdb: breakpoint()", "note"),
        ("if not r.app.pdb: breakpoint()", "warning"),
        ("TRACE = r\n    if TRACE: breakpoint()", "warning"),
    ],
)
def test_a_debugger_behind_a_switch_of_the_module(body: str, severity: str) -> None:
    text = (
        "import settings\nTRACE = settings.get('trace')\n"
        f"async def f(r):\n    {body}\n    await r\n"
    )
    (finding,) = lint_source("m.py", text.encode(), Settings())
    assert (finding.code, str(finding.severity)) == ("ASY109", severity)


@pytest.mark.parametrize(
    ("handler", "severity"),
    [
        ("except BaseException:\n        t.join()\n        raise", "note"),
        ("except asyncio.CancelledError:\n        if r: t.join()\n        raise", "note"),
        ("except get_cancelled_exc_class():\n        t.join()\n        raise", "note"),
        ("except Exception:\n        t.join()\n        raise", "warning"),
        ("except:\n        t.join()\n        raise", "warning"),
        ("except (OSError, BaseException):\n        t.join()\n        raise", "warning"),
        ("except OSError:\n        raise\n    finally:\n        t.join()", "warning"),
    ],
)
def test_cleaning_up_where_an_await_would_be_cancelled(handler: str, severity: str) -> None:
    text = (
        "import asyncio\nfrom anyio import get_cancelled_exc_class\nfrom threading import Thread\n"
        f"async def f(r, t: Thread):\n    try:\n        await r\n    {handler}\n"
    )
    found = lint_source("m.py", text.encode(), Settings())
    assert ("ASY110", severity) in [(one.code, str(one.severity)) for one in found]


def test_a_container_that_nothing_on_the_loop_is_seen_to_change() -> None:
    text = (
        "class A:\n    def __init__(self):\n        self.all = set()\n    async def close(self):\n"
        "        for one in self.all:\n            await one.close()\n"
        "    {} remove(self, one):\n        self.all.discard(one)\n"
    )
    for kind, severity in (("def", "note"), ("async def", "error")):
        (finding,) = lint_source("m.py", text.format(kind).encode(), Settings())
        assert (finding.code, str(finding.severity)) == ("ASY308", severity)


def test_a_cancellation_that_is_swallowed_on_purpose() -> None:
    text = (
        "async def f(a, b):\n    try:\n        await a()\n    except BaseException:{}\n"
        "        print()\n    await b()\n"
    )
    for comment, severity in (("", "error"), ("  # deliberately not raised", "note")):
        (finding,) = lint_source("m.py", text.format(comment).encode(), Settings())
        assert (finding.code, str(finding.severity)) == ("ASY501", severity)


@pytest.mark.parametrize(
    ("body", "severity"),
    [
        ("time.sleep(0.05)", "note"), ("time.sleep(0.1)", "warning"), ("time.sleep(x)", "warning"),
        ("for _ in range(3): time.sleep(0.01)", "note"),
        ("for _ in range(99): time.sleep(0.01)", "warning"),
        ("while x: time.sleep(0.01)", "warning"), ("return [time.sleep(0.01) for _ in x]", "warning"),
        ("time.sleep(0.01); other(x)", "warning"),
    ],
)  # fmt: skip
def test_helpers_that_sleep_for_an_instant(body: str, severity: str) -> None:
    text = (
        f"import time\ndef helper(x):\n    {body}\ndef other(x):\n    time.sleep(1)\n"
        "async def f(x):\n    helper(x)\n    time.sleep(0.01)\n"
    )
    findings = lint_source("m.py", text.encode(), Settings())
    assert [str(one.severity) for one in findings] == [severity, "warning"]


def test_a_way_that_runs_every_time_speaks_before_one_that_runs_once(tmp_path: Path) -> None:
    code = """
        _one = None
        def helper():
            global _one
            if _one is None:
                time.sleep(1)
                _one = 1
            inner()
        def inner():
            time.sleep(2)
        async def get():
            helper()
        """
    assert severities(code, "") == {21: "warning"}


def test_a_parameter_that_asks_for_another_run() -> None:
    code = """
        _one = None
        def get(other, *, again=False):
            global _one
            if again or _one is None:
                _one = time.sleep(1)
            return _one
        def kept(again=0):
            global _one
            if not again and _one is not None:
                return _one
            _one = time.sleep(2)
        def asked(again):
            global _one
            if again or _one is None:
                _one = time.sleep(3)
        async def first_time():
            get(1)
            get(1, again=False)
            kept()
        async def each_time(maybe):
            get(1, again=True)
            get(1, again=maybe)
            kept(1)
            asked(False)
        async def itself(again=False):
            global _one
            if again or _one is None:
                _one = time.sleep(4)
        """
    found = severities(code, "")
    first = min(found)
    assert {line - first: severity for line, severity in found.items()} == {
        0: "note", 1: "note", 2: "note", 4: "warning", 5: "warning", 6: "warning", 7: "warning",
        11: "note",
    }  # fmt: skip


def test_attributes_that_hold_each_other_have_an_end() -> None:
    text = (
        "import time\nclass A:\n    def __init__(self):\n        self.a = self.b\n        self.b = self.a\n"
        "    def work(self):\n        if self.a:\n            time.sleep(1)\n"
        "async def f():\n    A().work()\n"
    )
    assert {finding.code for finding in lint_source("m.py", text.encode(), Settings())} <= {
        "ASY151"
    }


PLACES = """\
import asyncio, time
from concurrent.futures import ThreadPoolExecutor
async def main(work):
    {code}
"""
RUN = "asyncio.run(main(print))\n"


@pytest.mark.parametrize(
    ("code", "at_start", "elsewhere"),
    [
        ("return sum(range(10**7))", "ASY111 note", "ASY111 warning"),
        ("return [x for x in range(10**7)]", "ASY111 note", "ASY111 warning"),
        ("for x in range(10**7): y = x", "ASY111 note", "ASY111 warning"),
        ("with ThreadPoolExecutor() as e: e.submit(work)", "ASY110 note", "ASY110 warning"),
        ("while time.monotonic() < 9: pass", "ASY112 note", "ASY112 warning"),
        ("while True: x = 1", "ASY112 warning", "ASY112 warning"),
    ],
)
def test_every_rule_of_stalls_weighs_the_place(code: str, at_start: str, elsewhere: str) -> None:
    text = PLACES.format(code=code)
    for source, expected in ((text + RUN, at_start), (text, elsewhere)):
        findings = lint_source("m.py", source.encode(), Settings())
        told = [f"{one.code} {one.severity}" for one in findings if one.span.line == 4]
        assert told == [expected]


@pytest.mark.parametrize(
    ("codes", "call", "code"),
    [
        (("ASY904",), 'os.stat("x")', "ASY904"),
        (("ASY954",), "look()", "ASY954"),
        (("ASY918",), 'importlib.import_module("x")', "ASY918"),
        (("ASY918",), "import torch", "ASY918"),
        (("ASY918",), "from torch import nn", "ASY918"),
    ],
)
def test_opinions_on_short_pauses_weigh_the_place(
    codes: tuple[str, ...], call: str, code: str
) -> None:
    text = (
        "import asyncio, importlib, os\n_one = None\ndef look():\n    os.stat('x')\n"
        f"async def main(work):\n    {call}\n    await asyncio.gather(serve(), serve())\n"
        f"async def serve():\n    {call}\n"
        f"async def once():\n    global _one\n    if _one is None:\n        {call}\n        _one = 1\n"
        "asyncio.run(main(print))\n"
    )
    findings = lint_source("m.py", text.encode(), Settings(enable=codes))
    assert [(one.code, one.span.line) for one in findings] == [(code, 9)]


TESTS = """
import asyncio, pytest, pytest_asyncio, time
@pytest_asyncio.fixture
async def connection():
    time.sleep(1)
    yield 1
@pytest.fixture(scope="session")
async def folder():
    open("x").read()
async def test_one():
    open("x").read()
    time.sleep(1)
    await asyncio.gather(helper(), helper())
    time.sleep(2)
class TestAll:
    async def test_two(self):
        time.sleep(1)
async def helper():
    time.sleep(1)
"""


STALLS = """
import asyncio, pytest, requests, subprocess
@pytest.fixture
async def repository():
    subprocess.run(["git", "init"])
    yield 1
    requests.get("x")
async def test_one(repository):
    subprocess.run(["git", "status"])
    asyncio.get_running_loop()
    requests.get("x")
async def helper():
    subprocess.run(["git", "status"])
"""


def test_what_needs_no_loop_may_be_waited_for_in_tests() -> None:
    for path, expected in (
        ("test_x.py", {7: "note", 11: "note"}),
        ("x.py", {7: "note", 9: "warning", 11: "warning", 13: "warning"}),
    ):
        found = lint_source(path, STALLS.encode(), Settings())
        assert {one.span.line: str(one.severity) for one in found} == expected


def test_nobody_but_the_test_waits_in_a_file_of_tests() -> None:
    for path, expected in (
        ("tests/test_x.py", {5: "note", 12: "note", 14: "note", 17: "note", 19: "note"}),
        (
            "x.py",
            {5: "note", 11: "note", 12: "warning", 14: "warning", 17: "warning", 19: "warning"},
        ),
    ):
        found = lint_source(path, TESTS.encode(), Settings())
        assert {one.span.line: str(one.severity) for one in found} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "def f(loop: asyncio.AbstractEventLoop):\n    loop.create_task(g())\n    loop.run_forever()\n",
            "ASY401 note",
        ),
        (
            "def f(loop: asyncio.AbstractEventLoop):\n    loop.run_forever()\n    loop.create_task(g())\n",
            "ASY401 error",
        ),
        ("async def f():\n    await asyncio.shield(g())\n", "ASY416 note"),
        ("async def f(m):\n    async with m:\n        yield 1\n", "ASY405 note"),
        (
            (
                "async def f(m):\n    async with m:\n        yield 1\n"
                "async def use(m):\n    async for x in f(m):\n        return x\n"
            ),
            "ASY409 warning",
        ),
        (
            (
                "class Base:\n    async def f(self):\n        yield 1\n"
                "class Own(Base):\n    async def f(self):\n        async with self.m:\n            yield 1\n"
                "async def use(base: Base):\n    async for x in base.f():\n        return x\n"
            ),
            "ASY405 warning",
        ),
        (
            (
                "async def f():\n    try:\n        await g()\n"
                "    except asyncio.CancelledError:\n        return 1\n"
            ),
            "ASY501 note",
        ),
        (
            (
                "async def f():\n    try:\n        await g()\n"
                "    except asyncio.CancelledError:\n        pass\n    await g()\n"
            ),
            "ASY501 error",
        ),
        (
            (
                "async def f():\n    while True:\n        try:\n            await g()\n"
                "        except asyncio.CancelledError:\n            break\n    await g()\n"
                "async def run():\n    task = asyncio.create_task(f())\n    await task\n"
            ),
            "ASY501 note",
        ),
        (
            (
                "async def f():\n    while True:\n        try:\n            await g()\n"
                "        except asyncio.CancelledError:\n            print()\n    await g()\n"
                "async def run():\n    task = asyncio.create_task(f())\n    await task\n"
            ),
            "ASY501 error",
        ),
        (
            (
                "async def f(app):\n    for part in app:\n        try:\n            await g()\n"
                "        except asyncio.CancelledError:\n"
                "            if app.is_stopping:\n                raise\n            print(part)\n"
            ),
            "ASY501 note",
        ),
        (
            (
                "async def f(app):\n    for part in app:\n        try:\n            await g()\n"
                "        except asyncio.CancelledError:\n"
                "            if app.is_stopping:\n                print(app)\n            print(part)\n"
            ),
            "ASY501 error",
        ),
        (
            "async def f():\n    try:\n        await g()\n    except BaseException:\n        return 1\n",
            "ASY501 error",
        ),
        (
            (
                "import trio\nasync def f():\n    try:\n        await g()\n"
                "    except Exception:\n        await trio.sleep(1)\n        raise\n"
            ),
            "ASY505 note",
        ),
        (
            (
                "import trio\nasync def f(s):\n    try:\n        await g()\n"
                "    finally:\n        await s.stop()\n"
            ),
            "ASY505 note",
        ),
        (
            (
                "import trio\nfrom typing import Callable, Awaitable\n"
                "async def f(send: Callable[[int], Awaitable[None]]):\n    try:\n        await g()\n"
                "    finally:\n        await send(1)\n"
            ),
            "ASY505 note",
        ),
        (
            (
                "import trio\nlock = trio.Lock()\nasync def f():\n    try:\n        await g()\n"
                "    finally:\n        async with lock:\n            print()\n"
            ),
            "ASY505 error",
        ),
        ("import pyperclip\nasync def f():\n    pyperclip.copy('x')\n", "ASY105 note"),
    ],
)
def test_what_is_known_of_the_place_lowers_the_severity(text: str, expected: str) -> None:
    head = "" if "trio" in text else "import asyncio\n"
    source = f"{head}{text}async def g(): ...\n"
    found = lint_source("m.py", source.encode(), Settings())
    assert expected in [f"{one.code} {one.severity}" for one in found]


@pytest.mark.parametrize(
    ("call", "severity"), [("model.predict([x])", "note"), ("model.fit([x])", "warning")]
)
def test_a_model_is_soon_asked_and_long_trained(call: str, severity: str) -> None:
    text = (
        "from sklearn.linear_model import LogisticRegression\n"
        f"async def f(model: LogisticRegression, x):\n    {call}\n"
    )
    (finding,) = lint_source("m.py", text.encode(), Settings())
    assert (finding.code, str(finding.severity)) == ("ASY111", severity)


def test_how_long_the_work_of_a_function_with_a_sibling_takes_is_not_known() -> None:
    text = (
        "import asyncio\n"
        "class A:\n    def load(self):\n        return self.read()\n    async def aload(self):\n"
        "        return await self.aread()\n    def read(self):\n        return compute()\n"
        "    async def aread(self):\n        await asyncio.sleep(0)\n        return compute()\n"
        "async def f(a: A):\n    return a.load()\n"
    )
    (finding,) = lint_source("m.py", text.encode(), Settings())
    assert (finding.code, str(finding.severity)) == ("ASY113", "note")


FILE_LOCKS = """\
import json
from filelock import FileLock
import requests
class Store:
    def __init__(self, path):
        self.path = path
        self.{name} = FileLock(path)
    def load(self):
        with self.{name}:
            return self._read()
    def save(self, what):
        with self.{name}:
            {work}
    def _read(self):
        with open(self.path) as file:
            return json.load(file)
"""


@pytest.mark.parametrize(
    ("name", "work", "severity"),
    [
        ("_lock", "self.path.write_text(what)", "note"),
        ("_lock", "requests.post(what)", "warning"),
        ("_lock", "self.path.write_text(requests.get(what).text)", "warning"),
        ("_lock", "what()", "warning"),
        ("_lock", "yield self.path", "warning"),
        ("lock", "self.path.write_text(what)", "warning"),
    ],
)
def test_a_lock_on_a_file_weighs_what_is_done_under_it(
    name: str, work: str, severity: str, tmp_path: Path
) -> None:
    (tmp_path / "store.py").write_text(FILE_LOCKS.format(name=name, work=work))
    path = tmp_path / "app.py"
    path.write_text("from store import Store\nasync def f(store: Store):\n    store.load()\n")
    found = lint_source(str(path), path.read_bytes(), Settings())
    told = {one.code: str(one.severity) for one in found}
    assert told == {"ASY156": "note", "ASY160": severity}
