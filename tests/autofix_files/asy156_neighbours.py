import asyncio
import json

import diskcache


def read_json(path):
    with open(path) as file:
        return json.load(file)


def numbers_in(path):
    with open(path) as file:
        return [int(line) for line in file]


def write_json(path, value):
    with open(path, "w") as file:
        json.dump(value, file)


class Cache:
    def __init__(self, folder):
        self.cache = diskcache.Cache(folder)
        self.other = diskcache.Cache(folder)

    async def value(self, key: str) -> str | None:
        def expire_and_get() -> str | None:
            self.cache.expire()  # ASY103: 12
            return self.cache.get(key)  # ASY103: 19

        try:
            return await asyncio.to_thread(expire_and_get)
        except KeyError:
            return None

    async def delete(self, key: str) -> bool:
        def delete_key() -> bool:
            existed = self.cache.get(key) is not None  # ASY103: 18
            if existed:
                self.cache.delete(key)  # ASY103: 12
            return existed

        return await asyncio.to_thread(delete_key)

    async def prune(self) -> None:
        def clear_and_expire() -> None:
            self.cache.clear()  # ASY103: 8
            self.cache.expire()  # ASY103: 8

        await asyncio.to_thread(clear_and_expire)

    # Each of these stays by itself: something is waited for between them, they have nothing in common,
    # or too much would come back.
    async def wait_between(self, key):
        await asyncio.to_thread(self.cache.expire)  # ASY103: 8
        await asyncio.sleep(1)
        return await asyncio.to_thread(self.cache.get, key)  # ASY103: 15

    async def apart(self, key, path):
        await asyncio.to_thread(self.cache.expire)  # ASY103: 8
        print(key)
        await asyncio.to_thread(write_json, path, key)  # ASY156: 8

    async def others(self, key):
        def expire_and_clear():
            self.cache.expire()  # ASY103: 8
            self.other.clear()  # ASY103: 8

        await asyncio.to_thread(expire_and_clear)

    async def in_a_loop(self, keys):
        for key in keys:
            await asyncio.to_thread(self.cache.expire)  # ASY103: 12
            if not await asyncio.to_thread(self.cache.get, key):  # ASY103: 19
                continue
            print(key)


async def together(first, second):
    def read_metrics_and_more():
        metrics = read_json(first)  # ASY156: 14
        more = read_json(second)  # ASY156: 11
        return metrics, more

    metrics, more = await asyncio.to_thread(read_metrics_and_more)
    await asyncio.sleep(1)
    return metrics, more


async def fed(path, other):
    found = await asyncio.to_thread(read_json, path)  # ASY156: 12
    found["new"] = 1
    await asyncio.sleep(1)

    def read_and_write():
        items = read_json(other)  # ASY156: 12
        count = len(items)
        write_json(path.with_name(str(count)), items)  # ASY156: 4
        return count

    return await asyncio.to_thread(read_and_write)


async def too_many(a, b, c, d):
    one = await asyncio.to_thread(numbers_in, a)  # ASY156: 10
    two = await asyncio.to_thread(numbers_in, b)  # ASY156: 10
    three = await asyncio.to_thread(numbers_in, c)  # ASY156: 12
    four = await asyncio.to_thread(numbers_in, d)  # ASY156: 11
    await asyncio.sleep(1)
    return one, two, three, four


HANDLERS = [
    Cache.value,
    Cache.delete,
    Cache.prune,
    Cache.wait_between,
    Cache.apart,
    Cache.others,
    Cache.in_a_loop,
    together,
    fed,
    too_many,
]
