# only: own
"""Tasks that are kept, cancelled and awaited as they are: the cancellation would come out there."""

import asyncio
import contextlib


class Server:
    def __init__(self):
        self.is_running = False

    async def run(self, server):
        self.is_running = True
        try:
            await server.serve()
        except asyncio.CancelledError:  # error: 8
            pass
        finally:
            self.is_running = False

    async def poll(self, server):
        try:
            await server.poll()
        except asyncio.CancelledError:  # error: 8
            pass

    async def guard(self, server):
        try:
            await server.guard()
        except BaseException:  # error: 8
            print("ended")

    async def listen(self, server):
        try:
            await server.listen()
        except asyncio.CancelledError:  # error: 8
            pass

    async def collect(self, server):
        try:
            await server.collect()
        except asyncio.CancelledError:  # error: 8
            pass

    async def watch(self, server):
        try:
            await server.watch()
        except asyncio.CancelledError:  # error: 8
            pass


async def alone(server: Server, other):
    await server.run(other)
    await server.poll(other)
    await server.guard(other)
    await server.listen(other)
    await server.collect(other)
    await server.watch(other)


class Proxy:
    def __init__(self):
        self.tasks = []
        self.poller = None
        self.guards = {}
        self.listener = None
        self.collected = []
        self.watcher = None

    async def start(self, server):
        proxy = Server()
        self.tasks.append(asyncio.create_task(proxy.run(server)))
        self.poller = asyncio.create_task(self.polling(proxy, server))
        guard = asyncio.create_task(proxy.guard(server))
        self.guards["x"] = guard
        self.listener = asyncio.create_task(proxy.listen(server))
        self.collected = [asyncio.create_task(proxy.collect(server))]
        self.watcher = asyncio.create_task(proxy.watch(server))

    async def polling(self, proxy: Server, server):
        await proxy.poll(server)

    async def stop(self):
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks)
        self.poller.cancel()
        await self.poller
        for guard in self.guards.values():
            guard.cancel()
            await guard

    async def stop_expecting(self):
        self.listener.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self.listener
        for task in self.collected:
            task.cancel()
        await asyncio.gather(*self.collected, return_exceptions=True)
        self.watcher.cancel()
        try:
            await self.watcher
        except asyncio.CancelledError:
            print("stopped")
