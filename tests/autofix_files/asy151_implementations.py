"""Empty methods lead to the implementations that stand beside them."""
# only: own
import asyncio
import time
from abc import ABC, abstractmethod


class Shelf(ABC):
    @abstractmethod
    def put(self, name: str) -> None: ...

    @abstractmethod
    def size(self) -> int: ...

    def put_all(self, names: list[str]) -> None:
        for name in names:
            self.put(name)


class DiskShelf(Shelf):
    def put(self, name: str) -> None:
        time.sleep(1)

    def size(self) -> int:
        return 1


class Unrelated:
    def size(self) -> int:
        time.sleep(1)
        return 1


class Plain:
    def load(self): ...


class Slow(Plain):
    def load(self):
        time.sleep(1)


class Quick(Plain):
    def load(self): ...


class Librarian:
    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.plain = Plain()

    async def keep(self, name: str) -> int:
        await asyncio.to_thread(self.shelf.put, name)  # error: 8
        await asyncio.to_thread(self.shelf.put_all, [name])  # error: 8
        await asyncio.to_thread(self.shelf.put, name)
        self.plain.load()
        return self.shelf.size()


async def declared(plain: Plain) -> None:
    plain.load()


async def made() -> None:
    plain = Plain()
    plain.load()
    Plain().load()
