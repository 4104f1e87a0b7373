"""Coroutine functions, coroutines, and what awaiting them gives."""
import asyncio

import httpx


async def load() -> httpx.Client:
    return httpx.Client()


async def guessed():
    return httpx.Client()


async def numbers():
    yield 1


async def main(client: httpx.AsyncClient):
    load  # value: async def tests.inference.coroutines.load
    load()  # value: coroutine[httpx.Client]
    (await load())  # value: httpx.Client
    guessed()  # value: coroutine[httpx.Client]
    (await guessed())  # value: httpx.Client
    numbers()  # value: typing.AsyncGenerator[int]
    asyncio.sleep(1)  # value: coroutine[unknown]
    client.get("x")  # value: coroutine[httpx.Response]
    (await client.get("x"))  # value: httpx.Response
    asyncio.create_task(load())  # value: asyncio.Task[httpx.Client]
    asyncio.gather(load(), load())  # value: asyncio.Future[tuple[httpx.Client, httpx.Client]]
    (lambda: load())()  # value: coroutine[httpx.Client]
    async for number in numbers():
        number  # value: int
