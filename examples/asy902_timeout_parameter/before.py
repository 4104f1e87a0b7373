"""Three steps that must be done in an eighth of a second."""

import asyncio
import time


async def step(timeout: float) -> None:  # error: 15, function="step"
    await asyncio.wait_for(asyncio.sleep(0.1), timeout)


async def main() -> None:
    start = time.perf_counter()
    for _ in range(3):
        await step(0.125)
    print("in time" if time.perf_counter() - start < 0.2 else "too late")


if __name__ == "__main__":
    asyncio.run(main())
