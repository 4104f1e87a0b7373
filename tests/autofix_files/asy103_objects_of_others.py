# only: own
"""A cursor or connection that other tasks have, too, goes to no thread; one made there may."""

import asyncio

import psycopg2
from psycopg2.extensions import connection, cursor


class Store:
    def __init__(self, conn: connection) -> None:
        self.conn = conn
        self._cursor = conn.cursor()

    def the_cursor(self) -> cursor:
        return self._cursor

    def new_connection(self) -> connection:
        return psycopg2.connect("dbname=x")

    async def get(self, key: str) -> tuple | None:
        rows = self.the_cursor()
        rows.execute("select 1 where k = %s", (key,))  # error: 8
        return rows.fetchone()  # error: 15

    async def put(self, key: str) -> None:
        with self.conn.cursor() as rows:
            rows.execute("insert into t values (%s)", (key,))  # error: 12

    async def get_alone(self, key: str) -> tuple | None:
        def fetch_found() -> tuple | None:
            conn = self.new_connection()
            rows = conn.cursor()
            rows.execute("select 1 where k = %s", (key,))  # error: 8
            found = rows.fetchone()  # error: 16
            conn.close()
            return found

        return await asyncio.to_thread(fetch_found)


async def read(key: str) -> tuple | None:
    def fetch_found() -> tuple | None:
        conn = psycopg2.connect("dbname=x")  # error: 11
        rows = conn.cursor()
        rows.execute("select 1 where k = %s", (key,))  # error: 4
        found = rows.fetchone()  # error: 12
        conn.close()
        return found

    return await asyncio.to_thread(fetch_found)
