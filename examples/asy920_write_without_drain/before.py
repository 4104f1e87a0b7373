"""Send a long list to somebody who does not read it yet."""

import asyncio


async def ignore(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(0.3)
    writer.transport.abort()


async def send(port: int) -> int:
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        for _ in range(200):
            writer.write(b"x" * 100_000)  # error: 12, writer="writer"
        return writer.transport.get_write_buffer_size()
    finally:
        writer.transport.abort()


async def main() -> None:
    server = await asyncio.start_server(ignore, "127.0.0.1", 0)
    try:
        size = await asyncio.wait_for(send(server.sockets[0].getsockname()[1]), 0.2)
    except TimeoutError:
        size = 0
    server.close()
    await asyncio.sleep(0.4)
    print("the buffer holds", "more" if size > 1_000_000 else "less", "than a megabyte")


if __name__ == "__main__":
    asyncio.run(main())
