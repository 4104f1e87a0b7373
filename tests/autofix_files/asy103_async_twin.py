# redis, elasticsearch and pymongo: other classes; Django: methods beside the synchronous ones.
import asyncio

import elasticsearch
import psycopg
import psycopg_pool
import pymongo
import redis
import redis.asyncio
from django.db import models
from django.shortcuts import aget_object_or_404, get_object_or_404


class Book(models.Model):
    name = models.CharField()


async def redis_client(key):
    client = redis.asyncio.Redis(host="localhost")
    await client.set(key, 1)  # error: 4
    value = await client.get(key)  # error: 12
    await client.close()
    return value


async def redis_factory(key):
    client = redis.asyncio.from_url("redis://localhost")
    return await client.get(key)  # error: 11


async def redis_pipeline(key):
    client = redis.Redis()
    pipeline = client.pipeline()
    await asyncio.to_thread(client.get, key)  # error: 4
    return pipeline


async def search():
    async with elasticsearch.AsyncElasticsearch("http://localhost") as client:
        await client.indices.create(index="books")  # error: 8
        return await client.search(index="books")  # error: 15


async def mongo():
    client = pymongo.AsyncMongoClient()
    await client["shop"]["books"].insert_one({})  # error: 4
    await client.shop.books.update_one({}, {})  # error: 4
    return await client.server_info()  # error: 11


async def mongo_part_kept():
    client = pymongo.MongoClient()
    books = client["shop"]["books"]
    await asyncio.to_thread(client.server_info)  # error: 4
    return books


async def django(pk):
    book = await Book.objects.aget(pk=pk)  # error: 11
    count = await Book.objects.filter(name="x").acount()  # error: 12
    async for other in Book.objects.all():  # error: 17
        print(other)
    names = [other.name async for other in Book.objects.filter(name="y")]  # error: 37
    lazy = (other.name for other in Book.objects.filter(name="y"))  # error: 36
    newest = [x async for x in Book.objects.order_by("-pk")[:3]]  # error: 13
    by_name = sorted([x async for x in Book.objects.all()], key=str)  # error: 14
    print(newest, by_name)
    await book.asave()  # error: 4
    return await aget_object_or_404(Book, pk=pk), count, names, lazy  # error: 11


async def postgres(dsn):
    async with await psycopg.AsyncConnection.connect(dsn) as connection:  # error: 9
        async with connection.cursor() as cursor:
            await cursor.execute("select 1")  # error: 12
            print(cursor.rowcount)
            async for row in cursor:
                print(row)
            return await cursor.fetchall()


async def postgres_without_blocks(dsn):
    connection = await psycopg.AsyncConnection.connect(dsn, autocommit=True)  # error: 17
    first = await (await connection.execute("select 1")).fetchone()  # error: 12
    cursor = connection.cursor()
    await cursor.execute("select 2")  # error: 4
    rows = [row async for row in cursor]
    async with connection.transaction():  # error: 9
        await connection.execute("select 3")  # error: 8
    await connection.close()
    return first, rows


async def postgres_pool(dsn):
    async with psycopg_pool.AsyncConnectionPool(dsn) as pool:
        async with pool.connection() as connection:  # error: 13
            return await (await connection.execute("select 1")).fetchall()  # error: 19


class Pooled:
    def __init__(self, dsn):
        self._pool = psycopg_pool.ConnectionPool(dsn)

    async def check(self):
        self._pool.check()  # error: 8


async def postgres_given_away(dsn, use):
    connection = psycopg.connect(dsn)  # error: 17
    use(connection.cursor())


async def postgres_setting(dsn):
    connection = psycopg.connect(dsn)  # error: 17
    connection.autocommit = True


async def postgres_cursor_class(dsn):
    def connect_and_execute():
        with psycopg.connect(dsn, cursor_factory=psycopg.ClientCursor) as connection:  # error: 9
            connection.execute("select 1")  # error: 8

    await asyncio.to_thread(connect_and_execute)
