"""Send parcels; some have no address."""

import asyncio


async def send(queue: asyncio.Queue[str]) -> None:
    while True:
        address = await queue.get()  # ASY411: 24
        if not address:
            print("no address")
            continue
        await asyncio.sleep(0.01)
        print("to", address)
        queue.task_done()


async def main() -> None:
    queue: asyncio.Queue[str] = asyncio.Queue()
    senders = [asyncio.create_task(send(queue)) for _ in range(2)]
    for address in ("Paris", "", "Rome"):
        await queue.put(address)
    await queue.join()
    for sender in senders:
        sender.cancel()
    await asyncio.gather(*senders, return_exceptions=True)
    print("everything is on its way")


if __name__ == "__main__":
    asyncio.run(main())
