"""Wait for a flag that another task sets."""

import asyncio


async def wait_for(started: asyncio.Event) -> None:
    while not started.is_set():  # error: 4, test="not started.is_set()"
        pass
    print("started")


async def start(started: asyncio.Event) -> None:
    await asyncio.sleep(0.05)
    started.set()


async def main() -> None:
    started = asyncio.Event()
    await asyncio.gather(wait_for(started), start(started))


if __name__ == "__main__":
    asyncio.run(main())
