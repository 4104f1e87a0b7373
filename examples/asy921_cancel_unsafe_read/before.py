"""Read a message of a slow sender, and look at the clock every now and then."""

import asyncio


async def message(reader: asyncio.StreamReader) -> bytes:
    size = await reader.readexactly(1)
    return await reader.readexactly(size[0])


async def receive(reader: asyncio.StreamReader) -> bytes:
    while True:
        try:
            return await asyncio.wait_for(message(reader), 0.05)  # error: 42, call="message"
        except TimeoutError:
            print("nothing yet")


async def send(reader: asyncio.StreamReader) -> None:
    reader.feed_data(bytes([5]))
    await asyncio.sleep(0.08)
    reader.feed_data(bytes([4]) + b"lohello")


async def main() -> None:
    reader = asyncio.StreamReader()
    _, text = await asyncio.gather(send(reader), receive(reader))
    print("understood", text)


if __name__ == "__main__":
    asyncio.run(main())
