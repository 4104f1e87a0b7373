# only: own
"""A thread does not go over a dict that coroutines take from meanwhile."""

import asyncio
import copy
import dataclasses
import json


def described(project: "Project") -> dict[str, list[str]]:
    return {"nodes": [node for node in project.nodes.values()]}


def named(project: "Project") -> list[str]:
    return [project.title]


class Project:
    def __init__(self, path: str) -> None:
        self.path = path
        self.title = path
        self._nodes: dict[str, str] = {}
        self._colours: dict[str, str] = {}
        self._sizes = {"a": 1}

    @property
    def nodes(self) -> dict[str, str]:
        return self._nodes

    async def remove(self, name: str) -> None:
        del self._nodes[name]

    async def paint(self, name: str) -> None:
        self._colours[name] = "red"

    def dump(self) -> None:
        with open(self.path, "w") as file:
            json.dump(described(self), file)

    def dump_names(self, path: str) -> None:
        with open(path, "w") as file:
            json.dump(named(self), file)

    def dump_colours(self) -> None:
        with open(self.path, "w") as file:
            for name, colour in self._colours.items():
                file.write(f"{name} {colour}")

    def dump_sizes(self, path: str) -> None:
        with open(path, "w") as file:
            for name, size in self._sizes.items():
                file.write(f"{name} {size}")

    def dump_own(self) -> None:
        with open(self.path, "w") as file:
            for name in self._nodes:
                file.write(name)

    async def save(self, path: str) -> None:
        self.dump()  # error: 8
        self.dump_own()  # error: 8
        await asyncio.sleep(1)
        self.dump_names(path)  # error: 8
        await asyncio.sleep(1)
        self.dump_colours()  # error: 8
        await asyncio.sleep(1)
        self.dump_sizes(path)  # error: 8


class Registry:
    def __init__(self, path: str) -> None:
        self.path = path
        self.workers: dict[str, str] = {}
        self.names: dict[str, str] = {}

    def register(self, name: str) -> None:
        self.workers[name] = name

    def rename(self, name: str) -> None:
        self.names[name] = name

    def dump(self) -> None:
        for name in self.workers:
            with open(name, "a") as file:
                file.write(name)

    def dump_names(self) -> None:
        for name in self.names:
            with open(name, "a") as file:
                file.write(name)


registry = Registry("")


async def register(name: str) -> None:
    await asyncio.to_thread(registry.register, name)


async def dump() -> None:
    registry.dump()  # error: 4
    await asyncio.sleep(1)
    registry.dump_names()  # error: 4


@dataclasses.dataclass
class Settings:
    path: str
    roles: dict[str, str]

    async def add_role(self, name: str) -> None:
        self.roles[name] = name

    def config(self, path: str):
        with open(path) as file:
            text = file.read()
        return {**dataclasses.asdict(self), "text": text}

    def copied(self, path: str):
        with open(path) as file:
            return copy.deepcopy(file.read())

    async def use(self, path: str):
        return self.config(path)  # error: 15

    async def use_copied(self, path: str):
        return self.copied(path)  # error: 15


_runs: dict[str, str] = {}
_kinds = {"a": "b"}


def read_run(name: str) -> str:
    with open(name) as file:
        text = file.read()
    return "" if any(run == name for run in _runs) else text


def read_kind(name: str) -> str:
    with open(name) as file:
        text = file.read()
    return "" if any(kind == name for kind in _kinds) else text


def read_own(name: str) -> str:
    _runs = {name: name}
    with open(name) as file:
        text = file.read()
    return "".join(run for run in _runs.values()) + text


async def start(name: str) -> None:
    _runs[name] = name
    print(_kinds[name])


async def follow(name: str) -> None:
    print(read_run(name))  # error: 10
    await asyncio.sleep(1)
    print(read_kind(name))  # error: 10
    print(read_own(name))  # error: 10


HANDLERS = [
    Project.remove,
    Project.paint,
    Project.save,
    register,
    dump,
    Settings.add_role,
    Settings.use,
    Settings.use_copied,
    start,
    follow,
]
