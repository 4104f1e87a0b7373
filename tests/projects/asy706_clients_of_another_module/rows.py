import asyncio

import db
from celery import shared_task
from closed import count
from db import Session, Unbound
from unpooled import Session as Unpooled


async def total(maker):
    async with Session() as session:
        return await session.execute("select 1")


async def total_unpooled():
    async with Unpooled() as session:
        return await session.execute("select 1")


async def total_unbound():
    async with Unbound() as session:
        return await session.execute("select 1")


@shared_task
def add_up() -> int:
    return asyncio.run(total(None))  # error: 11


@shared_task
def add_up_unpooled() -> int:
    return asyncio.run(total_unpooled())


@shared_task
def add_up_unbound() -> int:
    return asyncio.run(total_unbound())


@shared_task
def add_up_closed() -> int:
    return asyncio.run(count())


def main() -> int:
    return asyncio.run(total(db))
