import asyncio
import contextlib
import sqlite3

import backoff
import retrying
import stamina
import tenacity
from tenacity import retry, stop_after_attempt, wait_fixed, wait_none


@retry(stop=stop_after_attempt(3), wait=wait_fixed(1))
def with_pauses():
    return compute()


@retry(stop=stop_after_attempt(3))
def without_pauses():
    return compute()


@retry(wait=wait_none())
def without_pauses_either():
    return compute()


@retry
def bare():
    return compute()


@retrying.retry
def older():
    return compute()


@backoff.on_exception(backoff.expo, OSError)
def backing_off():
    return compute()


@stamina.retry(on=OSError)
def hardened():
    return compute()


@retry(wait=wait_fixed(1))
async def asynchronous():
    await asyncio.sleep(0)


class Client:
    @tenacity.retry(wait=tenacity.wait_fixed(1))
    def fetch(self):
        return compute()


def compute():
    return 1


async def work():
    await asyncio.to_thread(with_pauses)  # error: 4, call="tenacity.retry", function="with_pauses"
    without_pauses()
    without_pauses_either()
    bare()
    older()
    await asyncio.to_thread(backing_off)  # error: 4
    await asyncio.to_thread(hardened)  # error: 4
    await asyncio.to_thread(Client().fetch)  # error: 4
    await asynchronous()  # ASY201: 4
    await asynchronous()
    await asyncio.to_thread(with_pauses)


async def attempts():
    for attempt in tenacity.Retrying(wait=wait_fixed(1)):  # ASY101: 19
        with attempt:
            await asynchronous()
    for attempt in tenacity.Retrying(stop=stop_after_attempt(3)):
        with attempt:
            await asynchronous()
    async for attempt in tenacity.AsyncRetrying(wait=wait_fixed(1)):
        with attempt:
            await asynchronous()
    async for attempt in stamina.retry_context(on=OSError):  # ASY101: 19
        with attempt:
            await asynchronous()


async def what_is_handed_out(path):
    def connect_and_commit():
        with contextlib.closing(sqlite3.connect(path)) as db:  # ASY103: 28
            db.commit()  # ASY103: 8

    await asyncio.to_thread(connect_and_commit)
    with contextlib.nullcontext() as nothing:
        nothing.commit()
