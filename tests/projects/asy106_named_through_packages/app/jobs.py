from pathlib import Path


async def everywhere():
    return Path("x").read_text()  # error: 11


async def at_the_start():
    return Path("x").read_text()
