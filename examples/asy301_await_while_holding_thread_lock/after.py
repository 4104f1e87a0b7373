"""Two visitors write into a guest book, one line after the other."""

import asyncio
import threading

book: list[str] = []
book_lock = asyncio.Lock()


async def write(name: str) -> None:
    async with book_lock:
        number = len(book) + 1
        await asyncio.sleep(0.05)
        book.append(f"{number}. {name}")


async def main() -> None:
    await asyncio.gather(write("Ada"), write("Grace"))
    print(*book)


if __name__ == "__main__":
    asyncio.run(main())
