# only: own
import asyncio
from asyncio import sleep


async def wait(self):
    while not self.ready:  # error: 4, event="asyncio.Event"
        await asyncio.sleep(0.1)


async def wait_for_ever(queue):
    while True:  # error: 4
        if queue.empty():
            break
        await sleep(1)


async def returns(self):
    while True:  # error: 4
        await asyncio.sleep(1)
        if self.done:
            return


async def works(self):
    while not self.ready:
        self.try_again()
        await asyncio.sleep(0.1)


async def heartbeat():
    while True:
        await asyncio.sleep(1)
        print("alive")


async def waits(event):
    while not event.is_set():
        await event.wait()


def sync(self):
    while not self.ready:
        self.sleep(0.1)


async def tries(self, path):
    while not self.unlink(path):
        await asyncio.sleep(1)
