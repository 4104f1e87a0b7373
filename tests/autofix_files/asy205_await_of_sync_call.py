# only: own
import asyncio
import subprocess
import threading
import time
from abc import abstractmethod
from contextlib import asynccontextmanager, contextmanager, suppress

import pytest
import requests
import surrealdb
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import Session, sessionmaker
from unknown import Elsewhere, decorate


def nothing():
    print("done")


def number() -> int:
    return 1


def promised_number(source) -> int:
    return source.number()


def promised_none(source) -> None:
    source.stop()


def text(flag):
    if flag:
        return "yes"
    return None


def hand_on(source):
    return source.result()


def either(flag, source):
    if flag:
        return source.task()
    return None


def a_coroutine():
    return asyncio.sleep(1)


def a_task():
    return asyncio.ensure_future(a_coroutine())


def empty() -> None: ...


def generator():
    yield 1


async def async_generator():
    yield 1


@contextmanager
def managed():
    yield 1


@asynccontextmanager
async def async_managed():
    yield 1


@decorate
def decorated():
    return 1


class Plain:
    def step(self):
        self.done = True

    def hook(self):
        self.done = True

    @abstractmethod
    def wanted(self): ...

    def not_yet(self):
        raise NotImplementedError

    async def run(self):
        self.step()  # error: 8
        await self.hook()
        await self.wanted()
        await self.not_yet()


class Overriding(Plain):
    async def hook(self): ...


class Foreign(Elsewhere):
    def step(self):
        self.done = True

    async def run(self):
        await self.step()


class Lazy:
    def __await__(self):
        return a_task().__await__()


class Manager:
    def __enter__(self): ...

    def __exit__(self, *args): ...


class Rows:
    def __iter__(self):
        return iter([])


class BothRows(Rows):
    def __aiter__(self):
        return async_generator()


async def library(url):
    await asyncio.sleep(1)  # error: 4, what="time.sleep", statement="await"
    response = await asyncio.to_thread(requests.get, url)  # error: 15
    await asyncio.to_thread(subprocess.run, ["true"])  # error: 4
    await asyncio.sleep(1)
    await asyncio.to_thread(time.sleep, 1)
    return response


async def own(source, plain: Plain):
    nothing()  # error: 4
    value = number() + text(1)  # error: 12 # error: 29
    generator()  # error: 4
    await async_generator()  # error: 4
    managed()  # error: 4
    await async_managed()  # error: 4
    await Plain()  # error: 4
    Plain().step()  # error: 4
    promised_none(source)  # error: 4
    await plain.step()
    return value


async def not_known(source, unknown, flag):
    await promised_number(source)
    await hand_on(source)
    await either(flag, source)
    await a_coroutine()
    await a_task()
    await empty()
    await decorated()
    await unknown()
    await unknown.method()
    await Lazy()
    await source
    await (number if flag else unknown)()


async def statements(session: requests.Session, unknown):
    with managed() as value:  # error: 15, statement="async with"
        print(value)
    with Manager(), managed():  # error: 15 # error: 26
        pass
    async with Manager(), async_managed():  # error: 15
        pass
    with threading.Lock():  # error: 15
        pass
    with requests.Session():  # error: 15
        pass
    async with session, unknown:
        pass
    for item in generator():  # error: 22, statement="async for"
        print(item)
    for item in [1, 2]:  # error: 22
        print(item)
    for item in range(3):  # error: 22
        print(item)
    for item in Rows():  # error: 22
        print(item)
    async for item in BothRows():
        print(item)
    async for item in unknown:
        print(item)
    async for item in (number async for number in async_generator()):
        print(item)
    async for item in (work for work in unknown if await work.ready()):
        print(item)
    async for item in (await work for work in unknown):
        print(item)
    for item in (work for work in unknown):  # error: 22
        print(item)
    return [item for item in generator()]  # error: 35


async def passed_in(session: Session):
    await session.execute("the annotation names the sync class, the code says otherwise")


async def made_with_a_class(engine):
    make = sessionmaker(engine, class_=AsyncSession)
    async with make() as session:
        await session.commit()
    async with sessionmaker(create_async_engine(""), **engine)() as session:
        await session.commit()
    with sessionmaker(engine)() as session:  # error: 15
        session.add(1)


async def expected_to_fail():
    with suppress(TypeError):
        await nothing()
    with suppress(ValueError):
        nothing()  # error: 8


async def test_errors():
    with pytest.raises(TypeError):
        await nothing()
    with pytest.raises(TypeError):
        async for item in generator():
            print(item)


async def of_an_older_release(url):
    database = surrealdb.Surreal(url)
    await database.signin({"user": "root"})
