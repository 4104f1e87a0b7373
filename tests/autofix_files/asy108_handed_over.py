"""No wait comes between the two calls that hand a connection over to another protocol, or to TLS."""

import asyncio
import ssl


async def upgrade(
    transport: asyncio.Transport, protocol: asyncio.Protocol, inner: asyncio.Protocol
) -> asyncio.Transport | None:
    loop = asyncio.get_running_loop()
    transport.set_protocol(protocol)
    context = ssl.create_default_context()  # error: 14
    return await loop.start_tls(transport, inner, context)


async def upgrade_unknown(transport, protocol, inner):
    loop = asyncio.get_running_loop()
    transport.set_protocol(protocol)
    return await loop.start_tls(transport, inner, ssl.create_default_context())  # error: 50


async def upgrade_prepared(
    transport: asyncio.Transport, protocol: asyncio.Protocol
) -> asyncio.Transport | None:
    context = await asyncio.to_thread(ssl.create_default_context)  # error: 14
    loop = asyncio.get_running_loop()
    transport.set_protocol(protocol)
    return await loop.start_tls(transport, protocol, context)


async def upgrade_stream(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"STARTTLS")
    await reader.readline()
    context = await asyncio.to_thread(ssl.create_default_context)  # error: 14
    await writer.start_tls(context)
