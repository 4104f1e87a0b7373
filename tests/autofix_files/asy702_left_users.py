# only: own
import asyncio

import asyncpg
import nats


async def handle(message):
    print(message.data)


async def answers_go_on():
    client = await nats.connect()  # error: 19, name="client", advice="await its close() in a 'finally'"
    # The callbacks come as long as it is open.
    await client.subscribe("jobs", cb=handle)
    await client.publish("ready", b"")


async def nothing_goes_on(subject):
    client = await nats.connect()  # error: 19
    try:
        await client.publish(subject, b"")
    finally:
        await client.close()


async def statement_is_given(query):
    connection = await asyncpg.connect()  # error: 23
    statement = await connection.prepare(query)
    return statement


async def statement_is_used_here(query):
    connection = await asyncpg.connect()  # error: 23
    try:
        statement = await connection.prepare(query)
        return await statement.fetch()
    finally:
        await connection.close()


async def task_goes_on(query):
    connection = await asyncpg.connect()  # error: 23
    return asyncio.create_task(connection.execute(query))


async def reader_is_given(host):
    reader, writer = await asyncio.open_connection(host, 80)  # error: 27
    writer.write(b"")
    return reader


async def reader_is_given_early(host):
    reader, writer = await asyncio.open_connection(host, 80)  # error: 27, state="left open when something fails before it is closed"
    if await reader.readline():
        return reader
    writer.close()
    return None


async def line_is_given_early(host):
    reader, writer = await asyncio.open_connection(host, 80)  # error: 27
    try:
        if line := await reader.readline():
            return line
    finally:
        writer.close()
    return None


async def reader_goes_on_inside(host):
    reader, writer = await asyncio.open_connection(host, 80)  # error: 27

    async def read():
        return await reader.readline()

    writer.write(b"")
    return asyncio.create_task(read())


class Keeper:
    async def start(self, host):
        reader, writer = await asyncio.open_connection(host, 80)  # error: 31
        self.reader = reader
        await writer.drain()
