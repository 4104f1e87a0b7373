# only: own
import asyncio
from asyncio import get_event_loop

loop = asyncio.get_event_loop()  # error: 7


async def work():
    return 1


class Settings:
    loop = asyncio.get_event_loop()  # error: 11
    other = get_event_loop()  # error: 12


def main():
    loop = asyncio.get_event_loop()  # error: 11, instead="asyncio.run()"
    loop.run_until_complete(work())


def directly():
    asyncio.get_event_loop().run_until_complete(work())  # error: 4, instead="asyncio.run()"
    get_event_loop().run_forever()  # error: 4


def with_default(timeout, loop=asyncio.get_event_loop()):  # error: 31
    return timeout, loop


def may_run_on_a_loop():
    loop = asyncio.get_event_loop()
    loop.call_soon(print)
    return asyncio.get_event_loop().create_future()


class Client:
    def __init__(self, loop=None):
        self.loop = loop or asyncio.get_event_loop()


def sets_it_first():
    asyncio.set_event_loop(asyncio.new_event_loop())
    loop = asyncio.get_event_loop()
    loop.run_until_complete(work())


def asks_first():
    loop = asyncio.get_event_loop()
    if loop.is_running():
        return loop.create_task(work())
    return loop.run_until_complete(work())


def cautious():
    try:
        loop = asyncio.get_event_loop()
    except RuntimeError:
        loop = asyncio.new_event_loop()
    return loop.run_until_complete(work())


def callback():
    asyncio.get_event_loop().stop()


async def start():
    asyncio.get_running_loop().call_soon(callback)
    return asyncio.get_running_loop()


try:
    running = asyncio.get_event_loop()
except RuntimeError:
    running = None

make = lambda: asyncio.get_event_loop()  # noqa: E731


def wherever_it_is_called():
    try:
        return asyncio.run(work())
    except RuntimeError:
        return asyncio.get_event_loop().run_until_complete(work())


def after_another_failure():
    try:
        return int("x")
    except ValueError:
        return asyncio.get_event_loop().run_until_complete(work())  # error: 15


if __name__ == "__main__":
    asyncio.get_event_loop().run_until_complete(start())  # error: 4, instead="asyncio.run()"


class Brain:
    def ask(self, question):
        loop = asyncio.get_event_loop()  # error: 15, instead="asyncio.run(), or one loop for all calls where the object keeps clients between them"
        return loop.run_until_complete(self.ask_later(question))

    async def ask_later(self, question):
        await asyncio.sleep(1)
        return question

    def rest(self):
        return asyncio.get_event_loop().run_until_complete(asyncio.sleep(1))  # error: 15, instead="asyncio.run()"
