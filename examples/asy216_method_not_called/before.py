"""A door that opens when the bell rings."""

import asyncio


async def ring(bell: asyncio.Event) -> None:
    await asyncio.sleep(0.05)
    bell.set()


async def open_door(bell: asyncio.Event) -> None:
    if not bell.is_set:  # error: 11, method="bell.is_set"
        await bell.wait()
    print("the door opens", "after" if bell.is_set() else "before", "the bell")


async def main() -> None:
    bell = asyncio.Event()
    await asyncio.gather(ring(bell), open_door(bell))


if __name__ == "__main__":
    asyncio.run(main())
