"""Wait for a thread, while a clock ticks beside it."""

import asyncio
import threading
import time


def work() -> None:
    time.sleep(0.4)


async def wait_for(thread: threading.Thread) -> str:
    thread.start()
    thread.join()  # error: 4, call="threading.Thread.join"
    return "done"


async def tick() -> int:
    count = 0
    for _ in range(6):
        await asyncio.sleep(0.05)
        count += 1
    return count


async def main() -> None:
    print(*await asyncio.gather(wait_for(threading.Thread(target=work)), tick()))


if __name__ == "__main__":
    asyncio.run(main())
