import asyncio

LOCK = asyncio.Lock()
LIMIT = asyncio.Semaphore(3)
QUEUE = asyncio.Queue()
RENEWED = asyncio.Queue()


def renew():
    global RENEWED
    RENEWED = asyncio.Queue()


async def limited(x):
    async with LIMIT:
        await asyncio.sleep(0.1)
        return x


async def all_limited(xs):
    return await asyncio.gather(*[limited(x) for x in xs])


class Client:
    def __init__(self):
        self.limit = asyncio.Semaphore(3)

    async def get(self, x):
        async with self.limit:
            return x

    async def get_all(self, xs):
        return await asyncio.gather(*[self.get(x) for x in xs])
