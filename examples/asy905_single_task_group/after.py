"""Load one page, and say what went wrong."""

import asyncio


async def load() -> None:
    await asyncio.sleep(0)
    raise ValueError("no such page")


async def main() -> None:
    try:
        await load()
    except Exception as error:
        print(type(error).__name__, error)


if __name__ == "__main__":
    asyncio.run(main())
