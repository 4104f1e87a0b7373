"""Objects of a module or of self whose every use stands in coroutines get their twin."""
import asyncio

import httpx
import redis
import redis.asyncio
from openai import AsyncOpenAI, OpenAI

client = AsyncOpenAI()
shared = AsyncOpenAI()
http = httpx.Client(base_url="x")
cache = redis.asyncio.Redis(host="a")


async def ask(messages):
    answer = await client.chat.completions.create(messages=messages, model="x")  # ASY104: 13
    return answer.choices[0].message


async def ask2(messages):
    return await shared.chat.completions.create(messages=messages, model="x")  # ASY104: 11


def plain(messages):
    return http.get("x")


async def nonplain(messages):
    return await asyncio.to_thread(http.get, "x")  # error: 11


async def get(key):
    if await cache.exists(key):  # ASY103: 7
        return await cache.get(key)  # ASY103: 15


class Api:
    def __init__(self, url):
        self.client = httpx.AsyncClient(base_url=url)
        self.other = httpx.AsyncClient(base_url=url)

    async def load(self):
        r = await self.client.get("/x")  # error: 12
        r.raise_for_status()
        return r.json()

    async def load2(self):
        return (await self.other.get("/x")).json()  # error: 15

    async def close(self):
        await self.client.aclose()
