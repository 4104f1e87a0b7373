"""An address that is put together of a beginning and a path is that of a file, not of memory."""
from sqlalchemy import URL, create_engine, text
from sqlalchemy.orm import Session

_PLACE = ":memory:"


class OfAFile:
    def __init__(self, path):
        self.engine = create_engine("sqlite:///" + path)

    def count(self):
        with Session(self.engine) as session:
            return session.execute(text("SELECT 1")).all()


class OfMemory:
    def __init__(self):
        self.engine = create_engine("sqlite:///" + _PLACE)

    def count(self):
        with Session(self.engine) as session:
            return session.execute(text("SELECT 1")).all()


async def counted(store: OfAFile):
    return store.count()  # error: 11


async def counted_in_memory(store: OfMemory):
    return store.count()  # error: 11


class OfParts:
    def __init__(self, path):
        self.engine = create_engine(URL.create("sqlite", database=path))

    def count(self):
        with Session(self.engine) as session:
            return session.execute(text("SELECT 1")).all()


async def counted_in_parts(store: OfParts):
    return store.count()  # error: 11
