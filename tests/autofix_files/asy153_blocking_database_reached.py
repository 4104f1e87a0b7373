import asyncio
import sqlite3

import redis


def load():
    return sqlite3.connect("shop.db")


def load_all(names):
    return [load() for _ in names]


def silenced():
    return sqlite3.connect("shop.db")  # noqa: ASY153


def visits(key):
    return int(redis.Redis().get(key) or 0)


class Service:
    def __init__(self, name):
        self.name = name

    def start(self):
        self._prepare()

    def _prepare(self):
        load()

    async def run(self):
        def run_sync():
            self.start()  # error: 8, call="sqlite3.connect"
            self.start()

        await asyncio.to_thread(run_sync)


class Heavy:
    def __init__(self):
        load()


async def functions(names):
    await asyncio.to_thread(load)  # error: 4, call="sqlite3.connect"
    await asyncio.to_thread(load_all, names)  # error: 4, call="sqlite3.connect"
    silenced()


async def classes():
    Heavy()  # error: 4, call="sqlite3.connect"


async def counted(key):
    return await asyncio.to_thread(visits, key)  # error: 11, call="redis.Redis.get"


async def objects(service: Service, unknown):
    await asyncio.to_thread(service.start)  # error: 4, call="sqlite3.connect"
    await asyncio.to_thread(Service("x").start)  # error: 4, call="sqlite3.connect"
    unknown.start()


async def offloaded():
    await asyncio.to_thread(load)
    await asyncio.get_running_loop().run_in_executor(None, load)
    await asyncio.to_thread(lambda: load())


class Store:
    def __init__(self, path):
        self.path = path

    def __enter__(self):
        self.connection = sqlite3.connect(self.path)
        return self

    def __exit__(self, *args):
        self.connection.close()

    def names(self):
        return self.connection.execute("select name from users").fetchall()


async def use(path):
    def names_store():
        with Store(path) as store:  # error: 9, call="sqlite3.connect"
            return store.names()  # error: 15, call="sqlite3.Cursor.fetchall"

    return await asyncio.to_thread(names_store)


async def shadowed(load):
    load()


def synchronous(names):
    load_all(names)
