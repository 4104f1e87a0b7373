"""An object that is asyncio's loop or one that awaits: only what all of them call plainly is lost."""

from __future__ import annotations

import asyncio
import concurrent.futures
from functools import partial

from tornado.ioloop import IOLoop


class State:
    def __init__(self, in_browser):
        self.in_browser = in_browser

    @property
    def loop(self) -> IOLoop | asyncio.AbstractEventLoop:
        return asyncio.get_running_loop() if self.in_browser else IOLoop.current()

    async def work(self, name): ...

    def go(self):
        self.loop.call_later(delay=1, callback=partial(self.work, "a"))
        asyncio.get_running_loop().call_later(1, self.work, "a")  # error: 49


def submit(pool: concurrent.futures.ThreadPoolExecutor | concurrent.futures.ProcessPoolExecutor):
    pool.submit(job)  # error: 16


async def job(): ...
