"""Ask for six pages, at most two at a time."""

import asyncio
import threading

limit = threading.Semaphore(2)


async def fetch(page: int) -> str:
    with limit:  # ASY301: 4
        print("fetching", page)
        await asyncio.sleep(0.05)
        return f"page {page}"


async def main() -> None:
    print(len(await asyncio.gather(*(fetch(page) for page in range(6)))), "pages")


if __name__ == "__main__":
    asyncio.run(main())
