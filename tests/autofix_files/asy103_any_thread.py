"""Objects that a library says any thread may make: a client's collections, images."""
import asyncio
import io
import sqlite3

import chromadb
from PIL import Image


class Store:
    def __init__(self):
        self.client = chromadb.HttpClient()

    async def open(self, name):
        return await asyncio.to_thread(self.client.get_collection, name)  # error: 15

    async def counted(self, name):
        def count():
            collection = self.client.get_or_create_collection(name)  # error: 21
            return collection.count()  # error: 15

        return await asyncio.to_thread(count)

    async def stays(self, path):
        return sqlite3.connect(path)  # error: 15


async def shown(data: bytes):
    image = await asyncio.to_thread(Image.open(io.BytesIO(data)).convert, "RGB")  # ASY111: 12
    return image.tobytes(), image.size


async def resized(path):
    def resize():
        image = Image.open(path)  # ASY106: 12
        small = image.resize((10, 10))  # ASY111: 12
        return small

    return await asyncio.to_thread(resize)
