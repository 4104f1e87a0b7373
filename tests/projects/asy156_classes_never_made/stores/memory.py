from .base import CheckedStore, PublicStore, SlowStore, Store


class MemoryStore(Store, SlowStore, PublicStore, CheckedStore):
    def load(self, key: str) -> str:
        return key
