"""Read the lines of a log, but no longer than a second."""

import asyncio
from collections.abc import AsyncIterator


async def read_lines() -> AsyncIterator[str]:
    for number in range(3):
        await asyncio.sleep(0)
        yield f"line {number}"


async def main() -> None:
    with asyncio.timeout(1):  # error: 9
        for line in read_lines():  # error: 20
            print(line)
        await asyncio.sleep(0)


if __name__ == "__main__":
    asyncio.run(main())
