"""What asyncio passes to the callback of a server, with and without annotations."""
# only: own

import asyncio


async def untyped(reader, writer):
    writer.write(b"ok")
    await writer.drain()
    writer.close()  # error: 4


async def typed(reader: asyncio.StreamReader, writer: asyncio.StreamWriter):
    writer.write(b"ok")  # error: 4
    await writer.drain()


async def by_another(reader: asyncio.StreamReader, writer: asyncio.StreamWriter):
    await writer.close()


async def main():
    await asyncio.start_server(untyped, "", 80)
    await asyncio.start_unix_server(typed, path="")
