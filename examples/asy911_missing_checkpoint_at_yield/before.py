"""Go through many numbers, for a moment at most."""

from collections.abc import AsyncIterator

import trio


async def numbers(count: int) -> AsyncIterator[int]:  # error: 0, what="end"
    for number in range(count):
        yield number  # error: 8, function="numbers", what="yield"


async def main() -> None:
    last = 0
    with trio.move_on_after(0):
        async for number in numbers(1000):
            last = number
    print("went as far as", last)


if __name__ == "__main__":
    trio.run(main)
