# only: own
"""What is one step for the loop though each half of it asks a service: what is changed and given back."""

import asyncio

import chromadb
from qdrant_client import QdrantClient


class Documents:
    def __init__(self, client: QdrantClient) -> None:
        self.client = client
        self.lock = asyncio.Lock()

    # Given back after it has been changed: no wait between, and no second thread.
    async def set(self, name: str, key: str, value: str) -> None:
        points = self.client.scroll(collection_name=name, limit=1)[0]  # ASY103: 17
        if points:
            document = dict(points[0].payload)

            document[key] = value
            self.client.upsert(collection_name=name, points=[{"id": 1, "payload": document}])  # ASY103: 12

    async def without(self, name: str, key: str) -> None:
        points = self.client.scroll(collection_name=name, limit=1)[0]  # ASY103: 17
        document = points[0].payload
        document.pop(key)
        self.client.upsert(collection_name=name, points=[document])  # ASY103: 8

    # Nobody else comes to it while the lock is held.
    async def set_locked(self, name: str, key: str, value: str) -> None:
        async with self.lock:
            points = self.client.scroll(collection_name=name, limit=1)[0]  # ASY103: 21
            if points:
                document = dict(points[0].payload)
                document[key] = value
                self.client.upsert(collection_name=name, points=[{"id": 1, "payload": document}])  # ASY103: 16

    # What goes elsewhere takes nothing from others, nor does what was not changed.
    async def copy(self, key: str, value: str) -> None:
        points = self.client.scroll(collection_name="old", limit=1)[0]  # ASY103: 17
        points[0].payload[key] = value
        self.client.upsert(collection_name="new", points=points)  # ASY103: 8

    async def touch(self, name: str) -> None:
        points = self.client.scroll(collection_name=name, limit=1)[0]  # ASY103: 17
        print(points)
        self.client.upsert(collection_name=name, points=points)  # ASY103: 8

    # A wait that was there before.
    async def set_later(self, name: str, key: str, value: str) -> None:
        points = self.client.scroll(collection_name=name, limit=1)[0]  # ASY103: 17
        await asyncio.sleep(1)
        document = points[0].payload
        document[key] = value
        await asyncio.sleep(1)
        self.client.upsert(collection_name=name, points=[document])  # ASY103: 8

    # Made where it is missing from what was listed.
    async def ensure(self, name: str, sizes) -> None:
        found = self.client.get_collections().collections  # ASY103: 16
        names = [one.name for one in found]
        if name not in names:
            if sizes:
                self.client.create_collection(collection_name=name, vectors_config=sizes.first())  # ASY103: 16

    async def ensure_not(self, name: str, sizes) -> None:
        found = self.client.get_collections().collections  # ASY103: 16
        names = [one.name for one in found]
        if name in names:
            if sizes:
                self.client.delete_collection(collection_name=name, timeout=sizes.first())  # ASY103: 16


class Texts:
    def __init__(
        self,
        words: chromadb.Collection,
        vectors: chromadb.Collection,
        client: chromadb.api.ClientAPI,
        cache,
    ) -> None:
        self.client = client
        self.words = words
        self.vectors = vectors
        self.cache = cache
        self.lock = asyncio.Lock()

    # Awaiting what has no name says nothing of these: one thread for both.
    async def add(self, key: str) -> None:
        await self.cache().set(key)
        self.words.add(ids=[key])  # ASY103: 8
        self.words.delete(ids=["old"])  # ASY103: 8

    async def add_waiting(self, key: str) -> None:
        self.words.add(ids=[key])  # ASY103: 8
        await asyncio.sleep(0)
        self.vectors.add(ids=[key])  # ASY103: 8

    # What stands behind "or" runs because nothing was found.
    async def found_or_made(self, name: str) -> chromadb.Collection:
        return next((c for c in self.client.list_collections() if c.name == name), None) or (  # ASY103: 32
            self.client.create_collection(name)  # ASY103: 12
        )

    async def found_or_made_here(self, name: str) -> chromadb.Collection:
        if found := next((c for c in self.client.list_collections() if c.name == name), None):  # ASY103: 37
            pass
        else:
            found = self.client.create_collection(name)  # ASY103: 20
        return found

    async def listed_or_given(self, name: str) -> list[str]:
        return [c.name for c in self.client.list_collections()] or [name]  # ASY103: 32

    # All are listed, and the one that is not among them is made, be its name written there.
    async def metadata(self) -> chromadb.Collection:
        found = next((c for c in self.client.list_collections() if c.name == "metadata"), None)  # ASY103: 33
        return found or self.client.create_collection(name="metadata")  # ASY103: 24

    async def asked_for_two(self):
        if not self.words.get("first"):  # ASY103: 15
            return None
        return self.words.get("second")  # ASY103: 15

    # Two of a kind are changed in one thread.
    async def add_to_both(self, key: str) -> None:
        self.words.add(ids=[key])  # ASY103: 8
        self.vectors.add(ids=[key])  # ASY103: 8
        self.vectors.modify(metadata={"last": key})  # ASY103: 8

    async def add_and_ask(self, key: str, client: QdrantClient) -> None:
        self.words.add(ids=[key])  # ASY103: 8
        client.upsert(collection_name=key, points=[])  # ASY103: 8
