# only: own
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
    context_alone(cafile)  # error: 4


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
