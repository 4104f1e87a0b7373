"""A chat server keeps a task for each guest, who waits for the first message."""

import asyncio
import gc

_background_tasks: set[asyncio.Task[object]] = set()


async def wait_for_message(guest: str) -> None:
    message = asyncio.Event()
    print(guest, "is waiting")
    await message.wait()


async def welcome(guest: str) -> None:
    task = asyncio.create_task(wait_for_message(guest))
    _background_tasks.add(task)
    task.add_done_callback(_background_tasks.discard)


async def main() -> None:
    for guest in ("Ada", "Grace"):
        await welcome(guest)
    await asyncio.sleep(0.05)
    gc.collect()
    waiting = asyncio.all_tasks() - {asyncio.current_task()}
    print(len(waiting), "guests are still waiting")


if __name__ == "__main__":
    asyncio.run(main())
