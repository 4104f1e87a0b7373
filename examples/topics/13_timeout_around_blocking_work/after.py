"""Give a slow task a fifth of a second."""

import asyncio
import time


async def slow() -> str:
    await asyncio.sleep(0.6)
    return "finished after all"


async def main() -> None:
    try:
        async with asyncio.timeout(0.2):
            print(await slow())
    except TimeoutError:
        print("too slow")


if __name__ == "__main__":
    asyncio.run(main())
