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


async def after_a_block_that_ends_with_an_empty_line(path, ready):
    if ready:
        print(ready)
        
    # Now the file
    with open(path) as file:  # error: 9
        text = file.read()  # error: 15
        
    # And what it says
    print(text)
