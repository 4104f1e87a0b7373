"""Plain functions that a thread may call: whether a set helps is for those to say who know."""
# only: own

import asyncio
import threading


async def work():
    await asyncio.sleep(1)


class Hub:
    def __init__(self, loop):
        self.loop = loop

    def from_both(self):
        self.loop.create_task(work())  # error: 8

    def through_another(self):
        self.from_both()

    def on_the_loop(self):
        self.loop.create_task(work())  # error: 8

    def for_anybody(self):
        self.loop.create_task(work())  # error: 8

    def asked_for(self):
        loop = asyncio.get_running_loop()
        loop.create_task(work())  # error: 8

    def asks(self):
        if asyncio.get_running_loop() is self.loop:
            self.loop.create_task(work())  # error: 12
        else:
            asyncio.run_coroutine_threadsafe(work(), self.loop)

    async def serve(self):
        self.from_both()
        self.on_the_loop()
        self.loop.create_task(work())  # error: 8

    def hand(self):
        self.loop.call_soon_threadsafe(print)


class Plain:
    """Nobody hands its loop anything."""

    def __init__(self, loop: asyncio.AbstractEventLoop):
        self.other_loop = loop

    def for_anybody(self):
        self.other_loop.create_task(work())  # error: 8


def start(hub: Hub):
    threading.Thread(target=hub.through_another).start()


class Server:
    """Its own loop is that of ``asyncio.run``; what another method gets where none runs is not that."""

    def run(self):
        asyncio.run(self.serve())

    async def serve(self):
        self.on_the_loop()
        await asyncio.sleep(1)

    def stop(self):
        loop = asyncio.get_event_loop()
        loop.create_task(work())  # error: 8

    def on_the_loop(self):
        loop = asyncio.get_event_loop()
        loop.create_task(work())  # error: 8


class Client:
    """Nothing shows that its loop is another one."""

    def stop(self):
        loop = asyncio.get_event_loop()
        loop.create_task(work())  # error: 8
