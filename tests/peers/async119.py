"""A yield while something is open."""

from contextlib import asynccontextmanager


async def lines(path):
    with open(path) as file:
        yield file.readline()  # found: here, flake8-async, ruff
        yield file.readline()  # found: flake8-async, ruff


@asynccontextmanager
async def opened(path):
    with open(path) as file:
        yield file
