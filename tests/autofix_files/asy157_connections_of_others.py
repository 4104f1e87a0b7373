# only: own
"""What else uses a connection of the loop's thread stays there, whatever it blocks on itself."""

import asyncio
import shutil
import sqlite3
from abc import ABC, abstractmethod


class Records(ABC):
    @abstractmethod
    def clear(self) -> None: ...


class Stored(Records):
    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.connection = sqlite3.connect(f"{folder}/records.db")

    def close(self) -> None:
        self.connection.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def clear(self) -> None:
        self._forget()
        shutil.rmtree(self.folder)

    def _forget(self) -> None:
        self.connection.interrupt()

    @property
    def count(self) -> int:
        return self.connection.total_changes

    @property
    def cursor(self) -> sqlite3.Cursor:
        return self.connection.cursor()

    def save(self, target: str) -> None:
        shutil.copytree(self.folder, target)
        print(self.cursor.rowcount)

    def copy(self, target: str) -> None:
        shutil.copytree(self.folder, target)


def opened(folder: str) -> Stored:
    shutil.copytree("template", folder)
    return Stored(folder)


def made_and_closed(folder: str) -> None:
    store = Stored(folder)
    store.close()


def handed_on(records: Records) -> None:
    records.clear()


def shown(store: Stored) -> None:
    print_count(store.connection)
    shutil.rmtree("seen")


def print_count(connection: sqlite3.Connection) -> None:
    print(connection.total_changes)
    connection.close()


async def use(folder: str) -> None:
    store = Stored(folder)
    try:
        await asyncio.sleep(1)
        store.save("saved")  # error: 8
        store.copy("copied")  # error: 8
    finally:
        store.close()  # error: 8


async def use_any(records: Records) -> None:
    records.clear()  # error: 4
    await asyncio.sleep(1)
    handed_on(records)  # error: 4


async def use_given(store: Stored) -> None:
    shown(store)  # error: 4


async def use_opened() -> int:
    store = opened("folder")  # error: 12
    return store.count


async def use_for_itself() -> None:
    await asyncio.to_thread(made_and_closed, "folder")  # error: 4


class Tidied:
    def __init__(self, path: str) -> None:
        self.path = path
        self.last: sqlite3.Connection | None = None

    def tidy(self) -> None:
        connection = sqlite3.connect(self.path)
        self._forget(connection)
        connection.close()
        shutil.rmtree("seen")

    def _forget(self, connection: sqlite3.Connection) -> None:
        connection.execute("delete from seen")

    def count(self) -> int:
        shutil.rmtree("seen")
        connection = sqlite3.connect(self.path)
        return len(self._rows(connection).fetchall())

    def _rows(self, connection: sqlite3.Connection) -> sqlite3.Cursor:
        return connection.execute("select 1")

    def open(self) -> None:
        shutil.rmtree("seen")
        self._keep(sqlite3.connect(self.path))

    def _keep(self, connection: sqlite3.Connection) -> None:
        self.last = connection


async def use_tidied(tidied: Tidied) -> None:
    await asyncio.to_thread(tidied.tidy)  # error: 4
    await asyncio.sleep(1)
    tidied.open()  # error: 4
    await asyncio.sleep(1)
    await asyncio.to_thread(tidied.count)  # error: 4
