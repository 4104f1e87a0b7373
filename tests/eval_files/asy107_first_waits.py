# fix: safe
# only: own
"""A method of an interface that has never waited: those that await it may rely on that."""

import shutil
from typing import Protocol


class Store(Protocol):
    async def fetch(self, name: str) -> None: ...

    async def refresh(self, name: str) -> None: ...


class LocalStore(Store):
    async def fetch(self, name: str) -> None:
        shutil.copy(name, "there")  # error: 8

    async def refresh(self, name: str) -> None:
        await self.other.refresh(name)
        shutil.copy(name, "there")  # error: 8

    async def more(self, name: str) -> None:
        shutil.copy(name, "there")  # error: 8
