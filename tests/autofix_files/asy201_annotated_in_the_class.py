"""Attributes that only the class's body declares, and containers that brackets tell of."""

from collections import deque
from typing import Protocol

import requests


class Held(Protocol):
    async def drop(self) -> None: ...


class Client:
    async def close(self): ...

    def ping(self): ...


class Pool:
    held: Held | None
    client: Client | None
    session: requests.Session | None
    untold = None

    def __init__(self, make):
        self.held = None
        self.client = None
        self.session = None
        self.untold = None
        self.idle = list[Client]()
        self.busy = list[Client]()
        self.last = deque[Client](maxlen=3)
        self.named = dict[str, Client]()
        self.odd = make[Client]()

    async def stop(self):
        if self.held is not None:
            await self.held.drop()  # error: 12
        if self.client:
            self.client.ping()
            await self.client.close()  # error: 12
            await self.client.close()
        await self.session.close()
        self.untold.close()
        for client in self.idle + self.busy:
            await client.close()  # error: 12
            client.ping()
        await self.last[0].close()  # error: 8
        await self.named["a"].close()  # error: 8
        self.odd[0].close()
