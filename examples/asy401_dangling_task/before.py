"""A chat server keeps a task for each guest, who waits for the first message."""

import asyncio
import gc


async def wait_for_message(guest: str) -> None:
    message = asyncio.Event()
    print(guest, "is waiting")
    await message.wait()


async def welcome(guest: str) -> None:
    asyncio.create_task(wait_for_message(guest))  # error: 4, call="asyncio.create_task()"


async def main() -> None:
    for guest in ("Ada", "Grace"):
        await welcome(guest)
    await asyncio.sleep(0.05)
    gc.collect()
    waiting = asyncio.all_tasks() - {asyncio.current_task()}
    print(len(waiting), "guests are still waiting")


if __name__ == "__main__":
    asyncio.run(main())
