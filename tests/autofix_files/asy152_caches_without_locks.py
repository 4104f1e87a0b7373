# only: own
"""What is not thread-safe is used in a thread only under a lock, or where it was made."""

import asyncio
import threading

import httpx
from cachetools import LRUCache, TTLCache, cached, cachedmethod

guard = threading.Lock()
pages: TTLCache = TTLCache(maxsize=10, ttl=60)


@cached(TTLCache(maxsize=1, ttl=3600))
def keys(url):
    return httpx.get(url).json()


@cached(TTLCache(maxsize=1, ttl=3600), lock=threading.Lock())
def locked_keys(url):
    return httpx.get(url).json()


@cached({})
def plain_keys(url):
    return httpx.get(url).json()


def key_of(url, name):
    return keys(url)[name]


def page(url):
    if url not in pages:
        pages[url] = httpx.get(url).text
    return pages[url]


def asked_page(url):
    return pages.get(url) or httpx.get(url).text


def locked_page(url):
    with guard:
        found = pages.get(url)
    if found is None:
        found = httpx.get(url).text
        _keep(url, found)
    return found


def _keep(url, text):
    with guard:
        pages[url] = text


def own_page(url):
    own = LRUCache(10)
    own[url] = httpx.get(url).text
    return own[url]


class Store:
    def __init__(self):
        self.cache = LRUCache(10)

    @cachedmethod(lambda self: self.cache)
    def load(self, url):
        return httpx.get(url).json()

    def is_new(self, url):
        return url not in self.cache and httpx.get(url).json()["new"]


async def handle(url, store: Store):
    print(keys(url))  # error: 10
    print(key_of(url, "a"))  # error: 10
    print(page(url))  # error: 10
    print(asked_page(url))  # error: 10
    print(store.load(url))  # error: 10
    print(store.is_new(url))  # error: 10


async def handle_in_thread(url):
    print(await asyncio.to_thread(locked_keys, url))  # error: 10
    print(await asyncio.to_thread(plain_keys, url))  # error: 10
    print(await asyncio.to_thread(locked_page, url))  # error: 10
    print(await asyncio.to_thread(own_page, url))  # error: 10
