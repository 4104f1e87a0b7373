"""A thread with a loop of its own fills a queue of the main loop."""

import asyncio
import threading


async def produce(queue: "asyncio.Queue[int]") -> None:
    await asyncio.sleep(0.1)
    await queue.put(1)


async def main() -> None:
    queue: asyncio.Queue[int] = asyncio.Queue()
    threading.Thread(target=asyncio.run, args=(produce(queue),)).start()  # error: 4, name="queue"
    print("got", await queue.get())


if __name__ == "__main__":
    asyncio.run(main())
