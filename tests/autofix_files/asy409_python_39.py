# settings: {"target_version": "3.9"}
import asyncio


class Source:
    def __init__(self, lock: asyncio.Lock):
        self._lock = lock

    async def items(self, *, limit=None):
        async with self._lock:
            for number in range(10):
                await asyncio.sleep(0)
                yield number

    async def first(self):
        # The first one will do.
        source = self.items(  # error: 26
            limit=1,
        )
        try:
            async for item in source:
                if item:
                    return item
        finally:
            await source.aclose()

    async def above(self, least):
        while True:
            source = self.items()
            try:
                async for item in source:  # error: 30
                    if item > least:
                        break
                else:
                    continue
            finally:
                await source.aclose()
            return least

    async def all(self):
        async for item in self.items():
            await asyncio.sleep(item)
