"""A session that an abstract method gives is new where all that stand in for it make one."""

import asyncio
from abc import ABC, abstractmethod
from contextlib import closing

from fastapi import FastAPI
from sqlalchemy.orm import Session, sessionmaker

app = FastAPI()


class Memory(ABC):
    @abstractmethod
    def get_session(self) -> Session:
        """Give one."""

    async def replace(self, rows):
        def commit_session():
            with closing(self.get_session()) as session:
                session.add_all(rows)
                session.commit()  # error: 12

        await asyncio.to_thread(commit_session)


class SqlMemory(Memory):
    def __init__(self, engine):
        self.maker = sessionmaker(bind=engine)

    def get_session(self) -> Session:
        return self.maker()


class Store(ABC):
    @abstractmethod
    def get_session(self) -> Session:
        """Give one."""

    async def replace(self, rows):
        with closing(self.get_session()) as session:
            session.add_all(rows)
            session.commit()  # error: 12


class NewStore(Store):
    def __init__(self, engine):
        self.maker = sessionmaker(bind=engine)

    def get_session(self) -> Session:
        return self.maker()


class SharedStore(Store):
    def __init__(self, engine):
        self.only = sessionmaker(bind=engine)()

    def get_session(self) -> Session:
        return self.only


@app.get("/")
async def serve(engine):
    await asyncio.gather(SqlMemory(engine).replace([]), SharedStore(engine).replace([]))
