"""Run a part of the program in debug mode."""

import asyncio


async def part() -> str:
    await asyncio.sleep(0.01)
    return f"debug mode: {asyncio.get_running_loop().get_debug()}"


async def main() -> None:
    print(asyncio.run(part(), debug=True))  # ASY601: 10


if __name__ == "__main__":
    asyncio.run(main())
