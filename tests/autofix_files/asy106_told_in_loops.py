# only: own
"""A function whose variables a test in the loop tells the type of stays behind that test."""

import asyncio
import json


async def load(paths: list[str], base: str | None) -> list[str]:
    done = []
    for path in paths:
        if base is None:
            await asyncio.sleep(0)
            continue

        def load_file(path: str) -> None:
            with open(base + path) as file:  # error: 13
                done.append(json.load(file))  # error: 24

        await asyncio.to_thread(load_file, path)
    return done


async def load2(paths: list[str], base: str | None) -> list[str]:
    done = []

    def load_file(path: str) -> None:
        with open(path) as file:  # error: 13
            done.append(json.load(file))  # error: 24

    for path in paths:
        if path is None:
            await asyncio.sleep(0)
            continue
        await asyncio.to_thread(load_file, path)
    return done
