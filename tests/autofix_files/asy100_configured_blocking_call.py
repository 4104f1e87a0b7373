# settings: {"blocking": ["shop.stock.reserve -> shop.stock.reserve_async", "shop.api.Client.send", "slow"]}
import asyncio

import shop.stock
from shop import api, stock
from shop.api import Client
from shop.stock import reserve as take


async def order(item):
    await asyncio.to_thread(shop.stock.reserve, item)  # error: 4, call="shop.stock.reserve"
    await asyncio.to_thread(stock.reserve, item)  # error: 4, call="shop.stock.reserve"
    await asyncio.to_thread(take, item)  # error: 4, call="shop.stock.reserve"
    stock.release(item)


async def send():
    client = Client()
    await asyncio.to_thread(client.send, "hello")  # error: 4, call="shop.api.Client.send"
    await asyncio.to_thread(api.Client().send, "hello")  # error: 4, call="shop.api.Client.send"
    client.receive()


class Shop:
    def __init__(self):
        self.client = Client()

    def notify(self, text):
        self.client.send(text)

    async def sell(self, item):
        await asyncio.to_thread(self.client.send, item)  # error: 8, call="shop.api.Client.send"

        def notify_item():
            self.notify(item)  # error: 8, call="shop.api.Client.send"
            self.notify(item)

        await asyncio.to_thread(notify_item)
        await asyncio.to_thread(take, item)


def synchronous(item):
    take(item)


async def other(client, reserve):
    client.send("hello")
    reserve(1)
    await stock.reserve(1)
