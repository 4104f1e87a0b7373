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


async def main() -> None:
    print(await read())


if __name__ == "__main__":
    os.mkfifo(PIPE)
    threading.Thread(target=write_slowly, daemon=True).start()
    asyncio.run(main())
