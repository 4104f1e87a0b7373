# only: own
import asyncio

tasks = set()
watched = set()


async def work():
    await asyncio.sleep(1)


def report(task):
    if task.cancelled():
        return
    print(task.exception())


async def held():
    task = asyncio.create_task(work())  # error: 11, task="task"
    tasks.add(task)
    task.add_done_callback(tasks.discard)


async def reported():
    task = asyncio.create_task(work())
    tasks.add(task)
    task.add_done_callback(report)


async def gathered_later():
    task = asyncio.create_task(work())
    watched.add(task)
    task.add_done_callback(watched.discard)


async def stop():
    await asyncio.gather(*watched)


async def awaited():
    task = asyncio.create_task(work())
    tasks.add(task)
    await task


class Service:
    def start(self):
        self._blind = asyncio.create_task(work())  # error: 22, task="self._blind"
        self._seen = asyncio.create_task(work())
        self.public = asyncio.create_task(work())

    async def stop(self):
        if self._blind is not None and not self._blind.done():
            self._blind.cancel()
        self._seen.cancel()
        await self._seen
