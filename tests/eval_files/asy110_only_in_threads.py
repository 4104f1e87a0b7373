# only: own
"""A method that only threads of an executor call waits for no loop of its own thread: there is none."""

import asyncio


async def fetch(): ...


class Base:
    def __init__(self, pool):
        self.pool = pool

    async def analyse(self, data):
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self.pool, self._process, data)
        return self._both(data)

    def _process(self, data):
        self._both(data)
        return self._predict(data)

    def _predict(self, data):
        raise NotImplementedError

    def _both(self, data):
        raise NotImplementedError


class Remote(Base):
    def _predict(self, data):
        loop = asyncio.get_running_loop()
        return asyncio.run_coroutine_threadsafe(fetch(), loop).result()

    def _both(self, data):
        loop = asyncio.get_running_loop()
        return asyncio.run_coroutine_threadsafe(fetch(), loop).result()  # error: 15

    def predict(self, data):
        loop = asyncio.get_running_loop()
        return asyncio.run_coroutine_threadsafe(fetch(), loop).result()  # error: 15
