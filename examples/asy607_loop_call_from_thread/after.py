"""A thread reads a sensor and hands what it reads to the event loop."""

import asyncio
import time


def read_sensor(queue: asyncio.Queue[float], loop: asyncio.AbstractEventLoop) -> None:
    time.sleep(0.1)
    loop.call_soon_threadsafe(queue.put_nowait, time.monotonic())
    time.sleep(0.5)


async def main() -> None:
    queue: asyncio.Queue[float] = asyncio.Queue()
    loop = asyncio.get_running_loop()
    reading = asyncio.create_task(asyncio.to_thread(read_sensor, queue, loop))
    sent = await queue.get()
    delay = time.monotonic() - sent
    print("the value came", "late" if delay > 0.3 else "at once")
    await reading


if __name__ == "__main__":
    asyncio.run(main())
