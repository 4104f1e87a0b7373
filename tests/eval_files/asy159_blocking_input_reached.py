import asyncio
import getpass


def ask():
    return getpass.getpass()


def ask_all(names):
    return [ask() for _ in names]


def silenced():
    return getpass.getpass()  # noqa: ASY159


class Service:
    def __init__(self, name):
        self.name = name

    def start(self):
        self._prepare()

    def _prepare(self):
        ask()

    async def run(self):
        self.start()  # error: 8, call="getpass.getpass"
        await asyncio.to_thread(self.start)


class Heavy:
    def __init__(self):
        ask()


async def function():
    ask()  # error: 4, call="getpass.getpass"


async def function_of_several(names):
    ask_all(names)  # error: 4, call="getpass.getpass"


async def told_to_be_silent():
    silenced()


async def construction():
    Heavy()  # error: 4, call="getpass.getpass"


async def object_given(service: Service, unknown):
    service.start()  # error: 4, call="getpass.getpass"
    unknown.start()


async def object_made():
    Service("x").start()  # error: 4, call="getpass.getpass"


async def offloaded():
    await asyncio.to_thread(ask)
    await asyncio.get_running_loop().run_in_executor(None, ask)
    await asyncio.to_thread(lambda: ask())


async def shadowed(ask):
    ask()


def synchronous(names):
    ask_all(names)
