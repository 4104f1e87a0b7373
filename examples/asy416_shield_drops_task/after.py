"""An order is saved even when its customer leaves, or so it seems."""

import asyncio

saved: list[str] = []
_background_tasks = set()


async def save(order: str) -> None:
    await asyncio.sleep(0.05)
    saved.append(order)


async def take(order: str) -> None:
    task = asyncio.create_task(save(order))
    _background_tasks.add(task)
    task.add_done_callback(_background_tasks.discard)
    await asyncio.shield(task)


async def main() -> None:
    customer = asyncio.create_task(take("tea"))
    await asyncio.sleep(0.01)
    customer.cancel()
    await asyncio.gather(customer, return_exceptions=True)
    await asyncio.gather(*_background_tasks)
    print(len(saved), "orders are saved")


if __name__ == "__main__":
    asyncio.run(main())
