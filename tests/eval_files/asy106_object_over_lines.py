# only: own
import json
from pathlib import Path

DIR = Path("x")


async def main():
    print(
        (  # error: 8
            DIR
            / "a-long-name"
        ).read_bytes()
    )
    return (  # error: 11
        DIR
        / "a-long-name"
    ).read_bytes()
