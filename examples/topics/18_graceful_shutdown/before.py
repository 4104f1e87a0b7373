"""Serve until a signal says stop; an impatient operator sends it twice."""

import asyncio
import os
import signal


async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(0.1)
    writer.write(b"goodbye\n")
    await writer.drain()
    writer.close()
    await writer.wait_closed()


async def ask(port: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        print("answer:", (await reader.readline()).decode().strip())
    finally:
        writer.close()
        await writer.wait_closed()


def stop_twice() -> None:
    os.kill(os.getpid(), signal.SIGTERM)
    os.kill(os.getpid(), signal.SIGINT)


async def main() -> None:
    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    loop = asyncio.get_running_loop()
    stop = loop.create_future()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set_result, None)  # ASY608: 38
    client = asyncio.create_task(ask(server.sockets[0].getsockname()[1]))
    loop.call_later(0.05, stop_twice)
    async with server:
        await stop
    await client
    print("stopped")


if __name__ == "__main__":
    asyncio.run(main())
