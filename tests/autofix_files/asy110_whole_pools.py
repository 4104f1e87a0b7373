"""The block of an executor that waits at its end, or in a loop over its results, as a whole in a thread."""
# only: own

import asyncio
from concurrent.futures import ThreadPoolExecutor


class Model:
    def __init__(self, workers):
        self._workers = workers

    async def sleep(self, level: int = 1):
        """All of them."""

        def map_call():
            with ThreadPoolExecutor(max_workers=self._workers) as pool:  # error: 13
                for _ in pool.map(self.call, range(self._workers), [level] * self._workers):  # error: 21
                    pass

        await asyncio.to_thread(map_call)

    async def start(self, names):
        def submit_call():
            with ThreadPoolExecutor() as pool:  # error: 13
                for name in names:
                    pool.submit(self.call, name)

        await asyncio.to_thread(submit_call)

    async def of_each(self, names, found):
        with ThreadPoolExecutor() as pool:  # error: 13
            for one in pool.map(self.call, names):  # error: 23
                found.append(one)

    async def waits_between(self, names):
        with ThreadPoolExecutor() as pool:
            for one in pool.map(self.call, names):  # error: 23
                await asyncio.sleep(one)

    async def leaves(self, groups):
        for names in groups:
            with ThreadPoolExecutor() as pool:  # error: 17
                for one in pool.map(self.call, names):  # error: 27
                    if one:
                        break
                else:
                    continue
                break

    async def by_the_loop(self, numbers):
        loop = asyncio.get_running_loop()
        with ThreadPoolExecutor() as pool:  # error: 13
            futures = [loop.run_in_executor(pool, self.call, number) for number in numbers]
        return futures

    async def told_later(self, numbers):
        with ThreadPoolExecutor() as pool:  # error: 13
            for number in numbers:
                pool.submit(self.call, number)
            self.is_over = True

    def call(self, number, level=0): ...
