"""Read a locked file up to the first empty line."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator

locked: set[str] = set()


async def lines(name: str) -> AsyncGenerator[str, None]:
    locked.add(name)
    try:
        for line in ("title", "", "text"):
            await asyncio.sleep(0.01)
            yield line
    finally:
        locked.discard(name)


async def main() -> None:
    async with contextlib.aclosing(lines("notes")) as source:
        async for line in source:
            if not line:
                break
    print("the file is", "still locked" if locked else "free")


if __name__ == "__main__":
    asyncio.run(main())
