"""Plain functions that wait for the loop of their own thread."""

import asyncio
import concurrent.futures
import threading


async def fetch(): ...


class Flow:
    def __init__(self):
        self.loop = asyncio.get_running_loop()

    def ask(self):
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            loop = None
        if loop and loop.is_running():
            future: concurrent.futures.Future = asyncio.run_coroutine_threadsafe(fetch(), loop)
            return future.result()  # error: 19
        return asyncio.run(fetch())

    def ask_at_once(self):
        loop = asyncio.get_running_loop()
        return asyncio.run_coroutine_threadsafe(fetch(), loop).result(5)  # error: 15

    def ask_another(self):
        return asyncio.run_coroutine_threadsafe(fetch(), self.loop).result()

    def given(self, loop=None):
        loop = loop or asyncio.get_running_loop()
        return asyncio.run_coroutine_threadsafe(fetch(), loop).result()

    def leave_it(self):
        loop = asyncio.get_running_loop()
        future = asyncio.run_coroutine_threadsafe(fetch(), loop)
        future.add_done_callback(print)

    def in_a_thread(self):
        loop = asyncio.get_running_loop()

        def wait():
            return asyncio.run_coroutine_threadsafe(fetch(), loop).result()

        threading.Thread(target=wait).start()
