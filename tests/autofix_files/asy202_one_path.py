"""A coroutine on one path of a variable, or in what nobody awaits: tests and texts count there, too."""
# only: own

import abc
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from bs4 import BeautifulSoup
from django.http import JsonResponse

Check = Callable[[], Awaitable[bool]]


class Policy:
    async def same_origin(self, place: str) -> bool:
        return bool(place)

    async def text(self) -> str:
        return "text"


@dataclass
class Probe:
    name: str
    check: Check


class Command(NamedTuple):
    name: str
    run: Callable[[str], Awaitable[str]]


async def follow(policy: Policy, place: str, auth) -> str:
    allow = True
    if auth is not None:
        allow = await policy.same_origin(place)  # error: 16
    if allow:
        return place
    return ""


async def told(policy: Policy, place: str, auth) -> str:
    text = place if auth else await policy.text()  # error: 30
    return f"{text}"


async def asked(policy: Policy, auth) -> bool | None:
    allow = None
    if auth:
        allow = policy.same_origin("x")
    if allow:
        return await allow
    return None


async def kept(policy: Policy, auth, keep) -> None:
    allow = None
    if auth:
        allow = policy.same_origin("x")
    if allow:
        keep(allow)


async def healthy(probes: list[Probe], command: Command, run: Callable[[], Awaitable[str]]) -> bool:
    print((await command.run("x")).strip())  # error: 10
    print(run().close())
    print(run().result())
    for probe in probes:
        print(await probe.check())
    waiting = [probe.check() for probe in probes]
    print([await one for one in waiting])
    return all(probe.check() for probe in probes)  # error: 15


class Source(abc.ABC):
    @abc.abstractmethod
    async def rows(self) -> list[dict]:
        raise NotImplementedError

    @abc.abstractmethod
    async def pages(self):
        raise NotImplementedError

    @abc.abstractmethod
    async def parts(self):
        raise NotImplementedError


class Table(Source):
    async def rows(self) -> list[dict]:
        return []

    async def pages(self):
        return [1]

    async def parts(self):
        yield 1


class Items(Protocol):
    async def all(self) -> list[int]: ...

    async def each(self): ...


async def read(source: Source, items: Items) -> None:
    async for row in source.rows():  # error: 21
        print(row)
    async for page in await source.pages():  # error: 22
        print(page)
    async for part in source.parts():
        print(part)
    print(sum(item for item in await items.all()))  # error: 31
    async for item in items.each():
        print(item)


async def answer(policy: Policy, page) -> JsonResponse:
    soup = BeautifulSoup(await policy.text(), "html.parser")  # error: 25
    title = page.title
    return JsonResponse({"title": title, "soup": soup, "text": await policy.text()})  # error: 63


async def paired(policy: Policy, names) -> None:
    for name, letter in zip(names, await policy.text()):  # error: 35
        print(name, letter)
