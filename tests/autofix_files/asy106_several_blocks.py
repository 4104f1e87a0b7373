# only: own
"""Blocks of one function get names of their own."""

import asyncio


async def main(path):
    def read_first():
        with open(path) as file:  # error: 9
            return file.read()  # error: 16

    first = await asyncio.to_thread(read_first)
    await asyncio.sleep(1)

    def read_second():
        with open(path) as file:  # error: 9
            return file.read()  # error: 17

    second = await asyncio.to_thread(read_second)
    await asyncio.sleep(1)

    def read_third():
        with open(path) as file:  # error: 9
            return file.read()  # error: 16

    third = await asyncio.to_thread(read_third)
    return first, second, third


async def after_a_block_that_ends_with_an_empty_line(path, ready):
    if ready:
        print(ready)
        
    # Now the file
    def read_text():
        with open(path) as file:  # error: 9
            return file.read()  # error: 15

    text = await asyncio.to_thread(read_text)
    # And what it says
    print(text)
