"""Wait a while for two jobs, and see which is done."""

import asyncio


async def job(delay: float) -> float:
    await asyncio.sleep(delay)
    return delay


async def main() -> None:
    done, pending = await asyncio.wait(
        [asyncio.create_task(job(delay)) for delay in (0.05, 5)], timeout=0.3
    )
    print("done:", [task.result() for task in done], "pending:", len(pending))
    for task in pending:
        task.cancel()


if __name__ == "__main__":
    asyncio.run(main())
