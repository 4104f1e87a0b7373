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
        print(await asyncio.gather(load(1), load(2), load(3)))  # ASY908: 20
    except ValueError as error:
        print("nothing was ordered:", error)
    await asyncio.sleep(0.4)


if __name__ == "__main__":
    asyncio.run(main())
