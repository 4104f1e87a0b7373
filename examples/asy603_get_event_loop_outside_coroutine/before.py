"""Count down from three."""

import asyncio


async def count_down(start: int) -> None:
    for number in range(start, 0, -1):
        print(number)
        await asyncio.sleep(0.01)


def main() -> None:
    loop = asyncio.get_event_loop()  # error: 11, instead="asyncio.run()"
    loop.run_until_complete(count_down(3))
    loop.close()


if __name__ == "__main__":
    main()
