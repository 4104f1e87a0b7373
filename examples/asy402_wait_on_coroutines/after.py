"""Ask three mirrors for a file and take whichever answers first."""

import asyncio


async def ask(mirror: str, delay: float) -> str:
    await asyncio.sleep(delay)
    return mirror


async def main() -> None:
    done, slower = await asyncio.wait(
        [asyncio.create_task(ask("berlin", 0.2)), asyncio.create_task(ask("paris", 0.1))],
        return_when=asyncio.FIRST_COMPLETED,
    )
    for task in done:
        print("the file comes from", task.result())
    for task in slower:
        task.cancel()


if __name__ == "__main__":
    asyncio.run(main())
