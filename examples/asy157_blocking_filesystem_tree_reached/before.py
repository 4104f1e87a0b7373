"""Delete a folder of many files through a helper, while a clock ticks beside it."""

import asyncio
import shutil
from pathlib import Path

FOLDER = Path("many")


def clean() -> str:
    shutil.rmtree(FOLDER)
    return "clean"


async def work() -> str:
    return clean()  # error: 11, call="shutil.rmtree"


async def tick() -> int:
    count = 0
    for _ in range(6):
        await asyncio.sleep(0.05)
        count += 1
    return count


async def main() -> None:
    print(*await asyncio.gather(work(), tick()))


if __name__ == "__main__":
    FOLDER.mkdir()
    for number in range(2000):
        (FOLDER / str(number)).touch()
    asyncio.run(main())
