"""Wait for a device through a C library that no stub describes, while a clock ticks beside it."""

import asyncio
import ctypes

libc = ctypes.CDLL(None)


async def wait_for_device() -> str:
    await asyncio.to_thread(libc.usleep, 400_000)
    return "ready"


async def tick() -> int:
    count = 0
    for _ in range(6):
        await asyncio.sleep(0.05)
        count += 1
    return count


async def main() -> None:
    print(*await asyncio.gather(wait_for_device(), tick()))


if __name__ == "__main__":
    asyncio.run(main())
