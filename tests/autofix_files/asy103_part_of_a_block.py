# only: own
import asyncio

import diskcache


class Store:
    def __init__(self) -> None:
        self.cache = diskcache.Cache(timeout=2)
        self.other = diskcache.Cache()

    async def add(self, key: str, entry: str) -> None:
        with self.cache.transact():
            entries = self.cache.get(key) or []
            if entries:
                self.cache.set(key, [*entries, entry])
            self.other.get(key)  # error: 12

    async def look(self, key: str) -> None:
        def set_key() -> None:
            self.cache.get(key)  # error: 8
            with self.other.transact():
                self.cache.set(key, 1)  # error: 12

        await asyncio.to_thread(set_key)
