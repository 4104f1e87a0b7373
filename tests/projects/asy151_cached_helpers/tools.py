import functools
import time


@functools.lru_cache
def load():
    time.sleep(1)
    return 1


@functools.cache
def read(name):
    time.sleep(1)
    return name


@functools.lru_cache(maxsize=None)
def find(name):
    time.sleep(1)
    return name
