"""Connections and sockets whose poll() says on the way to the call that something is there."""
# only: own
import asyncio
from multiprocessing.connection import Connection


async def given(conn: Connection):
    return await asyncio.to_thread(conn.recv)  # error: 11


async def asked(conn: Connection):
    if conn.poll():
        return conn.recv()
    if conn.poll(0):
        return conn.recv_bytes()


async def waits(conn: Connection):
    while not conn.poll():
        await asyncio.sleep(0.1)
    return conn.recv()


async def left(conn: Connection):
    if not conn.poll():
        return None
    return conn.recv()


async def all_of(conn: Connection):
    while conn.poll():
        print(conn.recv())


async def asked_for_something_else(conn: Connection):
    if conn.poll():
        print("there is more")
    return await asyncio.to_thread(conn.recv)  # error: 11
