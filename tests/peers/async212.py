"""HTTP with a client of HTTPX."""

import httpx


async def load(url):
    client = httpx.Client()
    client.get(url)  # found: here, flake8-async, ruff


class Loader:
    def __init__(self):
        self.client = httpx.Client()

    async def load(self, url):
        self.client.get(url)  # found: here


async def asynchronous(url):
    async with httpx.AsyncClient() as client:
        await client.get(url)
