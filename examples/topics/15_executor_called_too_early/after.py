"""Read a slow meter in a thread."""

import asyncio
import time


def read(meter: str) -> str:
    time.sleep(0.4)
    return f"{meter} shows 7"


async def tick() -> None:
    for _ in range(2):
        await asyncio.sleep(0.05)
        print("tick")


async def show() -> None:
    print(await asyncio.to_thread(read, "water"))


async def main() -> None:
    await asyncio.gather(show(), tick())


if __name__ == "__main__":
    asyncio.run(main())
