"""Render some pages, and give up when that takes too long."""

import asyncio
import time


def render(page: int) -> str:
    end = time.perf_counter() + 0.03
    while time.perf_counter() < end:
        page += 0
    return f"<{page}>"


async def main() -> None:
    pages = 0
    try:
        async with asyncio.timeout(0.05) as limit:  # error: 19, scope="asyncio.timeout(...)"
            for page in range(5):
                print(render(page))
                pages += 1
        print("all", pages, "pages are there; out of time:", limit.expired())
    except TimeoutError:
        print("that took too long")


if __name__ == "__main__":
    asyncio.run(main())
