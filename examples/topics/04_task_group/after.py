"""Load three items; one of them is broken."""

import asyncio


async def load(item: int) -> str:
    await asyncio.sleep(0.1 * item)
    if item == 1:
        raise ValueError(f"item {item} is broken")
    print("item", item, "is charged to the customer")
    return f"item {item}"


async def main() -> None:
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(load(item)) for item in (1, 2, 3)]
        print([task.result() for task in tasks])
    except* ValueError as errors:
        print("nothing was ordered:", errors.exceptions[0])
    await asyncio.sleep(0.4)


if __name__ == "__main__":
    asyncio.run(main())
