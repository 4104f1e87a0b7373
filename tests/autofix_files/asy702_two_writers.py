"""A second connection that is opened where the first is closed in a finally."""
# only: own
import asyncio


async def relay(host):
    reader, writer = await asyncio.open_connection(host, 1)
    try:
        source, target = await asyncio.open_connection(host, 2)  # error: 31
        await target.drain()
        print(await reader.read(), await source.read())
    finally:
        writer.close()
    target.close()


async def both(host):
    reader, writer = await asyncio.open_connection(host, 1)
    try:
        source, target = await asyncio.open_connection(host, 2)  # error: 31
        try:
            await target.drain()
            print(await reader.read(), await source.read())
        finally:
            target.close()
    finally:
        writer.close()


async def caught(host):
    reader, writer = await asyncio.open_connection(host, 1)
    target = None
    try:
        source, target = await asyncio.open_connection(host, 2)
        print(await reader.read(), await source.read())
    except OSError:
        print("not there")
    finally:
        writer.close()
        if target is not None:
            target.close()


async def at_the_end(host):
    reader, writer = await asyncio.open_connection(host, 1)
    try:
        source, target = await asyncio.open_connection(host, 2)
        target.write(b"x")
    finally:
        writer.close()
    target.close()
