"""Two rounds of work, each with an event loop of its own."""

import asyncio

lock = asyncio.Lock()  # error: 7, call="asyncio.Lock()"


async def work() -> None:
    async with lock:
        await asyncio.sleep(0.01)


async def main() -> None:
    await asyncio.gather(work(), work())


if __name__ == "__main__":
    asyncio.run(main())
    asyncio.run(main())  # ASY706: 4
    print("done")
