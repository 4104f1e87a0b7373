"""A thread counts to three while the program goes on."""

import asyncio
import threading


class Counter(threading.Thread):
    async def run(self) -> None:  # error: 4, method="run"
        for number in range(3):
            await asyncio.sleep(0.01)
            print(number)


async def main() -> None:
    counter = Counter()
    counter.start()
    await asyncio.to_thread(counter.join)
    print("counted")


if __name__ == "__main__":
    asyncio.run(main())
