"""Steps of threads that are a few calls down: turns that are waited for, things made once, replaced ones."""

import threading
import time
import uuid

import requests
from qdrant_client import QdrantClient


class Paced:
    """Waits for as long as the last time says."""

    def __init__(self) -> None:
        self.last = 0.0
        self.delay = 1.0
        self.lock = threading.Lock()

    def _take_turn(self):
        passed = time.time() - self.last
        if passed < self.delay:
            time.sleep(self.delay - passed)
        self.last = time.time()

    def _take_turn_alone(self):
        with self.lock:
            passed = time.time() - self.last
            if passed < self.delay:
                time.sleep(self.delay - passed)
            self.last = time.time()

    def _ask(self, url):
        self._take_turn()
        return requests.get(url)

    def _search(self, url):
        return self._ask(url).json()

    def _search_alone(self, url):
        self._take_turn_alone()
        return requests.get(url).json()

    def _search_locked(self, url):
        with self.lock:
            self._take_turn()
        return requests.get(url).json()

    def _search_slowly(self, url):
        time.sleep(self.delay)
        return requests.get(url).json()

    async def search(self, url):
        return self._search(url)  # ASY151: 15 # ASY152: 15

    async def search_alone(self, url):
        return self._search_alone(url)  # ASY151: 15 # ASY152: 15

    async def search_locked(self, url):
        return self._search_locked(url)  # ASY151: 15 # ASY152: 15

    async def search_slowly(self, url):
        return self._search_slowly(url)  # ASY151: 15 # ASY152: 15


class Table:
    """Makes its index once."""

    def __init__(self, client: QdrantClient) -> None:
        self.client = client
        self.is_indexed = False
        self.is_known = None
        self.searches = 0

    def _search_words(self, words):
        if not self.is_indexed:
            self.client.create_payload_index("words", "text")
            self.is_indexed = True
        return self.client.query_points("words", words)

    def _search_plain(self, words):
        return self.client.query_points("words", words)

    def _is_there(self):
        if self.is_known is None:
            if not self.client.collection_exists("words"):
                self.is_known = True
                return True
            answer = any(self.client.get_collection("words").points)
            self.is_known = answer
        return self.is_known

    def _check(self, words):
        if not self._is_there():
            self.is_known = None
            if not self._is_there():
                raise KeyError(words)
        return self.client.query_points("words", words)

    def find(self, words):
        return self._search_words(words)

    def find_plain(self, words):
        self.searches = 1
        return self._search_plain(words)

    async def search(self, words):
        return self.find(words)  # ASY153: 15

    # Both threads would learn the same.
    async def check(self, words):
        return self._check(words)  # ASY153: 15

    async def search_plain(self, words):
        return self.find_plain(words)  # ASY153: 15


class Documents:
    """Takes away what is there and puts something in its place, or makes what is missing."""

    def __init__(self, client: QdrantClient) -> None:
        self.client = client

    def _has(self, key):
        return bool(self.client.count("words", key).count)

    def _drop(self, key):
        self.client.delete("words", key)

    def _insert(self, key, words):
        self.client.upsert("words", [(key, words)])

    def _replace(self, key, words):
        if self._has(key):
            self._drop(key)
        self._insert(key, words)

    def _drop_present(self, key):
        if self._has(key):
            self._drop(key)

    def _insert_missing(self, key, words):
        if not self._has(key):
            self._insert(key, words)

    async def replace(self, key, words):
        self._replace(key, words)  # ASY153: 8

    async def drop(self, key):
        self._drop_present(key)  # ASY153: 8

    async def insert(self, key, words):
        self._insert_missing(key, words)  # ASY153: 8

    # Nobody else knows the name.
    async def insert_new(self, words):
        key = str(uuid.uuid4())
        self._insert_missing(key, words)  # ASY153: 8
        return key
