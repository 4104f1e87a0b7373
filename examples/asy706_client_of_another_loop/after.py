"""A thread fills a queue of the main loop through that loop."""

import asyncio
import threading
import time


def produce(queue: "asyncio.Queue[int]", loop: asyncio.AbstractEventLoop) -> None:
    time.sleep(0.1)
    loop.call_soon_threadsafe(queue.put_nowait, 1)


async def main() -> None:
    queue: asyncio.Queue[int] = asyncio.Queue()
    loop = asyncio.get_running_loop()
    threading.Thread(target=produce, args=(queue, loop)).start()
    print("got", await queue.get())


if __name__ == "__main__":
    asyncio.run(main())
