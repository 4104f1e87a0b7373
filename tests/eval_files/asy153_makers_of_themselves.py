# only: ASY153
"""A function that gives what it has given itself, and a bound method that a name keeps, end no check."""

import asyncio
import sqlite3

read = sqlite3.connect("x.db").execute


def connected(depth):
    if depth:
        return connected(depth - 1)
    return sqlite3.connect("y.db")


def use():
    found = connected(3)
    found.execute("select 1")
    return found


def rows():
    return read("select 1").fetchall()


async def user():
    use()  # ASY153: 4
    await asyncio.sleep(1)


async def reader():
    rows()  # ASY153: 4
    await asyncio.sleep(1)
