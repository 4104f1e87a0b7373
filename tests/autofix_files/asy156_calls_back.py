# only: own
import asyncio
import sys
import traceback
from pathlib import Path


class Options:
    def __init__(self):
        self.receivers = []
        self.by_name = {}

    def update(self, text):
        for receiver in self.receivers:
            receiver(text)

    def tell(self, name, text):
        self.by_name[name](text)

    def all_of(self, text):
        return [receiver(text) for receiver in self.receivers]


def load(options: Options, path: Path):
    options.update(path.read_text())


def load_one(options: Options, path: Path):
    options.tell("one", path.read_text())


def load_all(options: Options, path: Path):
    return options.all_of(path.read_text())


def load_fixed(path: Path):
    for kind in (str, list):
        print(kind(path.read_text()))


async def main(path: Path):
    options = Options()
    load(options, path)  # error: 4
    load_one(options, path)  # error: 4
    load_all(options, path)  # error: 4
    await asyncio.sleep(1)
    await asyncio.to_thread(load_fixed, path)  # error: 4


class Service:
    def __init__(self, text):
        self.text = text

    async def run(self): ...


def made(path):
    return Service(read(path)) if path else load(path)


def read(path):
    with open(path) as file:
        return file.read()


async def awaited_upon(path):
    service = made(path)  # ASY156: 14
    await service.run()


async def said_to_stay(path, other):
    # Not offloaded: it writes to the shared dictionary.
    text = read(path)  # ASY156: 11
    await asyncio.sleep(1)
    return text + await asyncio.to_thread(read, other)  # ASY156: 18


def retried(function):
    def call(*args):
        time.sleep(1)
        return function(*args)

    return call


@retried
def close(task: asyncio.Task):
    task.cancel()


async def decorated(task: asyncio.Task):
    close(task)


class Single:
    _instance = None

    def __init__(self):
        self.text = read(Path("x"))

    @classmethod
    def instance(cls):
        if cls._instance is None:
            cls._instance = cls()
        return cls._instance

    def load(self, path):
        return read(path)


async def of_the_one_object(path):
    return await asyncio.to_thread(Single.instance().load, path)  # error: 11


def log(text):
    """Tells of the exception that is handled, if one is."""
    print(text, sys.exc_info()[0])


def load_and_log(path: Path):
    try:
        return path.read_text()
    except OSError:
        log("no file")
        return traceback.format_exc()


def log_what_is_there(path: Path):
    log(path.read_text())


def trace(path: Path):
    return path.read_text() + traceback.format_exc()


async def handles_in_the_thread(path: Path):
    def handles_in_the_thread_sync():
        load_and_log(path)  # error: 4
        log_what_is_there(path)  # error: 4

    await asyncio.to_thread(handles_in_the_thread_sync)


async def handles_here(path: Path, names):
    try:
        print(names[0])
    except IndexError:
        await asyncio.to_thread(load_and_log, path)  # error: 8


async def asks_while_handled_here(path: Path, names):
    try:
        print(names[0])
    except IndexError:
        log_what_is_there(path)  # error: 8
    finally:
        log_what_is_there(path)  # error: 8


async def is_for_handlers(path: Path):
    trace(path)  # error: 4


HANDLERS = [
    main,
    Service.run,
    awaited_upon,
    said_to_stay,
    decorated,
    of_the_one_object,
    handles_in_the_thread,
    handles_here,
    asks_while_handled_here,
    is_for_handlers,
]
