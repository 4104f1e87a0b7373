"""Answer several clients, and look for their settings in several places."""

import asyncio
from pathlib import Path


def first_that_exists(folders: list[Path]) -> str:
    for folder in folders:
        if folder.exists():
            return str(folder)
    return "defaults"


async def answer(client: str) -> None:
    print(client, await asyncio.to_thread(first_that_exists, [Path(client), Path("etc")]))


async def main() -> None:
    await asyncio.gather(answer("first"), answer("second"))


if __name__ == "__main__":
    asyncio.run(main())
