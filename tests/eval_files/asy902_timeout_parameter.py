# only: own
import asyncio

from somewhere import Base


async def fetch(url, timeout):  # error: 21, function="fetch", limit="'asyncio.timeout(...)'"
    return await asyncio.wait_for(asyncio.sleep(url), timeout)


async def with_default(url, *, timeout: float = 10):  # error: 31
    await asyncio.sleep(url)


class Client:
    async def get(self, url, timeout=None):  # error: 29
        await asyncio.sleep(url)


class Driver(Base):
    async def load(self, url, timeout=None):
        await asyncio.sleep(url)


def sync(url, timeout):
    return url, timeout


async def other(url, time_limit):
    await asyncio.sleep(url)


async def with_options(url, timeout: "Base"):
    await asyncio.sleep(url)
