"""A class that the module makes another of: what that calls its methods by is not seen."""

import dataclasses

import house


class _Dict:
    async def __contains__(self, key): ...


Dict = house.synchronize(_Dict)


@house.made_sync
class Box:
    async def __len__(self): ...


@dataclasses.dataclass
class Record:
    async def __len__(self): ...  # error: 4


class Registered:
    async def __len__(self): ...  # error: 4


house.register(Registered)


class Kept:
    async def __len__(self): ...  # error: 4


def keep():
    kept = house.Box(Kept)
    return kept
