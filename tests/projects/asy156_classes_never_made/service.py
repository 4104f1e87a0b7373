from stores import MemoryStore, NamedStore
from stores.base import CheckedStore, LonelyStore, PublicStore, SlowStore, Store

STORES = {"memory": MemoryStore, "disk": NamedStore}


async def look_up(store: Store, key: str) -> str:
    return store.load(key)


async def look_up_in_any(store: SlowStore, key: str) -> str:
    return store.load(key)  # error: 11


async def look_up_for_users(store: PublicStore, key: str) -> str:
    return store.load(key)  # error: 11


async def look_up_checked(store: CheckedStore, key: str) -> str:
    return store.load(key)  # error: 11


async def look_up_alone(store: LonelyStore, key: str) -> str:
    return store.load(key)  # error: 11
