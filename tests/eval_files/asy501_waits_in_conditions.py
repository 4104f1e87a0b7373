"""A wait that stands in a conditional expression is a wait like others."""

import asyncio


class Reader:
    async def read(self):
        try:
            await asyncio.sleep(1)
        except asyncio.CancelledError:  # ASY501: 8
            print("gone")

    async def both(self, task):
        got = await self.read() if task else None
        task.cancel()
        return got
