"""Count the words of a text that comes from far away."""

import asyncio


class Article:
    async def __len__(self) -> int:  # error: 4
        await asyncio.sleep(0)
        return len("a few words".split())


async def main() -> None:
    print("words:", len(Article()))


if __name__ == "__main__":
    asyncio.run(main())
