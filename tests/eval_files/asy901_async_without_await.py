# only: own
import abc
import asyncio
from contextlib import asynccontextmanager
from typing import Protocol

import pytest
from somewhere import Base, register
from typing_extensions import override


async def area(width, height):  # error: 0, function="area"
    return width * height


async def only_inside():  # error: 0
    async def inner():
        await asyncio.sleep(1)

    return inner


class Shape:
    async def area(self):  # error: 4, function="area"
        return self.width * self.height

    @staticmethod
    async def unit():  # error: 4
        return "m" + "m"

    async def waits(self):
        await asyncio.sleep(1)

    async def __aenter__(self):
        return self

    async def __aexit__(self, *args):
        print("left", args)

    async def on_message(self, message):
        print(message)

    async def drawn(self):
        return self.name + "!"

    async def name(self):
        raise NotImplementedError


class Square(Shape):
    async def drawn(self):
        return self.name + "?"


class Driver(Base):
    async def connect(self):
        print("connected")


class Port(Protocol):
    async def send(self, data):
        print(data)


class Abstract(abc.ABC):
    @abc.abstractmethod
    async def go(self):
        print("gone")


class Real(Abstract):
    @override
    async def go(self):
        print("really")


async def numbers():
    yield 1


async def iterates(source):
    async for _ in source:
        pass


async def enters(lock):
    async with lock:
        pass


async def collects(source):
    return [x async for x in source]


async def nothing():
    pass


async def constant():
    return None


@pytest.fixture
async def thing():
    return {"a": 1}


@asynccontextmanager
async def lifespan(app):
    app.x = 1
    yield


async def handler(request):
    return request.body


register(handler)


async def test_something():
    assert 1 + 1 == 2


async def main():
    print("nothing to wait for")


asyncio.run(main())
