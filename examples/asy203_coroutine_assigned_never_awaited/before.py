"""Empty a cache and say how many pages were in it."""

import asyncio


class Cache:
    def __init__(self, pages: list[str]) -> None:
        self.pages = pages

    async def clear(self) -> int:
        await asyncio.sleep(0)
        count = len(self.pages)
        self.pages.clear()
        return count


async def main() -> None:
    cache = Cache(["home", "news"])
    cleared = cache.clear()  # error: 14
    print(f"{len(cache.pages)} pages are left")


if __name__ == "__main__":
    asyncio.run(main())
