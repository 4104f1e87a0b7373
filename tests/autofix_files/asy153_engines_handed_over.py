"""An engine that a library is handed may be one of SQLite in memory, which each thread has for itself."""

import asyncio
import os

from sqlalchemy import Engine, create_engine, text
from sqlalchemy.orm import Session


class HandedOver:
    def __init__(self, engine: Engine):
        self.engine = engine

    @classmethod
    def at(cls, url):
        return cls(create_engine(url))

    def count(self):
        with Session(self.engine) as session:
            return session.execute(text("SELECT 1")).all()


class HandedHere:
    def __init__(self, engine: Engine):
        self.engine = engine

    def count(self):
        with Session(self.engine) as session:
            return session.execute(text("SELECT 1")).all()


SERVER = HandedHere(create_engine(os.environ["DATABASE"]))


async def handed_over(database: HandedOver):
    return database.count()  # error: 11


async def handed_here():
    return await asyncio.to_thread(SERVER.count)  # error: 11
