"""Three steps that must be done in an eighth of a second."""

import asyncio
import time


async def step() -> None:
    await asyncio.sleep(0.1)


async def main() -> None:
    start = time.perf_counter()
    try:
        async with asyncio.timeout(0.125):
            for _ in range(3):
                await step()
    except TimeoutError:
        print("given up")
    print("after", round(time.perf_counter() - start, 1), "seconds")


if __name__ == "__main__":
    asyncio.run(main())
