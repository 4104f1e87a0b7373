"""Tell of deliveries that fail, and stop the one that is under way."""

import asyncio


async def deliver(parcel: str) -> None:
    await asyncio.sleep(60)
    print(parcel)


def report(task: asyncio.Task[None]) -> None:
    if error := task.exception():  # error: 16, call="task.exception", task="task"
        print("lost:", error)
    print("one delivery less")


async def main() -> None:
    task = asyncio.create_task(deliver("a book"))
    task.add_done_callback(report)
    await asyncio.sleep(0.01)
    task.cancel()
    await asyncio.wait([task])


if __name__ == "__main__":
    asyncio.run(main())
