from .base import CheckedStore, LonelyStore, PublicStore, SlowStore, Store


class DiskStore(Store):
    """Nobody makes one: too slow."""

    def load(self, key: str) -> str:
        with open(key) as file:
            return file.read()


class NamedStore(SlowStore):
    def load(self, key: str) -> str:
        with open(key) as file:
            return file.read()


class ListedStore(PublicStore):
    def load(self, key: str) -> str:
        with open(key) as file:
            return file.read()


class TestedStore(CheckedStore):
    def load(self, key: str) -> str:
        with open(key) as file:
            return file.read()


class AloneStore(LonelyStore):
    def load(self, key: str) -> str:
        with open(key) as file:
            return file.read()
