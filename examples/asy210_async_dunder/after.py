"""Count the words of a text that comes from far away."""

import asyncio


class Article:
    async def count(self) -> int:
        await asyncio.sleep(0)
        return len("a few words".split())


async def main() -> None:
    print("words:", await Article().count())


if __name__ == "__main__":
    asyncio.run(main())
