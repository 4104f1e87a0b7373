"""The loop holds a task until its first step: one that never waits cannot vanish before it is over."""

import asyncio


class Status:
    def __init__(self):
        self.texts = []

    async def publish(self, text):
        self.texts.append(text)

    async def publish_alone(self, text):
        async with asyncio.Lock():  # ASY303: 19
            self.texts.append(text)

    async def publish_in_turn(self, text, lock: asyncio.Lock):
        async with lock:
            self.texts.append(text)

    async def publish_later(self, text):
        await asyncio.sleep(1)
        self.texts.append(text)

    async def planned(self, text):
        """Not written yet."""


async def main(status: Status):
    asyncio.create_task(status.publish("started"))  # error: 4
    asyncio.create_task(status.publish_later("started"))  # error: 4
    asyncio.create_task(status.publish_alone("started"))  # error: 4
    asyncio.create_task(status.publish_in_turn("started", asyncio.Lock()))  # error: 4
    asyncio.create_task(status.planned("started"))  # error: 4
