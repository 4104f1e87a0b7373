"""SQLite in memory is another, empty database for a thread, or one connection serves all threads at once."""

import asyncio
import os
import sqlite3
import threading

import sqlalchemy
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool


class InMemory:
    def __init__(self, url="sqlite+pysqlite:///:memory:"):
        self.engine = create_engine(url)

    def add(self, item):
        with Session(self.engine) as session:
            session.add(item)
            session.commit()


class Nameless:
    def __init__(self):
        self.engine = create_engine("sqlite://", echo=True)

    def count(self):
        with Session(self.engine) as session:
            return session.execute(text("SELECT 1")).all()


class Shared:
    def __init__(self):
        self.engine = create_engine("sqlite://", poolclass=StaticPool)

    def count(self):
        with Session(self.engine) as session:
            return session.execute(text("SELECT 1")).all()


class SharedByDefault:
    def __init__(self, url="sqlite:///:memory:", **settings):
        if url == "sqlite:///:memory:":
            settings["poolclass"] = sqlalchemy.pool.StaticPool
        self.engine = sqlalchemy.create_engine(url, **settings)

    def count(self):
        with Session(self.engine) as session:
            return session.execute(text("SELECT 1")).all()


class SharedInTurns:
    def __init__(self):
        self.lock = threading.Lock()
        self.engine = create_engine("sqlite://", poolclass=StaticPool)

    def count(self):
        with self.lock, Session(self.engine) as session:
            return session.execute(text("SELECT 1")).all()


class SharedInTurnsOfTasks:
    def __init__(self):
        self.lock = asyncio.Lock()
        self.engine = create_engine("sqlite://", poolclass=StaticPool)

    def count(self):
        with Session(self.engine) as session:
            return session.execute(text("SELECT 1")).all()

    async def counted(self):
        async with self.lock:
            return await asyncio.to_thread(self.count)  # error: 19


class SharedCache:
    def __init__(self):
        self.engine = create_engine("sqlite:///file::memory:?cache=shared&uri=true")

    def count(self):
        with Session(self.engine) as session:
            return session.execute(text("SELECT 1")).all()


class OfAFile:
    def __init__(self, path):
        self.engine = create_engine(f"sqlite:///{path}")

    def add(self, item):
        with Session(self.engine) as session:
            session.add(item)
            session.commit()

    def count(self):
        with Session(self.engine) as session:
            return session.execute(text("SELECT 1")).all()


class Waiting:
    def __init__(self):
        self.engine = create_engine("sqlite:///a.db", connect_args={"timeout": 60})

    def add(self, item):
        with Session(self.engine) as session:
            session.add(item)
            session.commit()


class OfAServer:
    def __init__(self):
        self.engine = create_engine(os.environ["DATABASE"])

    def add(self, item):
        with Session(self.engine) as session:
            session.add(item)
            session.commit()


def insert(item):
    with sqlite3.connect("items.db") as connection:
        connection.execute("INSERT INTO items VALUES (?)", (item,))
        connection.commit()


async def in_memory(memory: InMemory, nameless: Nameless, item):
    memory.add(item)  # error: 4
    await asyncio.sleep(1)
    return nameless.count()  # error: 11


async def for_all(shared: Shared, cache: SharedCache):
    shared.count()  # error: 4
    await asyncio.sleep(1)
    return await asyncio.to_thread(cache.count)  # error: 11


async def for_all_by_default(shared: SharedByDefault):
    return shared.count()  # error: 11


async def in_turns(shared: SharedInTurns):
    return await asyncio.to_thread(shared.count)  # error: 11


async def of_a_file(files: OfAFile, item):
    await asyncio.to_thread(files.add, item)  # error: 4
    await asyncio.sleep(1)
    await asyncio.to_thread(insert, item)  # error: 4
    await asyncio.sleep(1)
    return await asyncio.to_thread(files.count)  # error: 11


async def with_time(waiting: Waiting, server: OfAServer, item):
    await asyncio.to_thread(waiting.add, item)  # error: 4
    await asyncio.sleep(1)
    await asyncio.to_thread(server.add, item)  # error: 4
