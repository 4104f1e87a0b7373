"""Classes of futures that have attributes, operators and a way to be completed of their own."""
# only: own

import asyncio
import itertools
from typing import Any, Generic, TypeVar

from unknown import Mixin, register

T = TypeVar("T")


class Transaction(asyncio.Future[T], Generic[T]):
    method = "get"

    def __init__(self, number: int) -> None:
        super().__init__()
        self.id = number

    @property
    def message(self) -> str:
        return f"{self.method} {self.id}"

    def __call__(self, **response: Any) -> None:
        self.set_result(response)


class Named(asyncio.Future):
    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name


class Lazy(asyncio.Future):
    def __getattr__(self, name: str):
        return name


class Mixed(Mixin, asyncio.Future):
    pass


class Requests:
    def __init__(self) -> None:
        self.waiting: dict[int, Transaction] = {}
        self.named: dict[str, Named] = {}
        self.numbers = itertools.count()

    async def send(self, write) -> Any:
        transaction = Transaction(next(self.numbers))
        self.waiting[transaction.id] = transaction
        await write(transaction.message)
        return await transaction

    async def answered(self, message: dict[str, Any]) -> None:
        transaction = self.waiting.pop(message["id"])
        if not transaction.done():
            transaction(**message)

    async def in_their_names(self, name: str) -> None:
        named = self.named.pop(name)
        print(named.name, named.answer)  # error: 26, what="the future of 'named'", use="the attribute 'answer'"

    async def without_operators(self, name: str) -> int:
        named = self.named.pop(name)  # error: 16
        return named + named["size"]

    async def as_functions(self, name: str) -> None:
        named = self.named.pop(name)  # error: 16
        named()

    async def with_operators(self, number: int) -> str:
        transaction = self.waiting.pop(number)  # error: 22
        return transaction.text


async def anything(lazy: Lazy, mixed: Mixed) -> None:
    print(lazy.name, mixed.name)


async def completed_here(loop: asyncio.AbstractEventLoop) -> int:
    future = loop.create_future()
    future.set_result(1)
    return future + 1  # error: 11, what="the future of 'future'"


async def completed_nowhere() -> int:
    future = asyncio.wrap_future(register())  # error: 13
    return future + 1


async def given_attributes(work) -> None:
    task = asyncio.create_task(work())
    task.label = "work"
    print(task.label, task.other)  # error: 22
    await task
