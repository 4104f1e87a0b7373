"""Two rounds of work, each with an event loop of its own."""

import asyncio


async def work(lock: asyncio.Lock) -> None:
    async with lock:
        await asyncio.sleep(0.01)


async def main() -> None:
    lock = asyncio.Lock()
    await asyncio.gather(work(lock), work(lock))


if __name__ == "__main__":
    asyncio.run(main())
    asyncio.run(main())
    print("done")
