from abc import ABC, abstractmethod
from typing import Protocol


class Shelf(ABC):
    @abstractmethod
    def put(self, name: str, text: str) -> None: ...

    @property
    @abstractmethod
    def size(self) -> int: ...

    def label(self) -> str:
        raise NotImplementedError

    def opened(self) -> None:
        """Nothing to do, as a rule."""

    async def fill(self):
        self.put("a", "b")  # error: 8


class Reader(Protocol):
    def read(self) -> str: ...


class Lonely(ABC):
    @abstractmethod
    def put(self, name: str, text: str) -> None: ...
