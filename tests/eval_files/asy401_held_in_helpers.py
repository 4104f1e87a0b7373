"""A helper that returns the task holds it, once for all who call it and drop it."""

import asyncio


class Client:
    def _schedule(self, event, *args):
        running = self._run(event, *args)
        # Nobody waits for it.
        return asyncio.create_task(running, name=f"run: {event}")

    async def _run(self, event, *args):
        await event(*args)

    def dispatch(self, event, others):
        self._schedule(event)  # error: 8, call="self._schedule()"
        for other in others:
            self._schedule(other)  # error: 12


def spawn(work):
    task = asyncio.create_task(work)
    return task


def spawn_either(work, loop):
    if loop is not None:
        return loop.create_task(work)
    return asyncio.create_task(work)


async def use(work, loop):
    spawn(work)  # error: 4
    await spawn(work)
    spawn_either(work, loop)


def made_by(make):
    return lambda work: make(work)


async def begin(work):
    asyncio.create_task(work)  # error: 4
