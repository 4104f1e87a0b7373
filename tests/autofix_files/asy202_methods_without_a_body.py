# only: own
import abc


class Base(abc.ABC):
    @abc.abstractmethod
    async def steps(self): ...

    async def read(self, size):
        pass

    async def count(self):
        raise NotImplementedError

    async def rows(self):
        return [self]


class Text(Base):
    async def steps(self):
        yield 1

    async def read(self, size):
        yield "a" * size

    async def count(self):
        return 1


async def run(base: Base, bases: list[Base]):
    async for step in base.steps():
        print(step)
    for one in bases:
        print([chunk async for chunk in one.read(3)])
    async for row in base.rows():  # error: 21
        print(row)
    async with base.read(3) as chunk:
        print(chunk)
    async with await base.rows() as row:  # error: 15
        print(row)
    if await base.count():
        print("some")
    if await base.rows():  # error: 7
        print("some")
