# only: own
import asyncio
import logging


async def load(item: str) -> str:
    if not item:
        raise ValueError("empty")
    return item


async def safe(item):
    try:
        return await load(item)
    except ValueError as e:
        return e


async def run(items: list[str]) -> list[str]:
    results = await asyncio.gather(*[load(item) for item in items])  # error: 20, problem="the results are tested for exceptions, but this gather raises the first one"
    good = []
    for item, result in zip(items, results):
        if isinstance(result, Exception):
            logging.error("%s failed: %s", item, result)
        else:
            good.append(result)
    return good


async def ok(items: list[str]) -> list[str]:
    results = await asyncio.gather(*[safe(item) for item in items])
    return [r for r in results if not isinstance(r, Exception)]


async def no2(items: list[str]) -> list[str]:
    a, b = await asyncio.gather(load("a"), load("b"))  # error: 17
    if isinstance(a, ValueError):
        return b


async def ok2(items: list[str]) -> list[str]:
    results = await asyncio.gather(*[load(item) for item in items], return_exceptions=True)
    return [r for r in results if not isinstance(r, Exception)]


async def t33():
    await asyncio.gather(load("1"), load("2"), return_exceptions=True)  # error: 10


async def ok33(tasks):
    await asyncio.gather(*tasks, return_exceptions=True)


async def endings(clients, monitor, other):
    await asyncio.gather(*(client.disconnect() for client in clients), return_exceptions=True)
    await asyncio.gather(Monitor().join(), Monitor().cleanup_all(), return_exceptions=True)  # error: 10
    await asyncio.gather(Monitor().join(), Monitor().load(), return_exceptions=True)  # error: 10


class Monitor:
    async def join(self):
        await asyncio.sleep(1)

    async def cleanup_all(self):
        await asyncio.sleep(1)

    async def load(self):
        await asyncio.sleep(1)


async def until_all_are_set(first: asyncio.Event, second: asyncio.Event, queue: asyncio.Queue):
    await asyncio.gather(first.wait(), second.wait(), queue.join(), return_exceptions=True)
    await asyncio.gather(first.wait(), queue.get(), return_exceptions=True)  # error: 10
