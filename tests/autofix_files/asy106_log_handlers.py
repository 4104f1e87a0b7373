# only: own
import asyncio
import logging
from logging.handlers import QueueHandler, RotatingFileHandler, TimedRotatingFileHandler, WatchedFileHandler

import faiss
import fsspec
from git import Repo


async def attach(path, delayed, queue):
    logging.FileHandler(path)  # error: 4
    RotatingFileHandler(path, maxBytes=10)  # error: 4
    TimedRotatingFileHandler(path, delay=False)  # error: 4
    WatchedFileHandler(path)  # error: 4
    RotatingFileHandler(path, delay=True)
    logging.FileHandler(path, "a", None, True)
    logging.StreamHandler()
    QueueHandler(queue)


async def stored(path):
    await asyncio.to_thread(faiss.read_index, path)  # error: 4
    repo = Repo.__new__(Repo)
    return repo


async def commits(repo: Repo):
    def add_and_commit():
        repo.index.add(["a"])  # error: 4
        repo.index.commit("a")  # error: 4

    await asyncio.to_thread(add_and_commit)
    print(repo.index)


async def remote(url):
    file = fsspec.open(url)
    with file as content:  # error: 9
        return content
