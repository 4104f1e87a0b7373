"""A thread counts to three while the program goes on."""

import asyncio
import threading
import time


class Counter(threading.Thread):
    def run(self) -> None:
        for number in range(3):
            time.sleep(0.01)
            print(number)


async def main() -> None:
    counter = Counter()
    counter.start()
    await asyncio.to_thread(counter.join)
    print("counted")


if __name__ == "__main__":
    asyncio.run(main())
