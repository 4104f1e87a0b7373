# redis, elasticsearch and pymongo: other classes; Django: methods beside the synchronous ones.
import elasticsearch
import psycopg
import psycopg_pool
import pymongo
import redis
from django.db import models
from django.shortcuts import get_object_or_404


class Book(models.Model):
    name = models.CharField()


async def redis_client(key):
    client = redis.Redis(host="localhost")
    client.set(key, 1)  # error: 4
    value = client.get(key)  # error: 12
    client.close()
    return value


async def redis_factory(key):
    client = redis.from_url("redis://localhost")
    return client.get(key)  # error: 11


async def redis_pipeline(key):
    client = redis.Redis()
    pipeline = client.pipeline()
    client.get(key)  # error: 4
    return pipeline


async def search():
    with elasticsearch.Elasticsearch("http://localhost") as client:
        client.indices.create(index="books")  # error: 8
        return client.search(index="books")  # error: 15


async def mongo():
    client = pymongo.MongoClient()
    client["shop"]["books"].insert_one({})  # error: 4
    client.shop.books.update_one({}, {})  # error: 4
    return client.server_info()  # error: 11


async def mongo_part_kept():
    client = pymongo.MongoClient()
    books = client["shop"]["books"]
    client.server_info()  # error: 4
    return books


async def django(pk):
    book = Book.objects.get(pk=pk)  # error: 11
    count = Book.objects.filter(name="x").count()  # error: 12
    for other in Book.objects.all():  # error: 17
        print(other)
    names = [other.name for other in Book.objects.filter(name="y")]  # error: 37
    lazy = (other.name for other in Book.objects.filter(name="y"))  # error: 36
    newest = list(Book.objects.order_by("-pk")[:3])  # error: 13
    by_name = sorted(Book.objects.all(), key=str)  # error: 14
    print(newest, by_name)
    book.save()  # error: 4
    return get_object_or_404(Book, pk=pk), count, names, lazy  # error: 11


async def postgres(dsn):
    with psycopg.connect(dsn) as connection:  # error: 9
        with connection.cursor() as cursor:
            cursor.execute("select 1")  # error: 12
            print(cursor.rowcount)
            for row in cursor:
                print(row)
            return cursor.fetchall()


async def postgres_without_blocks(dsn):
    connection = psycopg.connect(dsn, autocommit=True)  # error: 17
    first = connection.execute("select 1").fetchone()  # error: 12
    cursor = connection.cursor()
    cursor.execute("select 2")  # error: 4
    rows = [row for row in cursor]
    with connection.transaction():  # error: 9
        connection.execute("select 3")  # error: 8
    connection.close()
    return first, rows


async def postgres_pool(dsn):
    with psycopg_pool.ConnectionPool(dsn) as pool:
        with pool.connection() as connection:  # error: 13
            return connection.execute("select 1").fetchall()  # error: 19


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
    with psycopg.connect(dsn, cursor_factory=psycopg.ClientCursor) as connection:  # error: 9
        connection.execute("select 1")  # error: 8
