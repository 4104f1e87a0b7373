"""A test that another function makes, and that raises, is a test: what it asks is set after the wait."""

import asyncio

import requests


class Worker:
    def __init__(self):
        self.is_running = False
        self.is_open = False

    def check_idle(self):
        if self.is_running:
            raise RuntimeError("running")

    def tell_if_idle(self):
        if not self.is_running:
            print("idle")

    def check_open(self):
        if not self.is_open:
            raise RuntimeError("closed")

    async def begin(self):
        self.is_running = True
        await asyncio.sleep(1)

    async def work(self, url):
        self.check_idle()
        requests.post(url)  # error: 8
        await self.begin()

    async def work_in_turn(self, url):
        """It has waited since it asked."""
        self.check_idle()
        await asyncio.sleep(1)
        await asyncio.to_thread(requests.post, url)  # error: 8
        await self.begin()

    async def work_anyway(self, url):
        self.tell_if_idle()
        await asyncio.to_thread(requests.post, url)  # error: 8
        await self.begin()

    async def work_if_open(self, url):
        self.check_open()
        await asyncio.to_thread(requests.post, url)  # error: 8
        await self.begin()
