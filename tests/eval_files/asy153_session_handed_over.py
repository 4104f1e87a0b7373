"""A session that is made here and handed over: the block as a whole goes to a thread, or nothing."""
import asyncio

from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session, sessionmaker

Sessions = sessionmaker(create_engine("postgresql://"))


class Users:
    def __init__(self, session: Session) -> None:
        self.session = session

    def name_of(self, number: int) -> str:
        return self.session.execute(text("select 1"), {"id": number}).scalar_one()


def load_user(session: Session, number: int) -> str:
    return session.execute(text("select 1"), {"id": number}).scalar_one()


async def handed_to_a_repository(number: int) -> dict[str, str]:
    with Sessions() as session:
        return {"name": Users(session).name_of(number)}  # error: 24


async def handed_to_a_function(number: int) -> str:
    session = Sessions()
    try:
        return load_user(session, number)  # error: 15
    finally:
        session.close()


async def repository_in_a_variable(number: int) -> str:
    with Sessions() as session:
        users = Users(session=session)
        name = users.name_of(number)  # error: 15
    await asyncio.sleep(1)
    return name


async def with_a_wait_between(number: int) -> str:
    with Sessions() as session:
        users = Users(session)
        name = users.name_of(number)  # error: 15
        await asyncio.sleep(1)
        users.name_of(number)  # error: 8
    return name


async def handed_in(session: Session, number: int) -> str:
    return load_user(session, number)  # error: 11
