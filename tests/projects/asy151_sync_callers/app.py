import asyncio

from tools import pause


def run():
    pause()
    asyncio.run(main())


async def main():
    await asyncio.sleep(1)


class Job:
    def __init__(self):
        pause()

    async def run(self):
        return 1
