import asyncio
import functools

import anyio
import trio
import uvicorn
import uvloop
from aiohttp import web
from asgiref.sync import async_to_sync, sync_to_async


async def load(name="x"):
    return name


class Store:
    async def read(self):
        return 1

    async def twice(self):
        first = asyncio.run(self.read())  # error: 16, call="asyncio.run()"
        return first * 2


async def direct():
    asyncio.run(load())  # error: 4, call="asyncio.run()", advice="use 'await load(...)'"
    print(asyncio.run(load("a")).upper())  # error: 10
    asyncio.run(load(), debug=True)  # error: 4
    asyncio.run(main=load())  # error: 4, advice="await the work itself"
    return [asyncio.run(load(name)) for name in "ab"]  # error: 12


async def with_a_loop(loop: asyncio.AbstractEventLoop):
    loop.run_until_complete(load())  # error: 4, call="loop.run_until_complete()"
    loop.run_until_complete(asyncio.gather(load(), load()))  # error: 4
    future = loop.create_future()
    loop.run_until_complete(future)  # error: 4
    loop.run_forever()  # error: 4, advice="await the work itself"
    asyncio.get_running_loop().run_until_complete(load())  # error: 4
    asyncio.get_event_loop().run_until_complete(load())  # error: 4
    asyncio.new_event_loop().run_until_complete(load())  # error: 4


async def with_a_runner():
    with asyncio.Runner() as runner:
        runner.run(load())  # error: 8, call="runner.run()"


async def other_libraries():
    anyio.run(load)  # error: 4, call="anyio.run()"
    trio.run(load, "b")  # error: 4, call="trio.run()"
    async_to_sync(load)()  # error: 4, call="async_to_sync(load)()"
    await sync_to_async(print)()
    read = async_to_sync(load)
    return read


def on_the_loop():
    asyncio.run(load())  # error: 4, advice="schedule the work on that loop"


def start(loop: asyncio.AbstractEventLoop):
    loop.call_soon(on_the_loop)
    loop.run_until_complete(load())


async def elsewhere():
    def in_a_thread():
        return asyncio.run(load())

    task = functools.partial(asyncio.run, load())
    later = lambda: asyncio.run(load())  # noqa: E731
    return await asyncio.to_thread(in_a_thread), task, later


class Own:
    def run(self, coroutine):
        return coroutine

    def run_until_complete(self, coroutine):
        return coroutine


async def own_methods(own: Own, unknown):
    await own.run(load())
    await own.run_until_complete(load())
    unknown.run_until_complete(load())


if __name__ == "__main__":
    asyncio.run(load())


async def servers(app):
    uvicorn.run(app)  # error: 4, advice="use 'await uvicorn.Server.serve(...)'"
    server = uvicorn.Server(uvicorn.Config(app))
    server.run()  # error: 4, call="server.run()"
    uvloop.run(load())  # error: 4, advice="use 'await load(...)'"
    web.run_app(app)  # error: 4, advice="use 'await aiohttp.web.TCPSite.start(...)'"
    web.run_app(load())  # error: 4
    await server.serve()
    return await asyncio.to_thread(uvicorn.run, app)


def main(app):
    uvicorn.run(app)
    web.run_app(app)


async def in_processes_of_their_own(count, is_debug):
    uvicorn.run("service:app", reload=True)
    uvicorn.run("service:app", workers=count)
    uvicorn.run("service:app", reload=is_debug)
    uvicorn.run("service:app", reload=False, workers=1)  # error: 4
