"""Read two files at once, and tell which could not be read."""

import asyncio


async def read(name: str) -> str:
    await asyncio.sleep(0.01)
    raise FileNotFoundError(2, "no such file", name)


async def main() -> None:
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(read("a.txt"))
            group.create_task(read("b.txt"))
    except* FileNotFoundError as error:
        print("missing:", error.filename)  # error: 26, advice="look at error.exceptions"


if __name__ == "__main__":
    asyncio.run(main())
