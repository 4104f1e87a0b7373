"""Two checks run together, and whoever called wants to know which failed."""

import asyncio


async def check(name: str, healthy: bool) -> None:
    await asyncio.sleep(0.01)
    if not healthy:
        raise ConnectionError(f"{name} is down")


async def check_all() -> None:
    async with asyncio.TaskGroup() as group:
        group.create_task(check("disk", True))
        group.create_task(check("network", False))


async def main() -> None:
    try:
        await check_all()
    except ExceptionGroup as group:
        raise group.exceptions[0] from group


if __name__ == "__main__":
    try:
        asyncio.run(main())
    except ConnectionError as error:
        print(error, "- context kept:", error.__cause__ is not None)
