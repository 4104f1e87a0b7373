import asyncio
import socket


def resolve():
    return socket.gethostbyname("example.org")


def resolve_all(names):
    return [resolve() for _ in names]


def silenced():
    return socket.gethostbyname("example.org")  # noqa: ASY158


class Service:
    def __init__(self, name):
        self.name = name

    def start(self):
        self._prepare()

    def _prepare(self):
        resolve()

    async def run(self):
        def run_sync():
            self.start()  # error: 8, call="socket.gethostbyname"
            self.start()

        await asyncio.to_thread(run_sync)


class Heavy:
    def __init__(self):
        resolve()


async def functions(names):
    await asyncio.to_thread(resolve)  # error: 4, call="socket.gethostbyname"
    await asyncio.sleep(1)
    await asyncio.to_thread(resolve_all, names)  # error: 4, call="socket.gethostbyname"
    await asyncio.sleep(1)
    silenced()
    Heavy()  # error: 4, call="socket.gethostbyname"


async def objects(service: Service, unknown):
    await asyncio.to_thread(service.start)  # error: 4, call="socket.gethostbyname"
    await asyncio.to_thread(Service("x").start)  # error: 4, call="socket.gethostbyname"
    unknown.start()


async def offloaded():
    await asyncio.to_thread(resolve)
    await asyncio.get_running_loop().run_in_executor(None, resolve)
    await asyncio.to_thread(lambda: resolve())


class Quiet:
    def __init__(self):
        self.socket = socket.socket()
        self.socket.setblocking(False)

    def read(self):
        return self.socket.recv(100)

    async def poll(self):
        return self.read()


async def shadowed(resolve):
    resolve()


def synchronous(names):
    resolve_all(names)
