"""Where no thread is written because it would help nobody, the message names none either."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from flake8_asyncpitfalls.lint import lint_source
from flake8_asyncpitfalls.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "import asyncio, click, requests, sqlite3\nfrom fastapi import FastAPI\n"
CASES = {
    "nothing else runs on the loop here, so it may stay": """
        async def main():
            requests.get("u")
        asyncio.run(main())
        """,
    "nobody is served any more here, so it may stay": """
        import contextlib
        @contextlib.asynccontextmanager
        async def lifespan(app):
            yield
            requests.get("u")
        app = FastAPI(lifespan=lifespan)
        """,
    "it does so only the first time, so it may stay": """
        KEYS = None
        async def keys():
            global KEYS
            if KEYS is None:
                KEYS = requests.get("u").json()
            return KEYS
        """,
    "in a thread, Ctrl-C would not end the question, so it may stay": """
        async def main():
            await asyncio.gather(make("a"), make("b"))
        async def make(name):
            if click.confirm("Make it?"):
                await asyncio.sleep(1)
        if __name__ == "__main__":
            asyncio.run(main())
        """,
    "ask with 'loop.add_reader(sys.stdin, ...)'; in a thread, Ctrl-C would not end the question": """
        async def ask(app):
            try:
                return input("Go on?")
            except KeyboardInterrupt:
                return ""
        """,
    "offload it with 'await asyncio.to_thread(requests.get, ...)'": """
        async def served():
            requests.get("u")
        """,
    "ask with an asynchronous library; in a thread, Ctrl-C would not end the question": """
        async def served():
            return click.confirm("Go on?")
        """,
    "ask with 'await aioconsole.ainput(...)'; in a thread, Ctrl-C would not end the question": """
        import aioconsole
        async def served():
            return input("Go on?")
        """,
    "ask with 'await prompt_toolkit.PromptSession().prompt_async(...)'; "
    "in a thread, Ctrl-C would not end the question": """
        from prompt_toolkit.styles import Style
        async def served():
            return click.confirm("Go on?")
        """,
}


@pytest.mark.parametrize("advice", CASES)
def test_what_is_said_is_what_would_help(advice: str, tmp_path: Path) -> None:
    text = HEAD + dedent(CASES[advice])
    found = [
        one
        for one in lint_source(str(tmp_path / "app.py"), text.encode(), Settings())
        if "ASY10" in one.code
    ]
    assert [one.message.partition("; ")[2] for one in found] == [advice]


def test_a_connection_that_stays_in_its_thread_may_stay_where_nothing_else_runs() -> None:
    text = HEAD + dedent("""\
        def rows(path):
            return sqlite3.connect(path).execute("select 1").fetchall()
        def fetched(connection: sqlite3.Connection):
            return connection.execute("select 1").fetchall()
        async def main(path):
            connection = sqlite3.connect(path)
            fetched(connection)
        async def served(connection: sqlite3.Connection):
            fetched(connection)
        asyncio.run(main("db"))
        """)
    found = [
        one for one in lint_source("app.py", text.encode(), Settings()) if one.code == "ASY153"
    ]
    said = ["so it may stay" in one.message for one in found]
    assert said == [True, False]
