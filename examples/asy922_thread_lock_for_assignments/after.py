"""Count the visits of a site: no other task can come between where nothing is awaited."""

import asyncio

visits: dict[str, int] = {}


async def count(page: str) -> None:
    visits[page] = visits.get(page, 0) + 1


async def main() -> None:
    await asyncio.gather(*[count("start") for _ in range(3)])
    print(visits)


if __name__ == "__main__":
    asyncio.run(main())
