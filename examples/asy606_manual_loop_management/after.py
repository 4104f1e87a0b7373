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
    print(asyncio.run(serve()))


if __name__ == "__main__":
    main()
