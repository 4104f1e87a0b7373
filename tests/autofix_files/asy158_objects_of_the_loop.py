# only: own
import asyncio
import ssl

import aiohttp
import asyncpg


def connector(cafile):
    context = ssl.create_default_context(cafile=cafile)
    return len([aiohttp.TCPConnector(ssl=context)])


class Client:
    def reload(self, cafile):
        context = ssl.create_default_context(cafile=cafile)
        self.session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(ssl=context))


def context_alone(cafile):
    ssl.create_default_context(cafile=cafile)
    return 1


async def command(client: Client, cafile):
    connector(cafile)  # error: 4
    client.reload(cafile)  # error: 4
    await asyncio.sleep(1)
    await asyncio.to_thread(context_alone, cafile)  # error: 4


class Factory:
    def __init__(self, cafile):
        ssl.create_default_context(cafile=cafile)
        self.session = aiohttp.ClientSession()


class Remote:
    @property
    def factory(self):
        return Factory("ca.pem")

    def address(self):
        return str(self.factory)


async def through_a_property(remote: Remote):
    remote.address()  # error: 4


def store(session, cafile):
    session.add(ssl.create_default_context(cafile=cafile))
    return 1


async def awaited_upon(make_session, make_list, cafile):
    """What this coroutine awaits upon lives with the loop, whatever it is."""
    async with make_session() as session:
        await session.execute("delete")
        store(session, cafile)  # error: 8
    kept = make_list()
    await asyncio.to_thread(store, kept, cafile)  # error: 4


HANDLERS = [
    command,
    through_a_property,
    awaited_upon,
]
