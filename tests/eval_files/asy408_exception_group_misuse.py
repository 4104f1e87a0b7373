# only: own
import asyncio

import pytest
from pytest import raises


async def work():
    await asyncio.sleep(0)


async def first_member():
    try:
        await work()
    except ExceptionGroup as group:
        if len(group.exceptions) == 1:
            raise group.exceptions[0]  # error: 12, advice="raise the group, or use 'from'"
        raise


async def with_cause():
    try:
        await work()
    except ExceptionGroup as group:
        raise group.exceptions[0] from group


class Failed(ExceptionGroup):  # error: 0, advice="define derive()"
    pass


class FailedBadly(BaseExceptionGroup[Exception]):  # error: 0
    code = 1


class Derived(ExceptionGroup):
    def derive(self, excs):
        return Derived(self.message, excs)


class Other(Exception):
    pass


async def attributes():
    try:
        await work()
    except* OSError as error:
        print(error.errno)  # error: 14, advice="look at error.exceptions"
        print(error.message, error.exceptions, error.args, error.split(OSError))
        for member in error.exceptions:
            print(member.errno)
        error.note = 1
    except* ValueError:
        print("value")


async def plain_except():
    try:
        await work()
    except OSError as error:
        print(error.errno)


def test_group():
    with pytest.raises(ExceptionGroup):  # error: 9, advice="use pytest.RaisesGroup"
        asyncio.run(work())
    with raises(BaseExceptionGroup) as caught:  # error: 9
        asyncio.run(work())
    with pytest.raises(ExceptionGroup, match="two"):
        asyncio.run(work())
    with pytest.raises(ValueError):
        asyncio.run(work())
    return caught


async def with_context_set():
    try:
        await work()
    except ExceptionGroup as group:
        first = group.exceptions[0]
        first.__suppress_context__ = True
        raise first


async def with_a_note():
    try:
        await work()
    except ExceptionGroup as group:
        first = group.exceptions[0]
        first.noted = True
        raise first  # error: 8
