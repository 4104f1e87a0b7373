"""Send letters; the ones without an address are left out."""

import asyncio


async def send(queue: asyncio.Queue[str]) -> None:
    while True:
        address = await queue.get()
        try:
            if address:
                await asyncio.sleep(0.01)
                print("sent to", address)
        finally:
            queue.task_done()


async def main() -> None:
    queue: asyncio.Queue[str] = asyncio.Queue()
    for address in ("Ada", "", "Grace"):
        queue.put_nowait(address)
    sender = asyncio.create_task(send(queue))
    await queue.join()
    sender.cancel()
    print("all letters are sent")


if __name__ == "__main__":
    asyncio.run(main())
