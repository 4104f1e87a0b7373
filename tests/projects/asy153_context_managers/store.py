import contextlib
import sqlite3


class Store:
    def __enter__(self):
        self.connection = sqlite3.connect("a.db")
        return self

    def __exit__(self, *args):
        self.connection.close()


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection):
    yield connection
    connection.commit()


@contextlib.contextmanager
def timed():
    yield 1


class Harmless:
    def __enter__(self):
        return self

    def __exit__(self, *args):
        pass
