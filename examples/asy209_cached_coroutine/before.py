"""Read the settings once, however many ask for them."""

import asyncio
import functools


async def read() -> dict[str, str]:
    await asyncio.sleep(0)
    return {"colour": "blue"}


@functools.cache
async def settings() -> dict[str, str]:  # error: 0
    return await read()


async def main() -> None:
    for _ in range(2):
        print((await settings())["colour"])


if __name__ == "__main__":
    asyncio.run(main())
