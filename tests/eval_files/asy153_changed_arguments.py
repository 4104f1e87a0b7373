"""What the loop goes on with is not changed in a thread meanwhile."""

import sqlite3


class Market:
    def __init__(self):
        self.name = "x"
        self.listeners = []
        self.states = {}

    def restore(self, row):
        self.states = row

    def describe(self):
        return self.name


class Recorder:
    def __init__(self, path):
        self.path = path
        self.held = {}
        self.names = {}

    def rows(self, name):
        with sqlite3.connect(self.path) as connection:
            return connection.execute("SELECT 1", (name,)).fetchall()

    def restore(self, market: Market):
        market.restore(self.rows(market.name))

    def listen(self, market: Market):
        market.listeners.append(self.rows(market.name))

    def mark(self, market: Market):
        market.name = self.rows("x")

    def describe(self, market: Market):
        return self.rows(market.describe())

    def store_all(self):
        for name in self.held.values():
            self.rows(name)
        self.held.clear()

    def show_all(self):
        for name in self.names.values():
            self.rows(name)


class Core:
    def __init__(self, recorder: Recorder):
        self.recorder = recorder
        self.markets = {}
        self.market = Market()

    async def start(self):
        for market in self.markets.values():
            self.recorder.restore(market)  # error: 12
        self.recorder.listen(self.market)  # error: 8
        self.recorder.mark(market=self.market)  # error: 8
        self.recorder.store_all()  # error: 8

    async def show(self):
        for market in self.markets.values():
            self.recorder.describe(market)  # error: 12
        fresh = Market()
        self.recorder.restore(fresh)  # error: 8
        self.recorder.show_all()  # error: 8


class Session:
    def __init__(self, path):
        self.path = path
        self.facts = {}


class Sessions:
    def __init__(self, path):
        self.path = path
        self.by_name = {}

    def find(self, name):
        return self.by_name.get(name)

    def save(self, session, fact):
        session.facts["last"] = fact
        with sqlite3.connect(session.path) as connection:
            connection.execute("SELECT 1", (fact,))

    async def tell(self, name, fact):
        session = self.find(name)
        self.save(session, fact)  # error: 8

    async def tell_new(self, fact):
        session = Session(self.path)
        self.save(session, fact)  # error: 8


class Rooms:
    def __init__(self, path):
        self.path = path
        self.rooms: dict[str, Session] = {}

    def save(self, session, fact):
        session.facts["last"] = fact
        with sqlite3.connect(self.path) as connection:
            connection.execute("SELECT 1", (fact,))

    def end_all(self, sessions):
        with sqlite3.connect(self.path) as connection:
            connection.execute("DELETE FROM sessions")
        for session in sessions:
            setattr(session, "path", "")

    def count(self, session):
        with sqlite3.connect(self.path) as connection:
            return connection.execute("SELECT ?", (len(session.facts),)).fetchone()

    async def keep(self, name, fact):
        session = self.rooms[name]
        self.save(session, fact)  # error: 8

    async def keep_given(self, session: Session, fact):
        self.save(session, fact)  # error: 8

    async def end(self):
        ended = [session for session in self.rooms.values() if session.path]
        self.end_all(ended)  # error: 8
        self.end_all(list(self.rooms.values()))  # error: 8

    async def show(self, name):
        session = self.rooms[name]
        return self.count(session)  # error: 15
