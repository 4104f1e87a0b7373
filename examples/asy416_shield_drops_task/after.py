"""An order is saved even when its customer leaves."""

import asyncio

saved: list[str] = []
saving: set["asyncio.Task[None]"] = set()


async def save(order: str) -> None:
    await asyncio.sleep(0.05)
    saved.append(order)


async def take(order: str) -> None:
    task = asyncio.create_task(save(order))
    saving.add(task)
    task.add_done_callback(saving.discard)
    await asyncio.shield(task)


async def main() -> None:
    customer = asyncio.create_task(take("tea"))
    await asyncio.sleep(0.01)
    customer.cancel()
    await asyncio.gather(customer, return_exceptions=True)
    await asyncio.gather(*saving)
    print(len(saved), "orders are saved")


if __name__ == "__main__":
    asyncio.run(main())
