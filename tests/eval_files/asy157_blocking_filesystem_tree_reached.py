import asyncio
import shutil
from pathlib import Path


def clean():
    return shutil.rmtree("build")


def clean_all(names):
    return [clean() for _ in names]


def silenced():
    return shutil.rmtree("build")  # noqa: ASY157


class Service:
    def __init__(self, name):
        self.name = name

    def start(self):
        self._prepare()

    def _prepare(self):
        clean()

    async def run(self):
        self.start()  # error: 8, call="shutil.rmtree"
        await asyncio.to_thread(self.start)


class Heavy:
    def __init__(self):
        clean()


async def functions(names):
    clean()  # error: 4, call="shutil.rmtree"
    clean_all(names)  # error: 4, call="shutil.rmtree"
    await asyncio.sleep(1)
    silenced()
    Heavy()  # error: 4, call="shutil.rmtree"


async def objects(service: Service, unknown):
    service.start()  # error: 4, call="shutil.rmtree"
    Service("x").start()  # error: 4, call="shutil.rmtree"
    unknown.start()


async def offloaded():
    await asyncio.to_thread(clean)
    await asyncio.get_running_loop().run_in_executor(None, clean)
    await asyncio.to_thread(lambda: clean())


async def shadowed(clean):
    clean()


def synchronous(names):
    clean_all(names)


async def lazily(path: Path):
    def walk():
        return path.rglob("*")

    def walked():
        return list(path.rglob("*"))

    await asyncio.to_thread(list, walk())
    await asyncio.to_thread(sum, walked())  # error: 33
    for inner in walk():  # error: 17
        print(inner)


HANDLERS = [
    Service.run,
    functions,
    objects,
    offloaded,
    shadowed,
    lazily,
]
