"""Read a few pages of a book that ends with a blank one."""

import asyncio
from collections.abc import AsyncIterator


async def pages() -> AsyncIterator[str]:
    try:
        for number in range(3):
            await asyncio.sleep(0.01)
            yield f"page {number}"
    finally:
        yield "blank"  # error: 8, generator="pages"
        print("the book is closed")


async def main() -> None:
    book = pages()
    print(await anext(book))
    await book.aclose()


if __name__ == "__main__":
    asyncio.run(main())
