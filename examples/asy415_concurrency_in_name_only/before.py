"""Weigh two crates at once."""

import asyncio


async def weigh(crate: str) -> int:
    await asyncio.sleep(0.01)
    return len(crate)


async def main() -> None:
    print(await asyncio.gather(await weigh("apples"), await weigh("pears")))  # error: 16


if __name__ == "__main__":
    asyncio.run(main())
