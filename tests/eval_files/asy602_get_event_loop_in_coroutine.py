# only: own
import asyncio
import asyncio as aio
from asyncio import get_event_loop
from asyncio import events


async def load():
    loop = asyncio.get_event_loop()  # error: 11, function="load"
    return await loop.run_in_executor(None, print)


async def other_names():
    aio.get_event_loop().call_soon(print)  # error: 4
    get_event_loop().call_soon(print)  # error: 4
    events.get_event_loop()  # error: 4
    return [asyncio.get_event_loop().time() for _ in "ab"]  # error: 12


class Client:
    def __init__(self, loop=None):
        self.loop = loop or asyncio.get_event_loop()

    async def start(self, loop=None):
        self.loop = loop or asyncio.get_event_loop()  # error: 28, function="start"


async def silent():
    asyncio.get_running_loop()
    asyncio.get_event_loop().run_until_complete(load())
    asyncio.get_event_loop_policy().get_event_loop()
    asyncio.new_event_loop()

    def inner():
        return asyncio.get_event_loop()

    return inner, lambda: asyncio.get_event_loop(), asyncio.get_event_loop


async def shadowed(asyncio):
    asyncio.get_event_loop()


class Policy:
    def get_event_loop(self):
        return 1


async def own_method(policy: Policy):
    return policy.get_event_loop()


async def test_of_the_function_itself():
    loop = asyncio.get_running_loop()
    assert asyncio.get_event_loop() is loop
    loop = asyncio.get_event_loop()  # error: 11
    assert loop.is_running()


async def test_by_methods(case):
    loop = asyncio.get_running_loop()
    case.assertIs(asyncio.get_event_loop(), loop)
    case.assertTrue(await load(asyncio.get_event_loop()))  # error: 31


async def load(loop):
    return loop is not None
