# only: own
from abc import ABC, abstractmethod
from collections.abc import AsyncGenerator, AsyncIterator


class Stream(ABC):
    @abstractmethod
    async def items(self) -> AsyncIterator[int]: ...

    async def one(self) -> "AsyncIterator[int]":
        raise NotImplementedError

    async def two(self) -> AsyncGenerator[int, None]:
        """Gives all."""

    async def made(self) -> AsyncIterator[int]:
        return self.items()


async def use(stream: Stream):
    async for item in stream.items():
        print(item)
    async for item in stream.one():
        print(item)
    async for item in stream.two():
        print(item)
    async for item in stream.made():  # error: 22
        print(item)
