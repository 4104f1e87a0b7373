"""Read a meter, in debug mode."""

import asyncio
import time


async def read() -> int:
    time.sleep(0.4)  # ASY101: 4, call="time.sleep"
    return 7


async def main() -> None:
    print("the meter shows", await read())


if __name__ == "__main__":
    asyncio.run(main(), debug=True)
