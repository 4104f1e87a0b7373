# only: own
"""A list of all that is there is no remedy for a loop that ends at the first few."""

import asyncio
import pathlib


async def first_few(root: pathlib.Path) -> list[pathlib.Path]:
    def get_found() -> list[pathlib.Path]:
        found = []
        for path in root.glob("**/*.py"):  # error: 16
            found.append(path)
            if len(found) > 100:
                break
        return found

    return await asyncio.to_thread(get_found)


async def first(root: pathlib.Path) -> pathlib.Path | None:
    for path in root.rglob("*.py"):  # error: 16
        if path.name.startswith("a"):
            return path
    return None


async def every(root: pathlib.Path) -> list[str]:
    found = []
    for path in await asyncio.to_thread(list, root.glob("**/*.py")):  # error: 16
        found.append(path.name)
    return found
