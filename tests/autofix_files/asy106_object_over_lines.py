# only: own
import asyncio
import json
from pathlib import Path

DIR = Path("x")


async def main():
    print(
        await asyncio.to_thread(
            (  # error: 8
                DIR
                / "a-long-name"
            ).read_bytes
        )
    )
    return await asyncio.to_thread(
        (  # error: 11
            DIR
            / "a-long-name"
        ).read_bytes
    )
