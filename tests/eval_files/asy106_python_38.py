# only: own
# settings: {"target_version": "3.8"}
import asyncio
from pathlib import Path


async def main(path: Path):
    await asyncio.sleep(0)
    path.write_text("x", encoding="utf-8")  # error: 4
    return path.read_text()  # error: 11
