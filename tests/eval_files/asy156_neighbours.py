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
        try:
            self.cache.expire()  # ASY103: 12
            return self.cache.get(key)  # ASY103: 19
        except KeyError:
            return None

    async def delete(self, key: str) -> bool:
        existed = self.cache.get(key) is not None  # ASY103: 18
        if existed:
            self.cache.delete(key)  # ASY103: 12
        return existed

    async def prune(self) -> None:
        self.cache.clear()  # ASY103: 8
        self.cache.expire()  # ASY103: 8

    # Each of these stays by itself: something is waited for between them, they have nothing in common,
    # or too much would come back.
    async def wait_between(self, key):
        self.cache.expire()  # ASY103: 8
        await asyncio.sleep(1)
        return self.cache.get(key)  # ASY103: 15

    async def apart(self, key, path):
        self.cache.expire()  # ASY103: 8
        print(key)
        write_json(path, key)  # ASY156: 8

    async def others(self, key):
        self.cache.expire()  # ASY103: 8
        self.other.clear()  # ASY103: 8

    async def in_a_loop(self, keys):
        for key in keys:
            self.cache.expire()  # ASY103: 12
            if not self.cache.get(key):  # ASY103: 19
                continue
            print(key)


async def together(first, second):
    metrics = read_json(first)  # ASY156: 14
    more = read_json(second)  # ASY156: 11
    await asyncio.sleep(1)
    return metrics, more


async def fed(path, other):
    found = read_json(path)  # ASY156: 12
    found["new"] = 1
    await asyncio.sleep(1)
    items = read_json(other)  # ASY156: 12
    count = len(items)
    write_json(path.with_name(str(count)), items)  # ASY156: 4
    return count


async def too_many(a, b, c, d):
    one = numbers_in(a)  # ASY156: 10
    two = numbers_in(b)  # ASY156: 10
    three = numbers_in(c)  # ASY156: 12
    four = numbers_in(d)  # ASY156: 11
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
