# only: own
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, relationship

engine = create_async_engine("sqlite+aiosqlite://")


maker = async_sessionmaker(engine)


keeping = async_sessionmaker(engine, expire_on_commit=False)


class Base(DeclarativeBase): ...


class User(Base):
    orders = relationship("Order")
    tags = relationship("Tag", lazy="selectin")


async def made():
    user = User()
    async with AsyncSession(engine) as session:
        session.add(user)
        await session.commit()
        print(user.id)  # error: 14, attribute="user.id"


async def by_maker():
    async with maker() as session:
        user = await session.get(User, 1)
        await session.commit()
        return user.name  # error: 15


async def keeps():
    async with keeping() as session:
        user = await session.get(User, 1)
        await session.commit()
        return user.name


async def refreshed():
    async with maker() as session:
        user = await session.get(User, 1)
        await session.commit()
        await session.refresh(user)
        return user.name


async def of_the_caller(session: AsyncSession):
    user = await session.get(User, 1)
    await session.commit()
    return user.name


async def relation(session: AsyncSession):
    user = await session.get(User, 1)
    print(user.tags, user.name)
    return user.orders  # error: 11


async def awaited(session: AsyncSession):
    user = await session.get(User, 1)
    return await user.awaitable_attrs.orders


def made_elsewhere():
    return async_sessionmaker(engine, expire_on_commit=False)


handed = made_elsewhere()
later: async_sessionmaker | None = None
later = async_sessionmaker(engine)


async def by_function():
    async with handed() as session:
        user = await session.get(User, 1)
        await session.commit()
        return user.name


async def by_later():
    async with later() as session:
        user = await session.get(User, 1)
        await session.commit()
        return user.name  # error: 15
