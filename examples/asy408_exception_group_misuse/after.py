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
    except* FileNotFoundError as group_of_errors:
        for error in group_of_errors.exceptions:
            print("missing:", getattr(error, "filename", error))


if __name__ == "__main__":
    asyncio.run(main())
