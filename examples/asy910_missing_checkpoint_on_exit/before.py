"""Read settings that are mostly in a cache already, while a clock ticks beside it."""

import trio

CACHE = {"colour": "blue"}


async def read(key: str) -> str:
    if key in CACHE:
        return CACHE[key]  # error: 8, function="read", what="return"
    await trio.sleep(0.1)
    return "unknown"


async def tick(ticks: list[int]) -> None:
    while True:
        ticks.append(1)
        await trio.lowlevel.checkpoint()


async def main() -> None:
    ticks: list[int] = []
    async with trio.open_nursery() as nursery:
        nursery.start_soon(tick, ticks)
        for _ in range(100):
            await read("colour")
        nursery.cancel_scope.cancel()
    print("the clock ticked", "often" if len(ticks) > 50 else "not at all")


if __name__ == "__main__":
    trio.run(main)
