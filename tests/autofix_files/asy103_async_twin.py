# redis, elasticsearch and pymongo: other classes; Django: methods beside the synchronous ones.
import asyncio

import elasticsearch
import pymongo
import redis
import redis.asyncio
from django.db import models
from django.shortcuts import get_object_or_404
from django.shortcuts import aget_object_or_404


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
    await book.asave()  # error: 4
    return await aget_object_or_404(Book, pk=pk), count, names, lazy  # error: 11
