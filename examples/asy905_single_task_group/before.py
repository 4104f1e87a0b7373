"""Load one page, and say what went wrong."""

import asyncio


async def load() -> None:
    await asyncio.sleep(0)
    raise ValueError("no such page")


async def main() -> None:
    try:
        async with asyncio.TaskGroup() as group:  # error: 19, group="group", function="load()"
            group.create_task(load())
    except Exception as error:
        print(type(error).__name__, error)


if __name__ == "__main__":
    asyncio.run(main())
