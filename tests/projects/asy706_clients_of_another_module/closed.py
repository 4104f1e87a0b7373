from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine

engine = create_async_engine("postgresql+asyncpg://localhost/x")
Session = async_sessionmaker(bind=engine)


async def count():
    async with Session() as session:
        await session.execute("select 1")
    await engine.dispose()
