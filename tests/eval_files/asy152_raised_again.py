# only: own
"""A function that raises again what its caller handles: in a thread nothing is being handled."""

import asyncio

import requests


def tell_and_raise(url):
    requests.post(url)
    raise


def tell_and_give_up(url):
    try:
        requests.post(url)
    except OSError:
        raise


class Sender:
    def __init__(self, writer: asyncio.StreamWriter) -> None:
        self.writer = writer

    def send(self, url):
        self.writer.write(requests.get(url).content)

    def load(self, url):
        return requests.get(url).content

    async def send_all(self, url):
        self.send(url)  # error: 8
        await self.writer.drain()

    async def load_and_send(self, url):
        self.writer.write(self.load(url))  # error: 26
        await self.writer.drain()


async def work(url):
    try:
        await asyncio.sleep(1)
    except ValueError:
        tell_and_raise(url)  # error: 8


async def work_on(url):
    try:
        await asyncio.sleep(1)
    except ValueError:
        tell_and_give_up(url)  # error: 8
