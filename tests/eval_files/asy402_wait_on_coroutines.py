import asyncio
from asyncio import wait
from asyncio import wait as wait_for_all


async def fetch(name="x"):
    return name


class Store:
    async def read(self):
        return 1

    async def all(self):
        await asyncio.wait({self.read(), self.read()})  # error: 14, coroutine="self.read()"


async def main(names, unknown):
    await asyncio.wait([fetch(), fetch("b")])  # error: 10, coroutine="fetch()"
    await wait((fetch(),), timeout=3)  # error: 10  # ASY412: 10
    await wait_for_all({fetch()})  # error: 10
    await asyncio.wait([fetch(name) for name in names])  # error: 10, coroutine="fetch(name)"
    await asyncio.wait({fetch(name) for name in names})  # error: 10
    await asyncio.wait(fetch(name) for name in names)  # error: 10
    await asyncio.wait([asyncio.sleep(1)], return_when="ALL_COMPLETED")  # error: 10
    later = [fetch(), fetch("b")]
    await asyncio.wait(later)  # error: 10, coroutine="each element of later"
    task = asyncio.create_task(fetch())
    await asyncio.wait([task, fetch()])  # error: 10, coroutine="fetch()"


def outside(loop: asyncio.AbstractEventLoop):
    loop.run_until_complete(asyncio.wait([fetch(), fetch()]))  # error: 28


async def tasks(names, unknown, group):
    await asyncio.wait([asyncio.create_task(fetch()), asyncio.ensure_future(fetch())])
    await asyncio.wait([asyncio.create_task(fetch(name)) for name in names])
    await asyncio.wait(names)
    await asyncio.wait([unknown.fetch(), unknown()])
    waiting = [fetch()]
    waiting = [asyncio.create_task(coroutine) for coroutine in waiting]
    await asyncio.wait(waiting)
    await group.wait([fetch()])
    await asyncio.wait_for(fetch(), 1)
    await asyncio.gather(fetch(), fetch())


async def added(names, jobs):
    found = []
    for name in names:
        found.append(fetch(name))
    await asyncio.wait(found)  # error: 10, coroutine="fetch(name)"
    both = set()
    both.add(fetch())
    await asyncio.wait(both)  # error: 10
    tasks = []
    for name in names:
        tasks.append(asyncio.create_task(fetch(name)))
    await asyncio.wait(tasks)
    wrapped = []
    wrapped.append(fetch())
    wrapped = list(map(asyncio.create_task, wrapped))
    await asyncio.wait(wrapped)
    jobs.append(fetch())
    await asyncio.wait(jobs)
    gathered = []
    gathered.append(fetch())
    await asyncio.gather(*gathered)
    later = []
    await asyncio.wait(later)
    later.append(fetch())
    await asyncio.gather(*later)


async def mapped(numbers):
    await asyncio.wait(map(fetch, numbers))  # error: 10
    await asyncio.wait(list(map(fetch, numbers)))  # error: 10
    await asyncio.wait(map(asyncio.create_task, map(fetch, numbers)))
    await asyncio.wait(map(start, numbers))
    await asyncio.gather(*map(fetch, numbers))


def start(number):
    return asyncio.create_task(fetch(number))
