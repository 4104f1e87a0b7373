import asyncio
import hashlib


def derive():
    return hashlib.pbkdf2_hmac("sha256", b"", b"", 10**6)


def derive_all(names):
    return [derive() for _ in names]


def silenced():
    return hashlib.pbkdf2_hmac("sha256", b"", b"", 10**6)  # noqa: ASY161


class Service:
    def __init__(self, name):
        self.name = name

    def start(self):
        self._prepare()

    def _prepare(self):
        derive()

    async def run(self):
        self.start()  # error: 8, call="hashlib.pbkdf2_hmac"
        await asyncio.to_thread(self.start)


class Heavy:
    def __init__(self):
        derive()


async def functions(names):
    derive()  # error: 4, call="hashlib.pbkdf2_hmac"
    await asyncio.sleep(1)
    derive_all(names)  # error: 4, call="hashlib.pbkdf2_hmac"
    await asyncio.sleep(1)
    silenced()
    Heavy()  # error: 4, call="hashlib.pbkdf2_hmac"


async def objects(service: Service, unknown):
    service.start()  # error: 4, call="hashlib.pbkdf2_hmac"
    Service("x").start()  # error: 4, call="hashlib.pbkdf2_hmac"
    unknown.start()


async def offloaded():
    await asyncio.to_thread(derive)
    await asyncio.get_running_loop().run_in_executor(None, derive)
    await asyncio.to_thread(lambda: derive())


async def shadowed(derive):
    derive()


def synchronous(names):
    derive_all(names)
