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
        def run_sync():
            self.start()  # error: 8, call="shutil.rmtree"
            self.start()

        await asyncio.to_thread(run_sync)


class Heavy:
    def __init__(self):
        clean()


async def functions(names):
    def clean_names():
        clean()  # error: 4, call="shutil.rmtree"
        clean_all(names)  # error: 4, call="shutil.rmtree"

    await asyncio.to_thread(clean_names)
    await asyncio.sleep(1)
    silenced()
    Heavy()  # error: 4, call="shutil.rmtree"


async def objects(service: Service, unknown):
    await asyncio.to_thread(service.start)  # error: 4, call="shutil.rmtree"
    await asyncio.to_thread(Service("x").start)  # error: 4, call="shutil.rmtree"
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
    await asyncio.to_thread(sum, await asyncio.to_thread(walked))  # error: 33
    for inner in await asyncio.to_thread(list, walk()):  # error: 17
        print(inner)


HANDLERS = [
    Service.run,
    functions,
    objects,
    offloaded,
    shadowed,
    lazily,
]
