"""Wait a while for two jobs, and see which is done."""

import asyncio


async def job(delay: float) -> float:
    await asyncio.sleep(delay)
    return delay


async def main() -> None:
    jobs = [job(delay) for delay in (0.05, 5)]
    done, pending = await asyncio.wait(jobs, timeout=0.3)  # ASY402: 26 # ASY412: 26
    print("done:", [task.result() for task in done], "pending:", len(pending))


if __name__ == "__main__":
    asyncio.run(main())
