"""A coroutine that awaits nothing is run to its end before any other task gets its turn."""

import asyncio
import threading


class Endpoint:
    def __init__(self):
        self.lock = threading.Lock()
        self.seen = {}

    async def refuse(self, why):
        return await self.answer(why)

    async def answer(self, why):
        return {"why": why}

    async def slow(self, why):
        await asyncio.sleep(1)
        return {"why": why}

    async def through(self, why):
        return await self.slow(why)

    async def again(self, count):
        if count:
            await self.again(count - 1)

    async def post(self, request):
        with self.lock:
            if self.seen.get(request):
                return await self.refuse("often")
            self.seen[request] = True

    async def count(self, request):
        with self.lock:
            await self.again(3)

    async def get(self, request):
        with self.lock:  # error: 8
            if self.seen.get(request):
                return await self.through("often")
            self.seen[request] = True

    async def both(self, request):
        with self.lock:  # error: 8
            await self.answer("soon")
            await asyncio.sleep(0)


class Hooked:
    def __init__(self):
        self.lock = threading.Lock()

    async def hook(self):
        pass

    async def post(self, request):
        with self.lock:  # error: 8
            await self.hook()


class Waiting(Hooked):
    async def hook(self):
        await asyncio.sleep(1)
