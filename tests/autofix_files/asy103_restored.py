"""What is taken away and put back is one step: nothing is to be there for long."""
import asyncio
import shutil
from pathlib import Path

from pymilvus import MilvusClient
from pymongo.collection import Collection


class Store:
    def __init__(self, name: str, client: MilvusClient, folder: Path):
        self.name = name
        self.client = client
        self.folder = folder

    def make_empty(self, name):
        self.told = name
        self.client.create_collection(name)

    async def empty(self):
        self.client.drop_collection(self.name)  # error: 8
        self.make_empty(self.name)  # ASY153: 8

    async def empty_at_once(self):
        def create_collection():
            self.client.drop_collection(self.name)  # error: 8
            self.client.create_collection(self.name)  # error: 8

        await asyncio.to_thread(create_collection)

    async def empty_if_there(self):
        if self.client.has_collection(self.name):  # error: 11
            self.client.drop_collection(self.name)  # error: 12
        self.make_empty(self.name)  # ASY153: 8

    async def drop_if_there(self):
        def drop_if_there_sync():
            if self.client.has_collection(self.name):  # error: 11
                self.client.drop_collection(self.name)  # error: 12

        await asyncio.to_thread(drop_if_there_sync)

    async def drop(self):
        await asyncio.to_thread(self.client.drop_collection, self.name)  # error: 8

    async def drop_one_and_make_another(self, other):
        await asyncio.to_thread(self.client.drop_collection, self.name)  # error: 8
        await asyncio.to_thread(self.make_empty, other)  # ASY153: 8

    async def make_or_drop(self, name):
        try:
            await asyncio.to_thread(self.client.create_collection, name)  # error: 12
        except ValueError:
            await asyncio.to_thread(self.client.drop_collection, name)  # error: 12

    async def empty_folder(self):
        shutil.rmtree(self.folder)  # ASY107: 8
        self.told = "empty"
        self.folder.mkdir()

    async def remove_folder(self, other: Path):
        await asyncio.to_thread(shutil.rmtree, self.folder)  # ASY107: 8
        self.told = "gone"
        other.mkdir()


class Rows:
    def __init__(self, rows: Collection, others: Collection):
        self.rows = rows
        self.others = others

    async def put(self, name, rows):
        def delete_and_insert():
            self.rows.delete_many({"name": name})  # error: 8
            self.rows.insert_many(rows)  # error: 8

        await asyncio.to_thread(delete_and_insert)

    async def put_and_note(self, name, rows):
        """What stands between is for the loop."""
        self.rows.delete_many({"name": name})  # error: 8
        self.told = name
        self.rows.insert_many(rows)  # error: 8

    async def forget(self, name, other):
        """Nothing is put there."""
        await asyncio.to_thread(self.rows.delete_many, {"name": name})  # error: 8
        self.told = name
        await asyncio.to_thread(self.others.insert_many, other)  # error: 8

    async def tidy_up(self, name):
        await asyncio.to_thread(self.rows.insert_one, {"name": name})  # error: 8
        self.told = name
        await asyncio.to_thread(self.rows.delete_many, {"name": ""})  # error: 8
