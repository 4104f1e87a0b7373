# fix: safe
"""A file that has a way of its own to run functions in threads is asked to use that."""

import asyncio
import glob


class Loop:
    def run_apart(self, function, *args):
        return asyncio.get_running_loop().run_in_executor(None, function, *args)


class Server:
    def __init__(self, loop: Loop):
        self._loop = loop

    async def names(self):
        return await self._loop.run_apart(sorted, [2, 1])

    async def finds(self):
        return glob.glob("*.txt")  # error: 15
