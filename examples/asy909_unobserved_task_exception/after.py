"""Refresh a cache in the background."""

import asyncio

tasks = set()


async def refresh() -> None:
    await asyncio.sleep(0.01)
    raise ValueError("no connection")


def finish(task: asyncio.Task[None]) -> None:
    tasks.discard(task)
    if not task.cancelled() and (error := task.exception()):
        print("refresh failed:", error)


def start() -> None:
    task = asyncio.create_task(refresh())
    tasks.add(task)
    task.add_done_callback(finish)


async def main() -> None:
    start()
    await asyncio.sleep(0.05)


if __name__ == "__main__":
    asyncio.run(main())
