"""Refresh a cache beside the work, and lose its error."""

import asyncio

tasks: set[asyncio.Task[None]] = set()


async def refresh() -> None:
    await asyncio.sleep(0.01)
    raise ConnectionError("the cache server is gone")


def start_refresh() -> None:
    task = asyncio.create_task(refresh())  # ASY909: 11
    tasks.add(task)
    task.add_done_callback(tasks.discard)


async def main() -> None:
    start_refresh()
    await asyncio.sleep(0.05)
    print("work is done")


if __name__ == "__main__":
    asyncio.run(main())
