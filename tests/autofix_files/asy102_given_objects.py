# only: own
"""A sync client that a class is given changes with the class, where all that make one stand here."""

import asyncio

import httpx


class GivenQuotes:
    def __init__(self, client: httpx.AsyncClient, name: str = ""):
        self._client0 = client
        self.name = name

    async def get(self, key: str) -> str:
        answer = await self._client0.get(f"https://x/{key}")  # error: 17
        return answer.text


async def one(key: str) -> str:
    client = httpx.AsyncClient(timeout=3)
    quotes = GivenQuotes(client)
    return await asked(quotes, key)


async def other(key: str) -> str:
    return await GivenQuotes(client=httpx.AsyncClient(), name="other").get(key)


async def asked(quotes: GivenQuotes, key: str) -> str:
    return await quotes.get(key)


class GivenToPlain:
    def __init__(self, client: httpx.Client):
        self._client1 = client

    async def get(self, key: str) -> str:
        return (await asyncio.to_thread(self._client1.get, key)).text  # error: 15

    def plain(self, key: str) -> str:
        return self._client1.get(key).text


def make_plain() -> GivenToPlain:
    return GivenToPlain(httpx.Client())


class GivenFromUnknown:
    def __init__(self, client: httpx.Client):
        self._client2 = client

    async def get(self, key: str) -> str:
        return (await asyncio.to_thread(self._client2.get, key)).text  # error: 15


def make_both(client) -> list[GivenFromUnknown]:
    return [GivenFromUnknown(httpx.Client()), GivenFromUnknown(client)]


class GivenAndUsed:
    def __init__(self, client: httpx.Client):
        self._client3 = client

    async def get(self, key: str) -> str:
        return (await asyncio.to_thread(self._client3.get, key)).text  # error: 15


def make_and_use() -> GivenAndUsed:
    client = httpx.Client()
    client.get("https://x/")
    return GivenAndUsed(client)


class GivenAndKept:
    def __init__(self, client: httpx.Client):
        self._client4 = client
        self.other = client

    async def get(self, key: str) -> str:
        return (await asyncio.to_thread(self._client4.get, key)).text  # error: 15


def make_kept() -> GivenAndKept:
    return GivenAndKept(httpx.Client())


class GivenAndDerived:
    def __init__(self, client: httpx.Client):
        self._client5 = client

    async def get(self, key: str) -> str:
        return (await asyncio.to_thread(self._client5.get, key)).text  # error: 15


class Derived(GivenAndDerived):
    def plain(self) -> httpx.Client:
        return self._client5


def make_derived() -> GivenAndDerived:
    return GivenAndDerived(httpx.Client())
