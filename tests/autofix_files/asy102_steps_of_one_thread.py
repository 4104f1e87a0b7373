"""Statements that work with one open object go to a thread together, or not at all."""

import asyncio
import json
import socket
import sqlite3
import urllib.request
from urllib.request import urlopen

import requests


async def reads_what_it_opened(url: str) -> bytes:
    def fetch_and_read() -> bytes:
        reply = urlopen(url)  # error: 12
        return reply.read()  # error: 11

    return await asyncio.to_thread(fetch_and_read)


async def says_something_between(url: str) -> dict:
    def read_data() -> bytes:
        reply = urlopen(url)  # error: 12
        print("got", url)
        return reply.read()  # error: 11

    data = await asyncio.to_thread(read_data)
    text = data.decode()
    return json.loads(text)


async def two_results(url: str) -> bytes:
    def fetch_status_and_body() -> tuple[int, bytes]:
        reply = urlopen(url)  # error: 12
        status = reply.status
        body = reply.read()  # error: 11
        return status, body

    status, body = await asyncio.to_thread(fetch_status_and_body)
    if status != 200:
        raise ValueError(body)
    return body


async def round_by_round(urls: list[str]) -> list[bytes]:
    bodies = []

    def fetch_and_read(url: str) -> None:
        reply = urlopen(url)  # error: 16
        bodies.append(reply.read())  # error: 22

    for url in urls:
        await asyncio.to_thread(fetch_and_read, url)
    return bodies


async def ways_out(path: str, key: str):
    def run_query():
        connection = sqlite3.connect(path)  # ASY103: 17
        try:
            cursor = connection.cursor()
            cursor.execute("select value from t where key = ?", (key,))  # ASY103: 8
            row = cursor.fetchone()  # ASY103: 14
            if row is None:
                return None
            return row[0]
        finally:
            connection.close()

    return await asyncio.to_thread(run_query)


async def goes_on_with_rows(path: str):
    def fetch_rows():
        connection = sqlite3.connect(path)  # ASY103: 17
        cursor = connection.execute("select 1")  # ASY103: 13
        rows = cursor.fetchall()  # ASY103: 11
        connection.close()
        return rows

    rows = await asyncio.to_thread(fetch_rows)
    return [str(row) for row in rows]


class Store:
    def __init__(self) -> None:
        self.bodies: list[bytes] = []

    async def keeps(self, url: str) -> None:
        def read_body() -> bytes:
            reply = urlopen(url)  # error: 16
            return reply.read()  # error: 15

        body = await asyncio.to_thread(read_body)
        self.bodies.append(body)

    async def keeps_in_one_step(self, url: str) -> None:
        with socket.create_connection((url, 80)) as connection:  # ASY108: 13
            self.bodies.append(connection.recv(100))  # ASY108: 31


async def one_branch(url: str | None) -> bytes:
    if url:

        def read_data() -> bytes:
            reply = urllib.request.urlopen(url)  # error: 16
            data = reply.read()  # error: 15
            reply.close()
            return data

        data = await asyncio.to_thread(read_data)
    else:
        data = b""
    return data


async def waits_between(path: str) -> None:
    connection = sqlite3.connect(path)  # ASY103: 17
    connection.execute("select 1")  # ASY103: 4
    await asyncio.sleep(0)
    connection.close()


async def given_out(path: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path)  # ASY103: 17
    connection.execute("select 1")  # ASY103: 4
    return connection


async def rebinds(path: str, count: int) -> int:
    connection = sqlite3.connect(path)  # ASY103: 17
    count += connection.execute("select 1").rowcount  # ASY103: 13
    return count


async def may_not_be_bound(url: str) -> bytes:
    with await asyncio.to_thread(urlopen, url) as reply:  # error: 9
        while line := await asyncio.to_thread(reply.readline):  # error: 22
            last = line
    return last


async def never_ends(port: int) -> None:
    listening = socket.create_connection(("", port))  # ASY108: 16
    while True:  # ASY112: 4
        listening.recv(1)  # ASY108: 8


async def asks_the_loop(url: str) -> bytes:
    reply = await asyncio.to_thread(urlopen, url)  # error: 12
    asyncio.current_task().set_name(url)
    return await asyncio.to_thread(reply.read)  # error: 11


async def separate_requests(first: str, second: str) -> None:
    await asyncio.to_thread(requests.get, first)  # error: 4
    await asyncio.to_thread(requests.get, second)  # error: 4
