"""Read a meter, in debug mode."""

import asyncio
import time


async def read() -> int:
    await asyncio.sleep(0.4)
    return 7


async def main() -> None:
    print("the meter shows", await read())


if __name__ == "__main__":
    asyncio.run(main(), debug=True)
