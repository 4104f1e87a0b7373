"""An ``await`` of what never lets others run parts nothing: the next task finds all done, or nothing."""

import asyncio
import json
from pathlib import Path


class Switch:
    def __init__(self, restarts: list[str]) -> None:
        self.restarts = restarts

    async def note(self, name: str) -> None:
        self.restarts.append(name)

    async def tell(self, name: str) -> None:
        await asyncio.sleep(0.1)
        self.restarts.append(name)

    async def changed(self) -> None:
        """What others put in its place may wait."""


class LastingSwitch(Switch):
    async def changed(self) -> None:
        await asyncio.sleep(0.1)


class Switches:
    def __init__(self, path: Path, switch: Switch) -> None:
        self.path = path
        self.switch = switch
        self.known: dict[str, str] = {}
        self.number = 0

    async def learn(self, name: str) -> None:
        if name in self.known:
            return
        await self.switch.note(name)
        values = json.loads(self.path.read_text())  # error: 28
        self.known[name] = values[name]

    async def learn_slowly(self, name: str) -> None:
        if name in self.known:
            return
        await self.switch.tell(name)
        values = json.loads(self.path.read_text())  # error: 28
        self.known[name] = values[name]

    async def learn_from_any(self, name: str) -> None:
        if name in self.known:
            return
        await self.switch.changed()
        values = json.loads(self.path.read_text())  # error: 28
        self.known[name] = values[name]

    async def count(self) -> int:
        number = self.number + 1
        values = json.loads(self.path.read_text())  # error: 28
        await self.switch.note(values["name"])
        self.number = number
        return number

    async def count_slowly(self) -> int:
        number = self.number + 1
        values = json.loads(self.path.read_text())  # error: 28
        await self.switch.tell(values["name"])
        self.number = number
        return number
