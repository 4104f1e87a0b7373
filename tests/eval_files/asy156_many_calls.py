# only: own
"""One function of the project at many places: one 'async def' mends all, a thread at each does not."""

import json


class Store:
    def __init__(self, folder):
        self.folder = folder

    def load(self, name):
        with open(self.folder / name) as file:
            return json.load(file)

    def look(self, name):
        with open(self.folder / name) as file:
            return file.read()


async def one(store: Store):
    return store.load("one")  # error: 11, advice="make it asynchronous, once for all of its calls in this file"


async def two(store: Store):
    print(store.load("two"))  # error: 10
    return store.load("three")  # error: 11


async def three(store: Store):
    print(store.load("four"))  # error: 10
    return store.load("five")  # error: 11


def plain(store: Store):
    return store.look("nobody waits")


async def few(store: Store, other):
    print(store.look("one"))  # error: 10
    print(store.look("two"))  # error: 10
    print(other.look("three"))
    print(store.look("four"))  # error: 10
    return store.look("five")  # error: 11


class Records:
    def __init__(self, path):
        self.path = path
        self.parts = path.parent

    def add(self, **record):
        with open(self.path, "a") as file:
            file.write(json.dumps(record))

    def add_part(self, name, text):
        with open(self.parts / name, "a") as file:
            file.write(text)


async def records(record: Records):
    record.add(step=1)  # error: 4, advice="make it asynchronous, with one task or thread that writes all records in order"
    record.add_part("one", "text")  # error: 4


HANDLERS = [
    one,
    two,
    three,
    few,
    records,
]
