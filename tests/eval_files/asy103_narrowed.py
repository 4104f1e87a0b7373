# only: own
"""What those who check types know of an attribute before a function that is defined there, and not in it."""

from qdrant_client import QdrantClient


class Db:
    def __init__(self) -> None:
        self.client: QdrantClient | None = None

    async def asserted(self, name: str, other: str) -> None:
        assert self.client is not None
        self.client.delete(collection_name=name, points_selector=[1])  # ASY103: 8
        self.client.delete(collection_name=other, points_selector=[1])  # ASY103: 8

    async def left_before(self, name: str, other: str) -> None:
        if not name or self.client is None:
            raise ValueError(name)
        self.client.delete(collection_name=name, points_selector=[1])  # ASY103: 8
        self.client.delete(collection_name=other, points_selector=[1])  # ASY103: 8

    async def inside(self, name: str, other: str) -> None:
        if name and self.client is not None:
            self.client.delete(collection_name=name, points_selector=[1])  # ASY103: 12
            self.client.delete(collection_name=other, points_selector=[1])  # ASY103: 12

    # Nothing is known, or of something else, or it is set after that; and nobody checks types here.
    async def goes_on(self, name: str, other: str) -> None:
        if self.client is None:
            print("none")
        assert name is not None
        self.client.delete(collection_name=name, points_selector=[1])  # ASY103: 8
        self.client.delete(collection_name=other, points_selector=[1])  # ASY103: 8

    async def set_anew(self, name: str, other: str) -> None:
        assert self.client is not None
        self.client = QdrantClient(name)
        self.client.delete(collection_name=name, points_selector=[1])  # ASY103: 8
        self.client.delete(collection_name=other, points_selector=[1])  # ASY103: 8

    async def untyped(self, name, other):
        assert self.client is not None
        self.client.delete(collection_name=name, points_selector=[1])  # ASY103: 8
        self.client.delete(collection_name=other, points_selector=[1])  # ASY103: 8
