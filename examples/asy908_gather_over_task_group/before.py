"""Pay for an order and send it."""

import asyncio


async def pay() -> None:
    await asyncio.sleep(0.01)
    raise ValueError("the card was refused")


async def send() -> None:
    await asyncio.sleep(0.05)
    print("the goods are on their way")


async def main() -> None:
    try:
        await asyncio.gather(pay(), send())  # error: 14, call="asyncio.gather"
    except ValueError as error:
        print("no order:", error)
    await asyncio.sleep(0.1)


if __name__ == "__main__":
    asyncio.run(main())
