"""What is handed over to others and greeted in one step: nothing is sent before the greeting."""

import asyncio
from pathlib import Path
from typing import Protocol


class Connection:
    async def send(self, text): ...


class Hub(Protocol):
    def attach(self, connection: Connection): ...


class Server:
    def __init__(self, hub: Hub):
        self.hub = hub
        self.subscribers = set()
        self.by_name = {}
        self.path = Path("greeting")

    def known(self, connection):
        self.subscribers.add(connection)

    def asked(self, connection):
        return connection in self.subscribers

    async def greeted(self, connection: Connection):
        self.hub.attach(connection)
        await connection.send(self.path.read_text())  # error: 30

    async def greeted_by_name(self, name, connection: Connection, send):
        self.by_name[name] = connection
        await send(connection, self.path.read_text())  # error: 31

    async def greeted_when_known(self, connection: Connection):
        self.known(connection)
        text = self.path.read_text()  # error: 15
        await connection.send(text)

    async def asked_alone(self, connection: Connection):
        self.asked(connection)
        text = await asyncio.to_thread(self.path.read_text)  # error: 15
        await connection.send(text)

    async def waited(self, connection: Connection):
        self.hub.attach(connection)
        await asyncio.sleep(0)
        await connection.send(await asyncio.to_thread(self.path.read_text))  # error: 30

    async def greeted_first(self, connection: Connection):
        await connection.send(await asyncio.to_thread(self.path.read_text))  # error: 30
        self.hub.attach(connection)
        await connection.send("now")

    async def told_to_others(self, connection: Connection, other: Connection):
        self.hub.attach(connection)
        await other.send(await asyncio.to_thread(self.path.read_text))  # error: 25

    async def streamed(self):
        queue = asyncio.Queue(100)
        self.subscribers.add(queue)
        yield self.path.read_text()  # error: 14
        while True:
            yield await queue.get()

    async def left_alone(self):
        queue = asyncio.Queue(100)
        self.subscribers.add(queue)
        yield await asyncio.to_thread(self.path.read_text)  # error: 14

    async def plain(self, name: str, send):
        self.subscribers.add(name)
        await send(name, await asyncio.to_thread(self.path.read_text))  # error: 25
