# redis, elasticsearch and pymongo: other classes; Django: methods beside the synchronous ones.
import elasticsearch
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
    book.save()  # error: 4
    return get_object_or_404(Book, pk=pk), count, names, lazy  # error: 11
