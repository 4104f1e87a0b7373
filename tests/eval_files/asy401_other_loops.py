# only: own

import asyncio


async def work():
    await asyncio.sleep(1)


async def spread(args):
    asyncio.create_task(*args)  # error: 4, call="asyncio.create_task()"
    kept = asyncio.create_task(*args)
    await kept


class Cog:
    def __init__(self, bot):
        self.bot = bot

    def start(self):
        self.bot.loop.create_task(work())  # error: 8
        self.bot.group.create_task(work())
        self.task = self.bot.loop.create_task(work())
