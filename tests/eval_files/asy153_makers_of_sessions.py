"""A factory that is given a maker of sessions: what it calls is no callback that others have left there."""
from contextlib import contextmanager

from fastapi import FastAPI
from sqlalchemy import create_engine, event, text
from sqlalchemy.orm import sessionmaker

app = FastAPI()


def managed(maker: sessionmaker):
    @contextmanager
    def session():
        with maker() as opened:
            event.listen(opened, "before_flush", print)
            yield opened
            opened.commit()

    return session


def called(found):
    @contextmanager
    def session():
        found()
        with sessionmaker(create_engine("sqlite://"))() as opened:
            yield opened

    return session


class Store:
    def __init__(self, url):
        self.session = managed(sessionmaker(create_engine(url)))

    def names(self):
        with self.session() as opened:
            return list(opened.execute(text("select name from users")))


class Told:
    def __init__(self, found):
        self.session = called(found)

    def names(self):
        with self.session() as opened:
            return list(opened.execute(text("select name from users")))


store = Store("postgresql://")


@app.get("/names")
async def names():
    return await respond(store.names())  # error: 25


@app.get("/told")
async def told(some: Told):
    return await respond(some.names())  # error: 25


async def respond(what): ...
