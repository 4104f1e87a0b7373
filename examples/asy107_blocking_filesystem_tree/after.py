"""Delete a folder of many files, while a clock ticks beside it."""

import asyncio
import shutil
from pathlib import Path

FOLDER = Path("many")


async def clean() -> None:
    await asyncio.to_thread(shutil.rmtree, FOLDER)


async def tick() -> int:
    count = 0
    for _ in range(6):
        await asyncio.sleep(0.01)
        count += 1
    return count


async def main() -> None:
    print(*await asyncio.gather(clean(), tick()))


if __name__ == "__main__":
    FOLDER.mkdir()
    for number in range(2000):
        (FOLDER / str(number)).touch()
    asyncio.run(main())
