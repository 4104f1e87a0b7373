# only: own
import asyncio


async def work(item):
    await asyncio.sleep(0)


async def skips(queue: asyncio.Queue):
    while True:
        item = await queue.get()  # error: 21, queue="queue", get="get"
        if item is None:
            continue
        await work(item)
        queue.task_done()


async def leaves(queue: asyncio.Queue):
    while True:
        item = await queue.get()  # error: 21
        if item is None:
            break
        await work(item)
        queue.task_done()


async def swallows(queue: asyncio.Queue):
    while True:
        item = queue.get_nowait()  # error: 15, get="get_nowait"
        try:
            await work(item)
            queue.task_done()
        except ValueError:
            print("failed")


class Pool:
    def __init__(self):
        self.queue = asyncio.Queue()

    async def never(self):
        while True:
            await work(await self.queue.get())  # error: 29, queue="self.queue"

    async def always(self):
        while True:
            item = await self.queue.get()
            try:
                if item is None:
                    break
                await work(item)
            finally:
                self.queue.task_done()

    async def every_path(self):
        while True:
            item = await self.queue.get()
            if item is None:
                self.queue.task_done()
                return
            try:
                await work(item)
            except ValueError:
                print("failed")
            self.queue.task_done()


async def main(queue: asyncio.Queue, unknown):
    consumer = asyncio.create_task(skips(queue))
    await queue.join()
    consumer.cancel()
    while True:
        item = await unknown.get()
        if item:
            break
