"""Look for the settings of a program."""

import asyncio
from pathlib import Path


async def find_settings(folder: Path) -> str:
    if not await asyncio.to_thread(folder.exists):
        return "defaults"
    return "settings.ini"


async def main() -> None:
    print("using", await find_settings(Path("config")))


if __name__ == "__main__":
    asyncio.run(main())
