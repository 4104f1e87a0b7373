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
        async with asyncio.TaskGroup() as group:
            group.create_task(pay())
            group.create_task(send())
    except* ValueError as errors:
        print("no order:", *errors.exceptions)
    await asyncio.sleep(0.1)


if __name__ == "__main__":
    asyncio.run(main())
