"""Give a slow task a fifth of a second."""

import asyncio
import time


async def slow() -> str:
    time.sleep(0.6)  # ASY101: 4, call="time.sleep"
    return "finished after all"


async def main() -> None:
    try:
        async with asyncio.timeout(0.2):
            print(await slow())
    except TimeoutError:
        print("too slow")


if __name__ == "__main__":
    asyncio.run(main())
