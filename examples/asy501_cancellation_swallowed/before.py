"""Collect readings of a slow sensor, for a quarter of a second at most."""

import asyncio


async def collect(readings: list[int]) -> None:
    while len(readings) < 5:
        try:
            await asyncio.sleep(0.1)
            readings.append(20 + len(readings))
        except asyncio.CancelledError:  # error: 8, handler="except asyncio.CancelledError"
            print("stopping")


async def main() -> None:
    readings: list[int] = []
    try:
        async with asyncio.timeout(0.25):
            await collect(readings)
    except TimeoutError:
        print("that was long enough")
    print(len(readings), "readings")


if __name__ == "__main__":
    asyncio.run(main())
