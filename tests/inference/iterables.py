"""Generators, iterators and the builtins over them."""
from collections.abc import AsyncIterator, Iterator

import httpx


def lent():
    yield httpx.Client()


def declared() -> Iterator[httpx.Client]: ...
async def declared_async() -> AsyncIterator[httpx.Client]:
    yield mystery()


class Own:
    def __iter__(self) -> Iterator[httpx.Client]: ...


async def use():
    lent()  # value: typing.Generator[httpx.Client]
    for one in lent():
        one  # value: httpx.Client
    for two in declared():
        two  # value: httpx.Client
    for three in Own():
        three  # value: httpx.Client
    async for four in declared_async():
        four  # value: httpx.Client
    next(lent())  # value: httpx.Client
    for five in reversed([httpx.Client()]):
        five  # value: httpx.Client
    for six, seven in zip([httpx.Client()], [1]):
        six  # value: httpx.Client
    [x async for x in declared_async()]  # value: list[httpx.Client]
    (x for x in lent())  # value: list[httpx.Client]
    map(httpx.Client, [])  # value: list[httpx.Client]
