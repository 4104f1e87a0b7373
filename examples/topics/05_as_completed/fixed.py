"""Report three jobs in the order in which they end."""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor, as_completed


def job(name: str, delay: float) -> str:
    time.sleep(delay)
    return name


async def tick() -> None:
    for _ in range(3):
        await asyncio.sleep(0.1)
        print("tick")


async def report() -> None:
    pool = ThreadPoolExecutor()
    jobs = [
        asyncio.wrap_future(pool.submit(job, "slow", 0.75)),
        asyncio.wrap_future(pool.submit(job, "fast", 0.35)),
    ]
    for finished in asyncio.as_completed(jobs):
        print(await finished, "is done")


async def main() -> None:
    await asyncio.gather(report(), tick())


if __name__ == "__main__":
    asyncio.run(main())
