# only: own
"""Blocks of one function get names of their own."""

import asyncio


async def main(path):
    with open(path) as file:  # error: 9
        first = file.read()  # error: 16
    await asyncio.sleep(1)
    with open(path) as file:  # error: 9
        second = file.read()  # error: 17
    await asyncio.sleep(1)
    with open(path) as file:  # error: 9
        third = file.read()  # error: 16
    return first, second, third
