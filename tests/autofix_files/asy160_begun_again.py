# only: own
"""An end that waits in a thread while the loop begins the same again: what another class calls comes any time."""

import asyncio
import threading


class Watcher:
    def __init__(self) -> None:
        self.is_on = False
        self.thread: threading.Thread | None = None

    def begin(self) -> None:
        self.is_on = True
        self.thread = threading.Thread(target=self.watch)
        self.thread.start()

    def watch(self) -> None:
        while self.is_on:
            pass

    def end(self) -> None:
        self.is_on = False
        if self.thread is not None:
            self.thread.join()
            self.thread = None


class Reader(Watcher):
    def begin_to_read(self) -> None:
        self.thread = threading.Thread(target=self.watch)
        self.thread.start()

    def end_reading(self) -> None:
        if self.thread is not None:
            self.thread.join()
            self.thread = None


class Switched(Watcher):
    def switch_on(self) -> None:
        self.is_on = True
        self.thread = threading.Thread(target=self.watch)
        self.thread.start()

    def switch_off(self) -> None:
        self.is_on = False
        if self.thread is not None:
            self.thread.join()


class Shop:
    def __init__(self) -> None:
        self.watcher = Watcher()
        self.reader = Reader()
        self.switched = Switched()

    async def open(self) -> None:
        self.reader.begin_to_read()

    async def close(self) -> None:
        await asyncio.to_thread(self.reader.end_reading)  # error: 8

    async def customer_leaves(self) -> None:
        self.watcher.end()  # error: 8

    async def switch(self, is_on: bool) -> None:
        if is_on:
            self.switched.switch_on()
        else:
            self.switched.switch_off()  # error: 12


class Door:
    def __init__(self, shop: Shop) -> None:
        self.shop = shop

    async def customer_comes(self) -> None:
        self.shop.watcher.begin()


async def watch_for_a_while() -> None:
    watcher = Watcher()
    watcher.begin()
    await asyncio.sleep(1)
    await asyncio.to_thread(watcher.end)  # error: 4


async def read_for_a_while() -> None:
    reader = Reader()
    reader.begin_to_read()
    await asyncio.sleep(1)
    await asyncio.to_thread(reader.end_reading)  # error: 4
