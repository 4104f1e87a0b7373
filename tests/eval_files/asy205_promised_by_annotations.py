# only: own
"""Annotations name the sync class; what is passed or returned is its async twin."""

import redis
from openai import AsyncOpenAI, OpenAI
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
