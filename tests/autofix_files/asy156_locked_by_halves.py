"""A lock that is let go between reading and writing keeps no step together."""

import asyncio
import json
import threading
from pathlib import Path

import redis


class Tokens:
    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()

    def _read(self) -> dict:
        with self._lock:
            return json.loads(self.path.read_text())

    def _write(self, data: dict) -> None:
        with self._lock:
            self.path.write_text(json.dumps(data))

    def put(self, token: str) -> None:
        data = self._read()
        data["token"] = token
        self._write(data)

    def put_at_once(self, token: str) -> None:
        with self._lock:
            data = json.loads(self.path.read_text())
            data["token"] = token
            self.path.write_text(json.dumps(data))

    async def set_token(self, token: str) -> None:
        data = self._read()  # error: 15
        data["token"] = token
        self._write(data)  # error: 8

    async def get_token(self) -> str:
        return (await asyncio.to_thread(self._read))["token"]  # error: 15


class Counts:
    def __init__(self, red: redis.Redis) -> None:
        self.red = red
        self.known: dict[str, str] = {}
        self._lock = threading.Lock()

    def load(self, name: str) -> None:
        with self._lock:
            known = self.known.get(name)
        text = self.red.get(name)
        with self._lock:
            if not known:
                self.known[name] = text

    def load_at_once(self, name: str) -> None:
        if name not in self.known:
            with self._lock:
                if name not in self.known:
                    self.known[name] = self.red.get(name)


async def use(tokens: Tokens, counts: Counts) -> None:
    tokens.put("a")  # error: 4
    await asyncio.sleep(1)
    await asyncio.to_thread(tokens.put_at_once, "a")  # error: 4
    await asyncio.sleep(1)
    counts.load("a")  # ASY153: 4
    await asyncio.sleep(1)
    await asyncio.to_thread(counts.load_at_once, "a")  # ASY153: 4


HANDLERS = [
    Tokens.set_token,
    Tokens.get_token,
    use,
]
