"""Serve one request while a task in the background counts the seconds."""

import asyncio

background: set[asyncio.Task[None]] = set()


async def count() -> None:
    while True:
        await asyncio.sleep(1)


async def serve() -> str:
    background.add(asyncio.create_task(count()))
    await asyncio.sleep(0.05)
    return "served"


def main() -> None:
    loop = asyncio.new_event_loop()  # error: 11, instead="asyncio.run()"
    asyncio.set_event_loop(loop)
    try:
        print(loop.run_until_complete(serve()))
    finally:
        loop.close()


if __name__ == "__main__":
    main()
