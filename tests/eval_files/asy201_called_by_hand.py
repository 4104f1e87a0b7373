"""Methods that statements call for us, called by hand; methods of a base named with its class."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import AsyncContextManager


@asynccontextmanager
async def opened(name):
    yield name


async def numbers():
    yield 1


class Base:
    async def start(self): ...

    def stop(self): ...

    @classmethod
    async def make(cls): ...


class Child(Base):
    def __init__(self, given):
        self.manager = opened(3)
        self.typed: AsyncContextManager[int] | None = None
        self.generator: AsyncGenerator[int, None] = numbers()
        self.given = given

    async def start(self):
        super(Child, self).start()  # error: 8
        super(Base, self).start()
        super(Child, self.given).start()
        super(Child, self).stop()
        await super(Child, self).start()

    @classmethod
    async def make(cls):
        super(Child, cls).make()  # error: 8

    async def end(self, *args):
        self.manager.__aenter__()  # error: 8
        self.manager.__aexit__(None, None, None)  # error: 8
        if self.typed is not None:
            self.typed.__aexit__(*args)  # error: 12
        self.generator.__anext__()  # error: 8
        self.given.__anext__()
        await self.manager.__aexit__(None, None, None)


async def main(given):
    made = numbers()
    made.__anext__()  # error: 4
    made.__aiter__()
    given.__aenter__()
    print(await made.__anext__())
