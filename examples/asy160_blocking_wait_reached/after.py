"""Stop a worker and wait for its thread, while a clock ticks beside it."""

import asyncio
import threading
import time


class Worker:
    def __init__(self) -> None:
        self.thread = threading.Thread(target=self.run)
        self.thread.start()

    def run(self) -> None:
        time.sleep(0.4)

    def stop(self) -> str:
        self.thread.join()
        return "stopped"


async def work() -> str:
    return await asyncio.to_thread(Worker().stop)


async def tick() -> int:
    count = 0
    for _ in range(6):
        await asyncio.sleep(0.05)
        count += 1
    return count


async def main() -> None:
    print(*await asyncio.gather(work(), tick()))


if __name__ == "__main__":
    asyncio.run(main())
