# only: own
import contextlib
from contextlib import asynccontextmanager

import pytest
from library import unknown


async def rows(pool):  # error: 0, function="rows"
    async with pool.acquire() as connection:
        yield connection


class Table:
    async def __aiter__(self):  # error: 4
        yield 1

    @staticmethod
    async def names():  # error: 4
        yield "a"


@asynccontextmanager
async def manager(pool):
    yield pool


@contextlib.asynccontextmanager
async def other_manager(pool):
    yield pool


@pytest.fixture
async def pool():
    yield 1


@unknown
async def decorated():
    yield 1


async def none():
    def inner():
        yield 1

    return [x for x in inner()]


def sync():
    yield 1
