# only: own
import asyncio


def plain(number=0):
    return 1


def task():
    return asyncio.ensure_future(work())


def future(loop):
    return loop.create_future()


async def work():
    return 1


class Service:
    def count(self):
        return 2


async def starts(loop: asyncio.AbstractEventLoop, service: Service, unknown):
    asyncio.create_task(plain())  # error: 24, given="what the plain function 'plain' gives"
    await asyncio.wait_for(plain(1), 1)  # error: 27, instead="asyncio.to_thread(plain, ...)"
    await asyncio.gather(work(), plain())  # error: 33
    asyncio.run_coroutine_threadsafe(plain(), loop)  # error: 37
    await asyncio.wait_for(task(), 1)
    await asyncio.wait_for(future(loop), 1)
    await asyncio.gather(work(), task(), unknown.plain())
    asyncio.create_task(work())


async def retry(action):
    for _ in range(3):
        await action()


async def retry_if(action=None):
    if action:
        return await action()


async def either(action):
    found = action()
    if asyncio.iscoroutine(found):
        await found


async def counted(action):
    return await asyncio.wait_for(action(), 1)


async def retries():
    await retry(plain)  # error: 16, given="the plain function 'plain'"
    await retry(lambda: plain())  # error: 16
    await retry_if(action=plain)  # error: 26
    await retry(work)
    await retry(task)
    await retry(lambda: work())
    await either(plain)
    await counted(work)
