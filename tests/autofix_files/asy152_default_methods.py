# only: own
"""A coroutine of a base class that calls its plain twin, by what the subclasses keep."""

import asyncio
import threading
from abc import ABC, abstractmethod

import httpx


class Store(ABC):
    @abstractmethod
    def query(self, word):
        """Ask."""

    async def aquery(self, word):
        """Ask without waiting; the default is the plain method."""
        return self.query(word)  # error: 15


class Memory(Store):
    def __init__(self):
        self.data = {}

    def add(self, word, url):
        self.data[word] = url

    def query(self, word):
        return [httpx.get(url).text for key, url in self.data.items() if word in key]


class Fixed(ABC):
    @abstractmethod
    def query(self, word):
        """Ask."""

    async def aquery(self, word):
        return await asyncio.to_thread(self.query, word)  # error: 15


class Site(Fixed):
    def __init__(self, url):
        self.headers = {}
        self.headers["Accept"] = "text/plain"
        self.url = url

    def query(self, word):
        return httpx.get(f"{self.url}/{word}", headers=self.headers).text


class Locked(ABC):
    @abstractmethod
    def query(self, word):
        """Ask."""

    async def aquery(self, word):
        return await asyncio.to_thread(self.query, word)  # error: 15


class LockedMemory(Locked):
    def __init__(self):
        self.lock = threading.Lock()
        self.data = {}

    def add(self, word, url):
        with self.lock:
            self.data[word] = url

    def query(self, word):
        with self.lock:
            return httpx.get(self.data[word]).text


class Replaced(ABC):
    @abstractmethod
    def query(self, word):
        """Ask."""

    async def aquery(self, word):
        return await asyncio.to_thread(self.query, word)  # error: 15


class OwnWay(Replaced):
    def __init__(self):
        self.data = {}

    def add(self, word, url):
        self.data[word] = url

    def query(self, word):
        return httpx.get(self.data[word]).text

    async def aquery(self, word):
        return self.data[word]


class Plain(Replaced):
    def query(self, word):
        return httpx.get(word).text
