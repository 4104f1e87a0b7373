"""A parameter for the timeout."""

import trio


async def fetch(url, timeout):  # found: here, flake8-async, ruff
    with trio.fail_after(timeout):
        return await url.get()


class Client:
    async def get(self, url, *, timeout=3):  # found: here, flake8-async, ruff
        with trio.fail_after(timeout):
            return await url.get()


class Base:
    async def put(self, url, *, timeout=3):  # found: flake8-async, ruff
        with trio.fail_after(timeout):
            await url.put()


class Special(Base):
    async def put(self, url, *, timeout=5):  # found: flake8-async, ruff
        await super().put(url, timeout=timeout)
