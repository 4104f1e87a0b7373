"""asyncio code that names exceptions of anyio, because a library raises them."""

import asyncio

import anyio
from anyio import BrokenResourceError


class Client:
    def __init__(self, session, connect):
        self.session, self.connect = session, connect
        self.lock = asyncio.Lock()

    async def call(self, name):
        async def once():
            try:
                return await self.session.call_tool(name)
            except anyio.ClosedResourceError:
                await self.connect()
                raise

        async with self.lock:
            return await once()

    async def close(self):
        try:
            await self.session.close()
        except (anyio.EndOfStream, BrokenResourceError):
            await self.connect()
            raise
        finally:
            await self.connect()

    async def reconnect(self):
        try:
            await self.connect()
        except asyncio.CancelledError:  # error: 8
            print("stopped")
        await self.connect()
