"""A shop asks its storeroom for a name and greets in capitals."""

import asyncio


async def read_name(number: int) -> str:
    await asyncio.sleep(0.01)
    return ["Ada", "Grace"][number]


async def find_name(number: int) -> str:
    try:
        return read_name(number)  # error: 15, kind="coroutine"
    except IndexError:
        return "somebody"


async def main() -> None:
    print((await find_name(5)).upper())


if __name__ == "__main__":
    asyncio.run(main())
