# only: own
import asyncio
import sqlite3
from contextlib import closing


async def in_memory(rows):
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("create table t (a)")
        connection.executemany("insert into t values (?)", rows)
        connection.commit()
        print(connection.execute("select a from t").fetchall())
    with sqlite3.connect(":memory:") as other:
        cursor = other.cursor()
        cursor.execute("select 1")
        for row in cursor:
            print(row)


async def on_disk(path):
    def connect_and_execute():
        with closing(sqlite3.connect(path)) as connection:  # error: 17
            connection.execute("create table t (a)")  # error: 8

    await asyncio.to_thread(connect_and_execute)

    def on_disk_sync():
        other = sqlite3.connect("memory.db")  # error: 12
        other.cursor().execute("select 1")  # error: 4

    await asyncio.to_thread(on_disk_sync)
