"""Ask again and again whether a job is done."""

import asyncio
import time


async def poll(attempts: int) -> None:
    for attempt in range(attempts):
        print("attempt", attempt)
        await asyncio.sleep(0.01)


async def main() -> None:
    await poll(3)
    print("done")


if __name__ == "__main__":
    asyncio.run(main())
