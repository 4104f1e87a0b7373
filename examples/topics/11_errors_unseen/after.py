"""Refresh a cache beside the work, and report its error."""

import asyncio

tasks: set[asyncio.Task[None]] = set()


async def refresh() -> None:
    await asyncio.sleep(0.01)
    raise ConnectionError("the cache server is gone")


def report(task: asyncio.Task[None]) -> None:
    tasks.discard(task)
    if not task.cancelled() and (error := task.exception()):
        print("refresh failed:", error)


def start_refresh() -> None:
    task = asyncio.create_task(refresh())
    tasks.add(task)
    task.add_done_callback(report)


async def main() -> None:
    start_refresh()
    await asyncio.sleep(0.05)
    print("work is done")


if __name__ == "__main__":
    asyncio.run(main())
