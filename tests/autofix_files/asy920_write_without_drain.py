# only: own
import asyncio


async def export(rows, host: str, port: int) -> None:
    reader, writer = await asyncio.open_connection(host, port)
    try:
        async for row in rows:
            writer.write(row)  # error: 8, writer="writer"
        async for row in rows:
            writer.write(row)
            await writer.drain()
    finally:
        writer.close()
