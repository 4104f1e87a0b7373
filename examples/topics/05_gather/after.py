"""Save three pages and count what has been saved."""

import asyncio

saved: list[str] = []


async def save(page: str) -> None:
    await asyncio.sleep(0.05)
    saved.append(page)


async def main() -> None:
    await asyncio.gather(save("one"), save("two"), save("three"))
    print(len(saved), "pages saved")


if __name__ == "__main__":
    asyncio.run(main())
