import asyncio
from pathlib import Path


def read():
    return Path("settings.json").read_text()


def read_all(names):
    return [read() for _ in names]


def silenced():
    return Path("settings.json").read_text()  # noqa: ASY156


class Service:
    def __init__(self, name):
        self.name = name

    def start(self):
        self._prepare()

    def _prepare(self):
        read()

    async def run(self):
        self.start()  # error: 8, call="pathlib.Path.read_text"
        await asyncio.to_thread(self.start)


class Heavy:
    def __init__(self):
        read()


async def functions(names):
    read()  # error: 4, call="pathlib.Path.read_text"
    await asyncio.sleep(1)
    read_all(names)  # error: 4, call="pathlib.Path.read_text"
    await asyncio.sleep(1)
    silenced()
    Heavy()  # error: 4, call="pathlib.Path.read_text"


async def objects(service: Service, unknown):
    service.start()  # error: 4, call="pathlib.Path.read_text"
    Service("x").start()  # error: 4, call="pathlib.Path.read_text"
    unknown.start()


async def offloaded():
    await asyncio.to_thread(read)
    await asyncio.get_running_loop().run_in_executor(None, read)
    await asyncio.to_thread(lambda: read())


def load(path):
    with open(path) as file:
        return file.read()


class Settings:
    @property
    def text(self):
        return load("settings.json")

    def reload(self):
        return self.text


async def settings(settings: Settings):
    settings.reload()  # error: 4, call="open"
    return settings.text  # error: 11, call="open"


async def shadowed(read):
    read()


def synchronous(names):
    read_all(names)


HANDLERS = [
    Service.run,
    functions,
    objects,
    offloaded,
    settings,
    shadowed,
]
