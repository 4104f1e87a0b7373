# only: own
# settings: {"target_version": "3.8"}
import asyncio
import functools
from pathlib import Path


async def main(path: Path):
    await asyncio.sleep(0)
    await asyncio.get_running_loop().run_in_executor(
        None, functools.partial(path.write_text, "x", encoding="utf-8")
    )  # error: 4
    return await asyncio.get_running_loop().run_in_executor(None, path.read_text)  # error: 11


async def private_key(key: str) -> bytes:
    """There is no to_thread for a file that is opened, either."""
    with open(key, "rb") as file:  # error: 9
        private = file.read()  # error: 18
    return private
