"""Answer several clients, and look for the settings of each."""

import asyncio
from pathlib import Path


async def find_settings(folder: Path) -> str:
    if not await asyncio.to_thread(folder.exists):
        return "defaults"
    return "settings.ini"


async def answer(client: str) -> None:
    print(client, "gets", await find_settings(Path(client)))


async def main() -> None:
    await asyncio.gather(answer("first"), answer("second"))


if __name__ == "__main__":
    asyncio.run(main())
