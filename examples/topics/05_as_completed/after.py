"""Report three jobs in the order in which they end."""

import asyncio


async def job(name: str, delay: float) -> str:
    await asyncio.sleep(delay)
    return name


async def tick() -> None:
    for _ in range(3):
        await asyncio.sleep(0.1)
        print("tick")


async def report() -> None:
    jobs = [asyncio.create_task(job("slow", 0.75)), asyncio.create_task(job("fast", 0.35))]
    for finished in asyncio.as_completed(jobs):
        print(await finished, "is done")


async def main() -> None:
    await asyncio.gather(report(), tick())


if __name__ == "__main__":
    asyncio.run(main())
