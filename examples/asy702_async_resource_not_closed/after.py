"""Ask an echo server a question, and see whether the connection is closed afterwards."""

import asyncio
import gc
import warnings


async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(await reader.readline())
    await writer.drain()
    writer.close()


async def ask(question: bytes) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", 8702)
    try:
        writer.write(question)
        return await reader.readline()
    finally:
        writer.close()


async def main() -> None:
    warnings.simplefilter("always", ResourceWarning)
    server = await asyncio.start_server(echo, "127.0.0.1", 8702)
    print(await ask(b"hello\n"))
    server.close()
    await asyncio.sleep(0)


if __name__ == "__main__":
    asyncio.run(main())
    gc.collect()
