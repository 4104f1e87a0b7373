"""A sibling that never waits takes as long, and stops the others as well."""
# only: own
import asyncio


class Store:
    def __init__(self, rows):
        self.rows = rows

    def find(self, key: str) -> list:
        return self.look(key)

    async def async_find(self, key: str) -> list:
        return [row for row in self.rows if self.fits(row, key)]

    def sift(self, key: str) -> list:
        return self.look(key)

    async def async_sift(self, key: str) -> list:
        return await self.async_find(key)

    def seek(self, key: str) -> list:
        return self.look(key)

    async def async_seek(self, key: str) -> list:
        await asyncio.sleep(0)
        return [row for row in self.rows if self.fits(row, key)]

    def look(self, key: str) -> list:
        return [row for row in self.rows if self.fits(row, key)]

    def fits(self, row, key: str) -> bool:
        return row.startswith(key)


async def show(store: Store) -> None:
    print(store.find("a"))
    print(store.sift("a"))
    print(await store.async_seek("a"))  # error: 10, sibling="async_seek"
