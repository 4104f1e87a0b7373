# only: own
"""``asyncio.run`` ends its loop: not for what makes a client that is used afterwards."""

import asyncio


class Client:
    async def get(self) -> str:
        return "x"


class Config:
    name = "x"


async def connected() -> Client:
    return Client()


async def loaded() -> Config:
    return Config()


def client() -> Client:
    loop = asyncio.new_event_loop()  # error: 11
    asyncio.set_event_loop(loop)
    return loop.run_until_complete(connected())


def config() -> Config:
    return asyncio.run(loaded())  # error: 11


def tried() -> None:
    asyncio.run(connected())  # error: 11
