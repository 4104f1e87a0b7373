import asyncio

from client import Client


class Chat:
    def __init__(self):
        self.inbox = asyncio.Queue()
        self.closed = asyncio.Event()
        self.opened = asyncio.Event()
        self.client = Client(self.received)
        self.client.on_close = self.close
        self.client.on_open = self.open

    def received(self, message):
        self.inbox.put_nowait(message)  # error: 8

    def close(self):
        self.closed.set()  # error: 8

    def open(self):
        self.opened.set()

    async def run(self):
        self.client.open()
        await asyncio.to_thread(self.client.listen)
