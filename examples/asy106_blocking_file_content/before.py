"""Read a named pipe whose writer takes its time."""

import asyncio
import os
import threading
import time
from pathlib import Path

PIPE = Path("pipe")


def write_slowly() -> None:
    time.sleep(0.4)
    PIPE.write_text("hello")


async def read() -> str:
    return PIPE.read_text()  # error: 11, call="pathlib.Path.read_text"


async def tick() -> None:
    for _ in range(3):
        await asyncio.sleep(0.1)


async def main() -> None:
    print(await asyncio.gather(read(), tick()))


if __name__ == "__main__":
    os.mkfifo(PIPE)
    threading.Thread(target=write_slowly, daemon=True).start()
    asyncio.run(main())
