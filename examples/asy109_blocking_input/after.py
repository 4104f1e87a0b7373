"""Ask for a name and let a clock tick while the person thinks."""

import asyncio
import os
import sys
import threading
import time


def think() -> None:
    """Stand in for a person: the answer comes after a while."""
    reading, writing = os.pipe()
    sys.stdin = os.fdopen(reading)

    def answer() -> None:
        time.sleep(0.4)
        os.write(writing, b"Ada\n")

    threading.Thread(target=answer, daemon=True).start()


async def ask() -> str:
    print("Name? ", end="", flush=True)
    loop = asyncio.get_running_loop()
    answer = loop.create_future()

    def on_line() -> None:
        loop.remove_reader(sys.stdin)
        answer.set_result(sys.stdin.readline().strip())

    loop.add_reader(sys.stdin, on_line)
    return await answer


async def tick() -> int:
    count = 0
    for _ in range(6):
        await asyncio.sleep(0.05)
        count += 1
    return count


async def main() -> None:
    ticking = asyncio.create_task(tick())
    print(await ask(), await ticking)


if __name__ == "__main__":
    think()
    asyncio.run(main())
