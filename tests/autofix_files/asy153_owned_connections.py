# only: ASY153
"""Who makes a connection and keeps it to himself may do so in any thread, as a whole."""

import asyncio
import sqlite3
import threading
from contextlib import closing, contextmanager

from sqlalchemy import create_engine
from sqlalchemy.orm import Session, sessionmaker

engine = create_engine("postgresql://")


def own_connection(path):
    connection = sqlite3.connect(path)
    try:
        return ask(connection)
    finally:
        connection.close()


def ask(connection: sqlite3.Connection):
    return connection.execute("select 1").fetchall()


def own_session():
    with Session(engine) as session:
        return session.execute("select 1").all()


def from_engine():
    with engine.connect() as connection:
        connection.execute("select 1")


def opened(path):
    return sqlite3.connect(path)


def both(path):
    connection = sqlite3.connect(path)
    return connection, connection.execute("select 1").fetchall()


class Store:
    def __init__(self, path):
        self.path = path
        self.maker = sessionmaker(engine)

    def open(self):
        self.connection = sqlite3.connect(self.path)

    def of_the_object(self):
        return self.connection.execute("select 1").fetchall()

    def made_by_maker(self):
        with self.maker() as session:
            return session.execute("select 1").all()

    @contextmanager
    def connected(self):
        connection = sqlite3.connect(self.path)
        try:
            yield connection
        finally:
            connection.close()

    @contextmanager
    def lent(self):
        yield self.connection

    def of_a_manager(self):
        with self.connected() as connection:
            return connection.execute("select 1").fetchall()

    def of_another_manager(self):
        with self.lent() as connection:
            return connection.execute("select 1").fetchall()


async def owned(store: Store):
    await asyncio.to_thread(own_connection, "x")  # error: 4
    await asyncio.to_thread(own_session)  # error: 4
    await asyncio.to_thread(from_engine)  # error: 4

    def owned_sync():
        store.made_by_maker()  # error: 4
        return store.of_a_manager()  # error: 11

    return await asyncio.to_thread(owned_sync)


async def shared(store: Store, connection: sqlite3.Connection):
    store.open()  # error: 4
    print(opened("x"), both("x"))  # error: 10 # error: 23
    ask(connection)  # error: 4
    store.of_another_manager()  # error: 4
    return store.of_the_object()  # error: 11


class Guarded:
    """Sessions for one thread at a time: each holds the lock until it is closed."""

    def __init__(self):
        self.maker = sessionmaker(engine)
        self.lock: threading.RLock | None = threading.RLock()

    def session(self):
        session = self.maker()
        lock = self.lock
        if lock is None:
            return session
        lock.acquire()
        close = session.close

        def close_and_release():
            close()
            lock.release()

        session.close = close_and_release
        return session

    def rows(self):
        with closing(self.session()) as session:
            return session.execute("select 1").all()

    def begin(self):
        self.lock.acquire()
        with closing(self.maker()) as session:
            return session.execute("select 1").all()

    def end(self):
        self.lock.release()


async def guarded(store: Guarded):
    store.begin()  # error: 4
    store.end()


async def listed(store: Guarded):
    return await asyncio.to_thread(store.rows)  # error: 11
