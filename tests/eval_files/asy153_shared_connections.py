# only: ASY153
"""A connection that threads take turns with, or that each thread has of its own, may be used in a thread."""

import sqlite3
import threading
from contextlib import contextmanager


class Locked:
    def __init__(self, path):
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(path, check_same_thread=False)
        self._bound = sqlite3.connect(path)

    def ask(self, query):
        with self._lock:
            return self._connection.execute(query).fetchall()

    def through_a_helper(self, query):
        with self._lock:
            cursor = self._cursor()
            cursor.execute(query)
            return cursor.fetchall()

    def _cursor(self):
        return self._connection.cursor()

    @contextmanager
    def transaction(self):
        with self._lock:
            yield self._connection

    def in_transaction(self, query):
        with self.transaction() as connection:
            connection.execute(query)

    def write(self, query):
        with self._lock:
            cursor = self._connection.execute(query)
            self._connection.commit()
            return cursor

    def without_lock(self, query):
        return self._connection.execute(query).fetchall()

    def of_one_thread(self, query):
        with self._lock:
            return self._bound.execute(query).fetchall()


class OfEachThread:
    def __init__(self, path):
        self.path = path
        self._local = threading.local()
        self.connections = []

    def _asked_for(self):
        connection = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(self.path)
            self._local.connection = connection
        return connection

    def _kept(self) -> sqlite3.Connection:
        if not hasattr(self._local, "connection"):
            self._local.connection = sqlite3.connect(self.path)
        return self._local.connection

    def ask(self, query):
        return self._asked_for().execute(query).fetchall()

    def write(self, query):
        connection = self._kept()
        connection.execute(query)
        connection.commit()

    def listed(self):
        if not hasattr(self._local, "listed"):
            connection = sqlite3.connect(self.path, check_same_thread=False)
            self._local.listed = connection
            with _lock:
                self.connections.append(connection)
        return self._local.listed

    def through_the_listed(self, query):
        return self.listed().execute(query).fetchall()

    def left_to_others(self):
        if not hasattr(self._local, "left"):
            connection = sqlite3.connect(self.path)
            self._local.left = connection
            self.connections.append(connection)
        return self._local.left

    def through_what_is_left(self, query):
        return self.left_to_others().execute(query).fetchall()

    def of_this_thread(self, query) -> list:
        connection: sqlite3.Connection = self._local.connection
        return connection.execute(query).fetchall()


_lock = threading.RLock()
_connection: sqlite3.Connection | None = None


def connected():
    global _connection
    if _connection is None:
        _connection = sqlite3.connect("x", check_same_thread=False)
    return _connection


def in_module(query):
    with _lock:
        return connected().execute(query).fetchall()


async def locked(store: Locked):
    store.write("a")  # error: 4
    store.in_transaction("b")  # error: 4
    print(store.through_a_helper("c"))  # error: 10
    return store.ask("d")  # error: 11


async def unlocked(store: Locked):
    cursor = store.write("a")  # error: 13
    print(store.of_one_thread("b"))  # error: 10
    return cursor, store.without_lock("c")  # error: 19


async def each(store: OfEachThread):
    store.write("a")  # error: 4
    print(store.ask("b"))  # error: 10
    print(store.through_the_listed("c"))  # error: 10


async def each_by_itself(store: OfEachThread):
    print(store.through_what_is_left("d"))  # error: 10
    return store.of_this_thread("c")  # error: 11


async def module():
    return in_module("a")  # error: 11
