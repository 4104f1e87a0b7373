"""Add up numbers in another process."""

import asyncio
from concurrent.futures import Future, ProcessPoolExecutor


def add_up(last: int) -> int:
    return sum(range(last))


async def main(adding: "Future[int]") -> None:
    print("the sum is", await asyncio.wrap_future(adding))


if __name__ == "__main__":
    with ProcessPoolExecutor(1) as pool:
        asyncio.run(main(pool.submit(add_up, 1000)))
