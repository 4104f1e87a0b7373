"""Read from a slow disk in a thread, and give up after a tenth of a second."""

import asyncio
import time


def read(chunks: int, log: list[int]) -> None:
    for chunk in range(chunks):
        time.sleep(0.05)
        log.append(chunk)


async def main() -> None:
    log: list[int] = []
    try:
        await asyncio.wait_for(asyncio.to_thread(read, 8, log), 0.12)  # error: 14
    except TimeoutError:
        print("gave up")
    await asyncio.sleep(0.5)
    print("chunks read in the end:", len(log))


if __name__ == "__main__":
    asyncio.run(main())
