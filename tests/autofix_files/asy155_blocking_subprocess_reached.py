import asyncio
import subprocess


def build():
    return subprocess.run(["true"])


def build_all(names):
    return [build() for _ in names]


def silenced():
    return subprocess.run(["true"])  # noqa: ASY155


class Service:
    def __init__(self, name):
        self.name = name

    def start(self):
        self._prepare()

    def _prepare(self):
        build()

    async def run(self):
        def run_sync():
            self.start()  # error: 8, call="subprocess.run"
            self.start()

        await asyncio.to_thread(run_sync)


class Heavy:
    def __init__(self):
        build()


async def functions(names):
    await asyncio.to_thread(build)  # error: 4, call="subprocess.run"
    await asyncio.sleep(1)
    await asyncio.to_thread(build_all, names)  # error: 4, call="subprocess.run"
    await asyncio.sleep(1)
    silenced()
    Heavy()  # error: 4, call="subprocess.run"


async def objects(service: Service, unknown):
    await asyncio.to_thread(service.start)  # error: 4, call="subprocess.run"
    await asyncio.to_thread(Service("x").start)  # error: 4, call="subprocess.run"
    unknown.start()


async def offloaded():
    await asyncio.to_thread(build)
    await asyncio.get_running_loop().run_in_executor(None, build)
    await asyncio.to_thread(lambda: build())


async def shadowed(build):
    build()


def synchronous(names):
    build_all(names)
