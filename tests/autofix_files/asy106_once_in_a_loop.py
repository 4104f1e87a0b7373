"""A file that a program works on once in the life of its loop is worth no thread; one of each request is."""

import asyncio
import os
from pathlib import Path


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(await asyncio.to_thread(Path("page").read_bytes))  # error: 17
    writer.close()


async def serve(path: Path) -> None:
    server = await asyncio.start_server(answer, port=8000)
    path.write_text(str(os.getpid()))  # error: 4
    await started(path)
    await started_twice(path)
    await started_twice(path)
    async with server:
        while True:
            await asyncio.to_thread(path.with_suffix(".alive").write_text, "yes")  # error: 12
            await asyncio.sleep(60)


async def started(path: Path) -> None:
    path.with_suffix(".port").write_text("8000")  # error: 4


async def started_twice(path: Path) -> None:
    await asyncio.to_thread(path.with_suffix(".token").write_text, "secret")  # error: 4


def main() -> None:
    asyncio.run(serve(Path("run") / "pid"))
