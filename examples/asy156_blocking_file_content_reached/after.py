"""Read a named pipe whose writer takes its time, through a helper."""

import asyncio
import os
import threading
import time
from pathlib import Path

PIPE = Path("pipe")


def write_slowly() -> None:
    time.sleep(0.4)
    PIPE.write_text("hello")


def load() -> str:
    return PIPE.read_text()


async def work() -> str:
    return await asyncio.to_thread(load)


async def tick() -> int:
    count = 0
    for _ in range(6):
        await asyncio.sleep(0.05)
        count += 1
    return count


async def main() -> None:
    print(*await asyncio.gather(work(), tick()))


if __name__ == "__main__":
    os.mkfifo(PIPE)
    threading.Thread(target=write_slowly, daemon=True).start()
    asyncio.run(main())
