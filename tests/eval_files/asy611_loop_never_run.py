# only: own
import asyncio


class Client:
    def __init__(self, loop):
        self.loop = loop


async def work():
    return 1


loop = asyncio.new_event_loop()  # error: 7, loop="loop"
asyncio.set_event_loop(loop)
client = Client(loop=loop)


def schedule():
    other = asyncio.new_event_loop()  # error: 12
    return asyncio.run_coroutine_threadsafe(work(), other)


def inline(monitor):
    with monitor(loop=asyncio.new_event_loop()):  # error: 22, loop="asyncio.new_event_loop()"
        asyncio.run(work())
    asyncio.run_coroutine_threadsafe(work(), asyncio.new_event_loop())  # error: 45
    monitor(asyncio.new_event_loop(), debug=True)


def unknown(start):
    loop_of_caller = asyncio.new_event_loop()
    start(loop_of_caller)
    returned = asyncio.new_event_loop()
    return returned


def closed():
    unused = asyncio.new_event_loop()
    unused.close()


asyncio.run(work())


def positional():
    mine = asyncio.new_event_loop()  # error: 11, loop="mine"
    return Client(mine)
