import asyncio
import sqlite3

import asyncpg
import psycopg2
import pymongo
import redis
import redis.asyncio
import tinydb
import tinydb.storages
from sqlalchemy import create_engine, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session, sessionmaker
from tinydb.middlewares import CachingMiddleware

engine = create_engine("postgresql://")
make_session = sessionmaker(engine)
cache = redis.Redis()


async def files(path):
    def execute_and_commit():
        connection = sqlite3.connect(path)  # error: 17, call="sqlite3.connect"
        cursor = connection.cursor()
        cursor.execute("select 1")  # error: 4, call="sqlite3.Cursor.execute"
        rows = cursor.fetchall()  # error: 11, call="sqlite3.Cursor.fetchall"
        print(connection.execute("select 1"))  # error: 10, call="sqlite3.Connection.execute"
        connection.commit()  # error: 4, call="sqlite3.Connection.commit"
        return rows

    return await asyncio.to_thread(execute_and_commit)


async def servers(dsn):
    def run_query():
        connection = psycopg2.connect(dsn)  # error: 17, call="psycopg2.connect"
        cursor = connection.cursor()
        cursor.execute("select 1")  # error: 4, call="psycopg2.extensions.cursor.execute"
        return cursor.fetchall()  # error: 11, call="psycopg2.extensions.cursor.fetchall"

    return await asyncio.to_thread(run_query)


async def stores(key):
    def get_value():
        cache.set(key, 1)  # error: 4, call="redis.Redis.set"
        return cache.get(key)  # error: 12, call="redis.Redis.get"

    value = await asyncio.to_thread(get_value)
    database = pymongo.MongoClient()["shop"]
    await asyncio.to_thread(database["items"].find_one, {"key": key})  # error: 4, call="pymongo.collection.Collection.find_one"
    async with redis.asyncio.Redis() as other:
        await other.incr(key)  # error: 8, call="redis.Redis.incr"

    def run_query():
        pipeline = cache.pipeline()
        pipeline.set(key, 1)
        pipeline.execute()  # error: 4, call="redis.client.Pipeline.execute"

    await asyncio.to_thread(run_query)
    return value


async def orm(statement):
    def execute_and_commit():
        with make_session() as session:
            session.add(object())
            session.execute(select(1))  # error: 8, call="sqlalchemy.orm.Session.execute"
            session.commit()  # error: 8, call="sqlalchemy.orm.Session.commit"

    await asyncio.to_thread(execute_and_commit)


async def endpoint(session: Session):
    return session.scalars(select(1))  # error: 11, call="sqlalchemy.orm.Session.scalars"


async def asynchronous(session: AsyncSession, url, client: redis.asyncio.Redis):
    await session.execute(select(1))
    await client.get("key")
    connection = await asyncpg.connect(url)
    try:
        await connection.fetch("select 1")
    finally:
        await connection.close()
    session.add(object())
    await asyncio.to_thread(cache.get, "key")


async def documents(path, entry):
    stored = tinydb.TinyDB(path)
    await asyncio.to_thread(stored.insert, entry)  # error: 4, call="tinydb.database.TinyDB.insert"
    as_usual = tinydb.TinyDB(path, storage=tinydb.storages.JSONStorage)
    await asyncio.to_thread(as_usual.table("x").all)  # error: 4, call="tinydb.table.Table.all"
    in_memory = tinydb.TinyDB(storage=tinydb.storages.MemoryStorage)
    in_memory.insert(entry)
    in_memory.table("x").all()
    cached = tinydb.TinyDB(path, storage=CachingMiddleware(tinydb.storages.JSONStorage))
    cached.insert(entry)


async def look_alikes(session, connection, cache):
    session.execute("x")
    connection.commit()
    cache.get("key")


def synchronous(path):
    return sqlite3.connect(path)
