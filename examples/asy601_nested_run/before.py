"""Print the temperatures of two towns."""

import asyncio


async def temperature(town: str) -> int:
    await asyncio.sleep(0.01)
    return len(town) * 3


async def report(town: str) -> str:
    degrees = asyncio.run(temperature(town))  # error: 14, call="asyncio.run()"
    return f"{town}: {degrees} degrees"


async def main() -> None:
    for line in await asyncio.gather(report("Oslo"), report("Rome")):
        print(line)


if __name__ == "__main__":
    asyncio.run(main())
