"""Count the visits of a site, and the threads that took the lock around the counter."""

import asyncio
import threading

lock = threading.Lock()
visits: dict[str, int] = {}
threads: set[str] = set()


async def count(page: str) -> None:
    with lock:  # error: 9, lock="lock"
        visits[page] = visits.get(page, 0) + 1
        threads.add(threading.current_thread().name)


async def main() -> None:
    await asyncio.gather(*[count("start") for _ in range(3)])
    print(visits)
    print(f"{len(threads)} thread took the lock")


if __name__ == "__main__":
    asyncio.run(main())
