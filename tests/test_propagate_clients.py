"""``--propagate``: clients of a library become asynchronous in the whole project, or none does."""

from __future__ import annotations

from pathlib import Path

import pytest

from flake8_asyncpitfalls.cli.main import main

APPLY = ["--isolated", "--no-cache", "--jobs", "1", "--apply", "--unsafe-fixes", "--propagate"]
CACHE = """\
import redis

client = redis.Redis(decode_responses=True)
"""
STORE = """\
class Store:
    def __init__(self, client):
        self._client = client

    def count(self, key):
        self._client.incr(key)
        return int(self._client.get(key))
"""
APP = """\
from cache import client
from store import Store

store = Store(client)


async def hit(key):
    return store.count(key)
"""
PROGRAM = {"pyproject.toml": "", "cache.py": CACHE, "store.py": STORE, "app.py": APP}
Captured = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A current directory with a client in one module, and a class of another that uses it."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path, PROGRAM)
    return tmp_path


def write(folder: Path, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def is_async(folder: Path) -> bool:
    """Whether the client is an asynchronous one; all of it is changed then, or nothing."""
    made = "redis.asyncio.Redis(" in (folder / "cache.py").read_text()
    assert ("await self._client.get(key)" in (folder / "store.py").read_text()) == made
    assert ("await self._client.incr(key)" in (folder / "store.py").read_text()) == made
    return made


def test_a_client_of_another_module(folder: Path) -> None:
    assert main(APPLY) == 0
    assert is_async(folder)
    assert "return await store.count(key)" in (folder / "app.py").read_text()


KEPT = {
    "more than one object": (
        "import cache\nfrom fakes import Fake\n\n\ndef reset():\n    cache.client = Fake()\n",
        "something else is put into client (more.py:6)",
    ),
    "given something else": (
        "from fakes import Fake\nfrom store import Store\n\n\ndef make():\n    return Store(Fake())\n",
        "",
    ),
    "a test gives a fake": (
        "from fakes import Fake\nfrom store import Store\n\n\ndef test_it():\n    Store(Fake()).count('a')\n",
        "Store is given something else (tests/test_more.py:6)",
    ),
    "a method as a value": (
        (
            "import asyncio\n\nfrom cache import client\n\n\n"
            "async def read(key):\n    return await asyncio.to_thread(client.get, key)\n"
        ),
        "get is passed as a value (more.py:7)",
    ),
    "module level": (
        "from cache import client\n\nVERSION = client.get('version')\n",
        "no await can stand there (more.py:3)",
    ),
    "a class derives": (
        "import redis\n\n\nclass Mine(redis.Redis):\n    pass\n",
        "a class derives from it (more.py:4)",
    ),
    "named in a string": (
        "from unittest import mock\n\n\ndef patched():\n    return mock.patch('cache.client')\n",
        "client is named in a string (more.py:5)",
    ),
    "kept in a list": (
        "from cache import client\n\nclients = [client]\n",
        "nobody can follow it further (more.py:3)",
    ),
    "given away": (
        "from cache import client\nfrom elsewhere import watch\n\n\ndef start():\n    watch(client)\n",
        "watch takes one, which nobody can follow (more.py:6)",
    ),
    "an argument that needs a twin": (
        (
            "import redis\nfrom redis.backoff import NoBackoff\nfrom redis.retry import Retry\n\n"
            "other = redis.Redis(retry=Retry(NoBackoff(), 3))\n"
        ),
        "its retry needs a twin too (more.py:5)",
    ),
    "arguments that are not seen": (
        "import redis\n\n\ndef make(options):\n    return redis.Redis(**options)\n",
        "its arguments are not written out (more.py:5)",
    ),
    "what the twin has not": (
        "from cache import client\n\n\ndef read(key):\n    return client[key]\n",
        "nobody knows what that gives (more.py:5)",
    ),
    "a loop again and again": (
        "import asyncio\n\nfrom app import hit\n\n\ndef once(key):\n    return asyncio.run(hit(key))\n",
        "the one made at cache.py:3 serves one event loop, and others may run (more.py:7)",
    ),
    "an object that may have it": (
        "from app import store\n\n\ndef peek(other):\n    return other._client.get('x')\n",
        "nobody knows whether _client is one (more.py:5)",
    ),
    "a sync caller": (
        "from app import store\n\nprint(store.count('a'))\n",
        "'count' must stay synchronous: it is called at module level (more.py:3)",
    ),
    "a pipeline that answers at once": (
        (
            "from cache import client\n\n\ndef raise_it(key):\n    with client.pipeline() as pipe:\n"
            "        pipe.watch(key)\n        if pipe.get(key) is None:\n            return\n"
            "        pipe.multi()\n        pipe.incr(key)\n        pipe.execute()\n"
        ),
        "what it gives depends on what was called before (more.py:7)",
    ),
    "code for trio": (
        (
            "import trio\n\nfrom cache import client\n\n\nasync def read():\n"
            "    await trio.sleep(1)\n    return client.get('x')\n"
        ),
        "the code is not for asyncio (more.py:8)",
    ),
}


@pytest.mark.parametrize(("text", "reason"), KEPT.values(), ids=KEPT)
def test_what_cannot_be_followed_stays(
    folder: Path, capsys: Captured, text: str, reason: str
) -> None:
    name = "tests/test_more.py" if "def test" in text else "more.py"
    write(folder, {name: text})
    main(APPLY)
    assert not is_async(folder)
    assert reason in capsys.readouterr().out


FOLLOWED = {
    "none at first": "import redis\n\nlate = None\n\n\ndef start():\n    global late\n"
    "    late = redis.from_url('redis://x')\n\n\nasync def read():\n"
    "    return late.get('x') if late else None\n",
    "an own function": "from functools import lru_cache\n\nimport redis\n\n\n@lru_cache\n"
    "def get_redis():\n    return redis.Redis()\n\n\nasync def read():\n    return get_redis().get('x')\n",
    "a dependency": "import redis\nfrom cache import client\nfrom fastapi import Depends, FastAPI\n\n"
    "app = FastAPI()\n\n\ndef get_redis():\n    yield client\n\n\n@app.get('/')\n"
    "async def read(found: redis.Redis = Depends(get_redis)):\n    return found.get('x')\n",
    "a dataclass": "from dataclasses import dataclass\n\nimport redis\nfrom cache import client\n\n\n"
    "@dataclass\nclass Users:\n    found: redis.Redis\n\n    def get(self, key):\n"
    "        return self.found.hgetall(key)\n\n\nasync def read():\n    return Users(client).get('x')\n",
    "a pool": "import redis\n\npool = redis.ConnectionPool(host='x')\n"
    "other = redis.Redis(connection_pool=pool)\n\n\nasync def read():\n    return other.get('x')\n",
    "another object with such an attribute": "def host(request):\n    return request._client.host\n",
}


@pytest.mark.parametrize("text", FOLLOWED.values(), ids=FOLLOWED)
def test_what_can_be_followed_changes(folder: Path, text: str) -> None:
    write(folder, {"more.py": text})
    assert main(APPLY) == 0
    assert is_async(folder)
    after = (folder / "more.py").read_text()
    assert "redis.Redis" not in after
    assert all(
        line.lstrip().startswith("return await")
        for line in after.splitlines()
        if "get('x')" in line
    )
