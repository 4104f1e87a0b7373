"""Look for the settings of a program in several places."""

import asyncio
from pathlib import Path


def first_that_exists(folders: list[Path]) -> str:
    for folder in folders:
        if folder.exists():
            return str(folder)
    return "defaults"


async def main() -> None:
    print("using", first_that_exists([Path("config"), Path("etc")]))  # error: 19, call="pathlib.Path.exists"


if __name__ == "__main__":
    asyncio.run(main())
