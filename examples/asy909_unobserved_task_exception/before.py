"""Refresh a cache in the background."""

import asyncio

tasks = set()


async def refresh() -> None:
    await asyncio.sleep(0.01)
    raise ValueError("no connection")


def start() -> None:
    task = asyncio.create_task(refresh())  # error: 11, task="task"
    tasks.add(task)
    task.add_done_callback(tasks.discard)


async def main() -> None:
    start()
    await asyncio.sleep(0.05)


if __name__ == "__main__":
    asyncio.run(main())
