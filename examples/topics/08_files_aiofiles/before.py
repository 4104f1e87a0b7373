"""Report the errors in a log that comes slowly, as from a network drive, while a clock ticks."""

import asyncio
import os
import threading
import time
from pathlib import Path

LOG = Path("slow.log")


async def show_errors() -> None:
    with open(LOG, encoding="utf-8") as log:  # ASY106: 9, call="open"
        for line in log:  # ASY106: 20, call="io.TextIOWrapper.__next__"
            if "ERROR" in line:
                await report(line.strip())


async def report(error: str) -> None:
    await asyncio.sleep(0.01)
    print(error)


def write_slowly() -> None:
    time.sleep(0.4)
    LOG.write_text("all is well\nERROR: disk full\n", encoding="utf-8")


async def tick() -> None:
    for _ in range(3):
        await asyncio.sleep(0.05)
        print("tick")


async def main() -> None:
    await asyncio.gather(show_errors(), tick())


if __name__ == "__main__":
    os.mkfifo(LOG)
    threading.Thread(target=write_slowly, daemon=True).start()
    asyncio.run(main())
