# only: own
import functools
from functools import cache, cached_property, lru_cache

from cachetools import TTLCache
from cachetools import cached as kept
from third_party import as_task, async_lru


@functools.lru_cache
async def plain(): ...  # error: 0, cache="functools.lru_cache", function="plain"


@lru_cache(maxsize=None)
async def with_size(): ...  # error: 0


@functools.cache
async def cached(): ...  # error: 0


@as_task
@cache
async def changed_afterwards(): ...  # error: 0


class Page:
    @cached_property
    async def title(self): ...  # error: 4

    @functools.cached_property
    async def text(self): ...  # error: 4

    @staticmethod
    @cache
    async def size(): ...  # error: 4

    @cached_property
    def words(self): ...

    @property
    async def links(self): ...


@cache
@as_task
async def task(): ...


@async_lru
async def by_a_library(): ...


@cache
def sync(): ...


@cache
async def numbers():
    yield 1


def outer():
    @cache
    async def inner(): ...  # error: 4

    return inner


@kept(TTLCache(10, ttl=60))
async def remembered(number): ...  # error: 0


@kept(cache={})
def computed(number): ...
