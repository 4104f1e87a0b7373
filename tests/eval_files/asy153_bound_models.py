# only: own
"""The database that peewee's models work with is bound for a time: for all threads."""
from functools import wraps

from peewee import Model, SqliteDatabase, TextField


class Token(Model):
    text = TextField()


def bound(method):
    @wraps(method)
    def inner(self, *args):
        with self.database.bind_ctx([Token]):
            return method(self, *args)

    return inner


class Store:
    database: SqliteDatabase

    @bound
    def save_bound(self, text: str) -> None:
        Token.replace(text=text).execute()

    def save_binding(self, text: str) -> None:
        with self.database.bind_ctx([Token]):
            Token.replace(text=text).execute()

    def save(self, text: str) -> None:
        Token.replace(text=text).execute()


class Client:
    def __init__(self, store: Store):
        self.store = store

    async def keep(self, text: str) -> None:
        self.store.save_bound(text)  # ASY153: 8
        self.store.save_binding(text)  # ASY153: 8

    # What is bound for good is for every thread.
    async def keep_on(self, text: str) -> None:
        self.store.save(text)  # ASY153: 8
