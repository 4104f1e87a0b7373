# only: own
"""Annotations name the sync class; what is passed or returned is its async twin."""

import threading
from collections.abc import Iterator

import redis
from fastapi import Depends
from openai import AsyncOpenAI, OpenAI
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import Session, sessionmaker


class Agent:
    def __init__(self, client: OpenAI, key: str) -> None:
        self.client = client
        self.own = OpenAI(api_key=key)

    async def act(self) -> None:
        await self.client.chat.completions.create(model="m", messages=[])
        await self.own.chat.completions.create(model="m", messages=[])  # error: 8


class Store:
    _made: sessionmaker | None

    async def prepare(self) -> tuple[sessionmaker, str]:
        engine = create_async_engine("sqlite+aiosqlite://")
        self._made = sessionmaker(bind=engine, class_=AsyncSession)
        return self._made, "table"

    def cache(self) -> redis.Redis:
        raise NotImplementedError

    async def use(self) -> None:
        factory, _ = await self.prepare()
        async with factory() as session:
            await session.commit()
        await self.cache().get("k")


async def certain(client: AsyncOpenAI) -> None:
    await client.chat.completions.create(model="m", messages=[])
    await redis.Redis().get("k")  # error: 4
    session = Session()
    await session.commit()  # error: 4
    await made().get("k")  # error: 4
    await promised().get("k")


def made() -> redis.Redis:
    return redis.Redis()


def promised() -> redis.Redis:
    return make_one()


Made = sessionmaker()


def get_db() -> Iterator[Session]:
    with Made() as db:
        yield db


def get_any() -> Iterator[Session]:
    yield make_one()


async def endpoint(db: Session = Depends(get_db), other: Session = Depends(get_any)) -> None:
    await db.commit()  # error: 4
    await other.commit()


async def results(session: AsyncSession) -> list:
    result = await session.execute(select(1))
    if result.first():  # error: 7
        return result.scalars().all()  # error: 15
    return (await session.scalars(select(1))).all()


class Guard:
    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.other = make_one()


class Twin:
    def __init__(self) -> None:
        self.lock = threading.Lock()


class AsyncTwin(Twin):
    def __init__(self) -> None:
        self.lock = make_one()


async def guarded(guard: Guard, twin: Twin) -> None:
    with guard.lock:  # error: 15
        pass
    async with guard.other:
        pass
    async with twin.lock:
        pass


async def handed_on_as_promised(db: Session) -> None:
    await _commit_promised(db)


async def _commit_promised(db: Session) -> None:
    # Its only caller knows no more than an annotation, either.
    await db.commit()


async def handed_on_as_made() -> None:
    with Session() as db:
        await _pass_on(db)


async def _pass_on(db: Session) -> None:
    await _commit_made(db)


async def _commit_made(db: Session) -> None:
    await db.commit()  # error: 4
