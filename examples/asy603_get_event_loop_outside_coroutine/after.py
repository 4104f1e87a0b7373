"""Count down from three."""

import asyncio


async def count_down(start: int) -> None:
    for number in range(start, 0, -1):
        print(number)
        await asyncio.sleep(0.01)


def main() -> None:
    asyncio.run(count_down(3))


if __name__ == "__main__":
    main()
