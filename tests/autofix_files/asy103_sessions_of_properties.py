"""Sessions that a property or a maker of the object gives: the whole block moves, one that others have stays."""

import asyncio
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property

from fastapi import FastAPI
from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

app = FastAPI()
_current: ContextVar[Session] = ContextVar("current")


@contextmanager
def in_context(engine: Engine):
    session = _current.get(None)
    if session is not None:
        yield session
        return
    with Session(bind=engine) as session:
        token = _current.set(session)
        try:
            yield session
        finally:
            _current.reset(token)


class Users:
    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.maker = sessionmaker(bind=engine)
        self.only = Session(engine)

    @property
    def new(self) -> Session:
        return Session(self.engine)

    @property
    def in_context(self):
        return in_context(self.engine)

    @property
    def shared(self) -> Session:
        return self.only

    @cached_property
    def kept(self) -> Session:
        return Session(self.engine)

    @contextmanager
    def lent(self):
        yield self.only

    @property
    def lent_by_property(self):
        return self.lent()

    async def of_maker(self, query):
        def scalar_query():
            with self.maker() as session:
                return session.scalar(query)  # error: 19

        return await asyncio.to_thread(scalar_query)

    async def of_property(self, query):
        def execute_and_commit():
            with self.new as session:
                session.execute(query)  # error: 12
                session.commit()  # error: 12

        await asyncio.to_thread(execute_and_commit)

    async def of_context(self, query) -> list[str]:
        def scalars_query() -> list[str]:
            with self.in_context as session:
                return [row.name for row in session.scalars(query)]  # error: 40

        return await asyncio.to_thread(scalars_query)

    async def of_others(self, query):
        with self.shared as session:
            session.execute(query)  # error: 12

    async def of_the_object(self, query):
        with self.kept as session:
            session.execute(query)  # error: 12

    async def of_a_manager(self, query):
        with self.lent() as session:
            session.execute(query)  # error: 12

    async def of_a_manager_of_a_property(self, query):
        with self.lent_by_property as session:
            session.execute(query)  # error: 12

    async def with_an_engine(self, row):
        def commit_session():
            with Session(self.engine) as session:
                session.add(row)
                session.commit()  # error: 12

        await asyncio.to_thread(commit_session)


class SubUsers(Users):
    @property
    def new(self) -> Session:
        return super().new

    async def of_base(self, query):
        with self.new as session:
            return session.scalar(query)  # error: 19


@app.get("/")
async def serve(engine: Engine):
    users = Users(engine)
    await asyncio.sleep(1)
    await asyncio.gather(users.of_maker(1), users.of_property(1), users.of_context(1), users.of_others(1))
