"""What a service is told again after work on its answer: the next to ask must not come in between."""

import asyncio

import chromadb
import requests
from qdrant_client import QdrantClient


class Entry:
    def __init__(self, row) -> None:
        self.row = row


class Attacks:
    def __init__(self, client: QdrantClient) -> None:
        self.client = client

    # Put together of what was read, under the same key.
    async def prune(self, key: str, more: str, other) -> None:
        found = self.client.retrieve("attacks", [key])  # ASY103: 16
        if not found:
            return
        if other is not None:
            self.client.create_snapshot(other)  # ASY103: 12
        pruned = found[0].payload
        self.client.set_payload("attacks", payload={"pruned": pruned + [more]}, points=[key])  # ASY103: 8

    async def number(self, key: str, row) -> None:
        number = self.client.count("attacks", key).count + 1  # ASY103: 17
        self.client.upsert("attacks", [(key, number, row)])  # ASY103: 8

    # Changed, and in an object that is made of it.
    async def try_again(self, key: str) -> None:
        attack = self.client.retrieve("attacks", [key])[0]  # ASY103: 17
        attack.tries += 1
        entry = Entry(attack)
        self.client.upsert("attacks", [entry])  # ASY103: 8

    # What the answer lacked.
    async def add_new(self, rows) -> None:
        known = self.client.retrieve("attacks", rows)  # ASY103: 16
        new = []
        for row in rows:
            if row.name:
                if row.name in known:
                    continue
            elif row.key in known:
                continue
            new.append(Entry(row))
        self.client.upsert("attacks", new)  # ASY103: 8

    # Under another key, or handed on as it is, or only asked with it.
    async def log(self, key: str, place: str) -> None:
        def retrieve_and_upsert() -> None:
            found = self.client.retrieve("attacks", [key])  # ASY103: 16
            self.client.upsert("seen", [place + found[0].id])  # ASY103: 8

        await asyncio.to_thread(retrieve_and_upsert)

    async def rename(self, key: str, name: str) -> None:
        def retrieve_and_set() -> None:
            found = self.client.retrieve("attacks", [key])  # ASY103: 16
            self.client.set_payload("attacks", payload={"of": found[0].id, "name": name}, points=[key])  # ASY103: 8

        await asyncio.to_thread(retrieve_and_set)

    async def page(self, key: str):
        def count_and_scroll():
            count = self.client.count("attacks", key).count  # ASY103: 16
            return self.client.scroll("attacks", key, limit=10, offset=count - 10)  # ASY103: 15

        return await asyncio.to_thread(count_and_scroll)


class Rows:
    """Its own methods ask the service."""

    def __init__(self, client: QdrantClient) -> None:
        self.client = client

    def _known(self, rows):
        return self.client.retrieve("rows", rows)

    def _remote(self, rows):
        return requests.post("http://rows", json=rows).json()

    def _insert(self, rows):
        self.client.upsert("rows", rows)

    async def add(self, rows) -> None:
        known = self._known(rows)  # ASY153: 16
        new = []
        for row in rows:
            if row not in known:
                new.append(row)
        self._insert(new)  # ASY153: 8

    # What another service lacks is nothing that this one was asked for.
    async def add_other(self, rows) -> None:
        known = await asyncio.to_thread(self._remote, rows)  # ASY152: 16
        new = []
        for row in rows:
            if row not in known:
                new.append(row)
        await asyncio.to_thread(self._insert, new)  # ASY153: 8


class Collections:
    """Methods of the client have the names of its own."""

    def __init__(self, client: QdrantClient, words: chromadb.Collection) -> None:
        self.client = client
        self.words = words

    async def get_collection(self, name: str):
        names = [one.name for one in self.client.get_collections().collections]  # ASY103: 37
        if name not in names:
            self.client.create_collection(name, {})  # ASY103: 12
        return self.client.get_collection(name)  # ASY103: 15


class Runs:
    """One that is started once is alone; one that is handed to others may run any number of times."""

    def __init__(self, client: QdrantClient) -> None:
        self.client = client
        self.task = None

    def start(self, bus) -> None:
        self.task = asyncio.create_task(self._keep())
        bus.on("name", self._handle)

    async def _keep(self) -> None:
        def scroll_and_upsert() -> None:
            points = self.client.scroll("kept", limit=1)[0]  # ASY103: 17
            points[0].payload["kept"] = True
            self.client.upsert("kept", points)  # ASY103: 8

        await asyncio.to_thread(scroll_and_upsert)

    async def _handle(self, name: str) -> None:
        points = self.client.scroll("names", limit=1)[0]  # ASY103: 17
        points[0].payload[name] = True
        self.client.upsert("names", points)  # ASY103: 8
