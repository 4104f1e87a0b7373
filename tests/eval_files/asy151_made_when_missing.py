"""A cache of objects that helpers look into and fill: what is missing is made once, on the loop."""

import asyncio
import time
from collections import OrderedDict


class Session:
    def __init__(self, key):
        self.key = key


class Manager:
    def __init__(self):
        self._cache = OrderedDict()

    def _remember(self, session):
        self._cache[session.key] = session

    def _cached(self, key):
        session = self._cache.get(key)
        if session is not None:
            self._cache.move_to_end(key)
            return session
        return session

    def _load(self, key):
        time.sleep(1)
        return None

    def get_or_create(self, key):
        session = self._cached(key)
        if session is not None:
            return session
        session = self._load(key)
        if session is None:
            session = Session(key)
        self._remember(session)
        return session

    def get_plain(self, key):
        session = self._cache.get(key)
        if session is not None:
            return session
        session = self._load(key)
        self._cache[key] = session
        return session

    def get_helped(self, key):
        session = self._cache.get(key)
        if session is not None:
            return session
        session = self._load(key)
        self._remember(session)
        return session


class Sums:
    def __init__(self):
        self._names, self._sums = {}, {}

    def add(self, key, other):
        if key in self._names:
            return
        time.sleep(1)
        self._sums[other] = key


class Store:
    def save(self, session: Session):
        time.sleep(1)
        print(session.key)

    def save_key(self, key: str):
        time.sleep(1)
        print(key)


async def gives_what_is_kept(manager: Manager, store: Store, key):
    session = manager.get_or_create(key)  # error: 14
    store.save(session)  # error: 4
    await asyncio.sleep(1)
    store.save_key(session.key)  # error: 4
    store.save(Session(key))  # error: 4


async def through_helpers(manager: Manager, key):
    manager.get_or_create(key)  # error: 4


async def by_itself(manager: Manager, key):
    manager.get_plain(key)  # error: 4


async def with_a_helper(manager: Manager, key):
    manager.get_helped(key)  # error: 4


async def in_another(sums: Sums, key, other):
    sums.add(key, other)  # error: 4


class Draft:
    def __init__(self, text):
        self.text = text


class Keeper:
    def save(self, session: Session):
        time.sleep(1)
        print(session.key)

    def save_draft(self, draft: Draft):
        time.sleep(1)
        print(draft.text)


async def given_what_is_kept(keeper: Keeper, session: Session):
    keeper.save(session)  # error: 4


async def given_around(keeper: Keeper, session: Session):
    async def save():
        keeper.save(session)  # error: 8

    await save()


async def given_what_is_not(keeper: Keeper, draft: Draft):
    keeper.save_draft(draft)  # error: 4
