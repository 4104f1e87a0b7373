# only: own
import asyncio

import aiohttp
import aiosqlite
import asyncpg
import httpx


async def session_left_open(url):
    async with aiohttp.ClientSession() as session:  # error: 14, name="session", advice="enter it with 'async with'"
        response = await session.get(url)
        return await response.text()


async def client_left_open(url):
    async with httpx.AsyncClient(timeout=3) as client:  # error: 13
        if client.is_closed:
            return None
        return (await client.get(url)).text


async def connection_left_open(query):
    connection = await asyncpg.connect()  # error: 23, advice="await its close() in a 'finally'"
    try:
        return await connection.fetch(query)
    finally:
        await connection.close()


async def database_left_open(query):
    database = await aiosqlite.connect("x.db")  # error: 21
    await database.execute(query)


async def writer_left_open(data):
    reader, writer = await asyncio.open_connection("example.org", 80)  # error: 27, name="writer", advice="call its close() in a 'finally'"
    try:
        writer.write(data)
        await writer.drain()
        return await reader.read()
    finally:
        writer.close()


async def entered(url):
    async with aiohttp.ClientSession() as session:
        await session.get(url)
    other = aiohttp.ClientSession()
    async with other:
        await other.get(url)


async def closed(url):
    client = httpx.AsyncClient()
    try:
        await client.get(url)
    finally:
        await client.aclose()


async def terminated(query):
    connection = await asyncpg.connect()
    try:
        await connection.fetch(query)
    finally:
        connection.terminate()


async def closed_when_all_goes_well(query):
    connection = await asyncpg.connect()  # error: 23, state="left open when something fails before it is closed"
    try:
        for row in await connection.fetch(query):
            print(row)
    finally:
        await connection.close()


async def closed_under_a_condition(query, urls):
    if query:
        async with httpx.AsyncClient() as client:  # error: 17, state="left open when something fails before it is closed"
            async for url in urls:
                print(url)


async def nothing_can_fail_in_between():
    client = httpx.AsyncClient()
    client.headers["X-Test"] = "1"
    await client.aclose()


async def closed_on_two_ways(query):
    connection = await asyncpg.connect()
    try:
        await connection.fetch(query)
    except ValueError:
        await connection.close()
        raise
    await connection.close()


async def closed_by_a_callback(query, stack):
    connection = await asyncpg.connect()
    stack.push_async_callback(connection.close)
    await connection.fetch(query)


async def closed_in_an_expression(query):
    connection = await asyncpg.connect()
    rows = await connection.fetch(query)
    return rows, await connection.close()


async def returned():
    session = aiohttp.ClientSession()
    await session.get("/")
    return session


async def passed_on(url):
    session = aiohttp.ClientSession()
    return await fetch(session, url)


async def fetch(session, url):
    return await session.get(url)


class Keeper:
    async def start(self):
        self.session = aiohttp.ClientSession()
        connection = await asyncpg.connect()
        self.connection = connection


async def yielded():
    connection = await asyncpg.connect()
    yield connection


async def closed_by_another(stack):
    session = aiohttp.ClientSession()
    stack.callback(lambda: session.close())
    await session.get("/")


async def writer_closed(data):
    reader, writer = await asyncio.open_connection("example.org", 80)
    writer.write(data)
    writer.close()
    return await reader.read()


async def bound_method_kept(url):
    session = aiohttp.ClientSession()
    get = session.get
    return await get(url)


async def connector_of_others(connector):
    session = aiohttp.ClientSession(connector=connector, connector_owner=False)
    await session.get("/")


async def maybe(url):
    session = None
    if url:
        session = aiohttp.ClientSession()
    return await session.get(url)


async def transport_of_others(transport, url):
    client = httpx.AsyncClient(transport=transport)
    return (await client.get(url)).text


class Proxy:
    async def forward(self, url):
        client = httpx.AsyncClient(transport=self.transport)
        return (await client.get(url)).text


async def own_transport(url):
    transport = httpx.AsyncHTTPTransport(retries=1)
    async with httpx.AsyncClient(transport=transport) as client:  # error: 13
        return (await client.get(url)).text


async def own_connector(url):
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=1)) as session:  # error: 14
        return await session.get(url)


async def closed_after_a_try(hosts):
    for host in hosts:
        reader, writer = await asyncio.open_connection(host, 80)  # error: 31, state="left open when something fails before it is closed"
        # It may be gone.
        try:
            await reader.read()
        except OSError:
            continue
        finally:
            # Both belong together.
            writer.close()
            await writer.wait_closed()
        print(host)


async def closed_beside_others(host, log):
    reader, writer = await asyncio.open_connection(host, 80)  # error: 27, advice="call its close() in a 'finally'"
    await reader.read(); writer.close()
