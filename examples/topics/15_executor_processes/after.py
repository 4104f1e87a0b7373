"""Square some numbers in another process."""

import asyncio
from concurrent.futures import ProcessPoolExecutor


def squares(count: int) -> int:
    return sum(n * n for n in range(count))


async def main() -> None:
    loop = asyncio.get_running_loop()
    pool = ProcessPoolExecutor(1)
    try:
        print(await loop.run_in_executor(pool, squares, 1000))
    finally:
        await asyncio.to_thread(pool.shutdown)


if __name__ == "__main__":
    asyncio.run(main())
