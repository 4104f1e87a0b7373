"""Read the settings once, however many ask for them."""

import asyncio


async def read() -> dict[str, str]:
    await asyncio.sleep(0)
    return {"colour": "blue"}


_settings: asyncio.Task[dict[str, str]] | None = None


async def settings() -> dict[str, str]:
    global _settings
    if _settings is None:
        _settings = asyncio.create_task(read())
    return await _settings


async def main() -> None:
    for _ in range(2):
        print((await settings())["colour"])


if __name__ == "__main__":
    asyncio.run(main())
