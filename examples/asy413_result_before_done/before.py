"""Bake two loaves at once."""

import asyncio


async def bake(name: str) -> str:
    await asyncio.sleep(0.01)
    return f"{name} bread"


async def main() -> None:
    rye = asyncio.create_task(bake("rye"))
    oat = asyncio.create_task(bake("oat"))
    print(rye.result(), oat.result())  # error: 10, task="rye"  # error: 24


if __name__ == "__main__":
    asyncio.run(main())
