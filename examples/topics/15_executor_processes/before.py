"""Square some numbers in another process."""

import asyncio
from concurrent.futures import ProcessPoolExecutor


async def main() -> None:
    loop = asyncio.get_running_loop()
    pool = ProcessPoolExecutor(1)
    try:
        print(await loop.run_in_executor(pool, lambda: sum(n * n for n in range(1000))))  # ASY610: 47
    finally:
        await asyncio.to_thread(pool.shutdown)


if __name__ == "__main__":
    asyncio.run(main())
