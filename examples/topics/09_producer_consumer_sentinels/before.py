"""Two producers, three consumers, and a word that says there is no more."""

import asyncio


async def produce(queue: asyncio.Queue[str | None], name: str) -> None:
    for number in range(3):
        await queue.put(f"{name}{number}")
        await asyncio.sleep(0.01)
    await queue.put(None)


async def consume(queue: asyncio.Queue[str | None], seen: list[str]) -> None:
    while True:
        item = await queue.get()
        if item is None:
            queue.task_done()
            break
        await asyncio.sleep(0.02)
        seen.append(item)
        queue.task_done()


async def main() -> None:
    queue: asyncio.Queue[str | None] = asyncio.Queue(maxsize=5)
    seen: list[str] = []
    producers = [asyncio.create_task(produce(queue, name)) for name in ("a", "b")]
    consumers = [asyncio.create_task(consume(queue, seen)) for _ in range(3)]
    await asyncio.gather(*producers)
    for _ in consumers:
        await queue.put(None)  # ASY411: 14
    await asyncio.gather(*consumers)
    print("consumed:", *sorted(seen))
    await queue.join()
    print("the queue is worked off")


if __name__ == "__main__":
    asyncio.run(main())
