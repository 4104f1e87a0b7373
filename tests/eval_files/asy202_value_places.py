"""Coroutines that are handed to places which want a plain value."""
# only: own
import asyncio
import inspect
import json
from collections.abc import Awaitable, Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar

T = TypeVar("T")


class Record:
    name = "x"


class Runner(Protocol):
    def go(self) -> None: ...


async def fetch() -> Record:
    return Record()


async def number() -> int:
    return 1


def save(record: Record, times: int | None = None) -> None: ...


def keep(work: Awaitable[T], log: Any, what: object, runner: Runner, free: T) -> None: ...


def taken(count: int):
    if inspect.isawaitable(count):
        return asyncio.run(count)
    return count


def first(row):
    return row[0]


def first_if(row, flag):
    if flag:
        return row[0]
    return keep(row, 1, 2, 3, 4)


def started(row):
    row = asyncio.ensure_future(row)
    return row.name


def checked(rows):
    return [row for row in rows if row]


@dataclass
class Box:
    record: Record
    label: str = ""


class Model:
    def __init__(self, record: Record) -> None:
        self.record = record


class Counter:
    count: int
    pending: Any = None

    def __init__(self) -> None:
        self.known: dict[str, int] = {}
        self.jobs: list[Coroutine[Any, Any, int]] = []
        self.sizes: list[int] = []

    @property
    async def size(self) -> int:
        return 1

    async def arguments(self, other, session):
        save(fetch())  # error: 13, use="an argument of 'save'"
        save(Record(), number())  # error: 23
        save(record=fetch())  # error: 20
        save(*[], times=number())  # error: 24
        keep(fetch(), fetch(), fetch(), fetch(), fetch())
        taken(number())
        first(fetch())  # error: 14
        first_if(fetch(), True)
        started(fetch())
        checked(fetch())  # error: 16
        other(fetch())
        other.send(fetch(), fast=True)
        json.dumps(fetch())  # error: 19
        asyncio.run_coroutine_threadsafe(fetch(), other)
        Box(record=fetch())  # error: 19
        Box(fetch(), "a")  # error: 12
        Model(fetch())  # error: 14
        Path(other).write_text(other)
        await other.send(self.size, fast=True)  # error: 25
        await other.send(self.size)
        await asyncio.wait_for(self.size, 3)
        await session.run(session.size, 1)

    async def declared(self):
        count: int = number()  # error: 21
        anything: Any = number()
        self.count = number()  # error: 21
        self.pending = number()
        self.known["a"] = number()  # error: 26
        self.sizes.append(number())  # error: 26
        self.jobs.append(number())
        return count, anything

    async def displays(self, post, jobs, cards: list[str]):
        await post("/a", {"code": number(), "door": 1})  # error: 34
        await post("/a", {"code": number()})  # error: 34
        await post("/a", json={"code": {"inner": number(), "a": "b"}})  # error: 49
        await post({"code": number()})
        await post("/a", {"first": number(), "second": fetch()})
        await post("/a", {"task": number(), "name": "x"})
        jobs.append({"code": number(), "name": "x"})
        await asyncio.wait([number(), fetch()])
        await asyncio.gather(*[number(), fetch()])
        rest = [number()] + cards[1:]  # error: 16
        more = [number()] + jobs
        return {"total": number(), "name": "x"} if rest else more

    async def answer(self):
        return {"total": number(), "page": 1}  # error: 25

    async def payload(self, session):
        data = {"total": number(), "page": 1}  # error: 25
        data["size"] = 3
        await session.post("/", json=data)

    async def collected(self):
        found = {"total": number(), "page": 1}
        return {key: await value for key, value in found.items() if key != "page"}

    def plain(self):
        return {"total": number(), "page": 1}


async def through_a_local(record: Record | None = None) -> None:
    one = fetch()  # error: 10
    save(one)
    two = number()
    save(await two)
    if record is None:
        record = fetch()  # error: 17
    save(record)


async def one_path(room: str, known: dict[str, int]) -> int:
    if room in known:
        size = known[room]
    else:
        size = number()  # error: 15, use="arithmetic"
    return size * 2


async def one_path_awaited(room: str, known: dict[str, int]) -> int:
    size = number() if room else known[room]
    if inspect.isawaitable(size):
        size = await size
    return size * 2


async def one_path_tested(room: str, known: dict[str, int]) -> int:
    if room in known:
        size = known[room]
    else:
        size = number()
    if isinstance(size, int):
        return size * 2
    return 0


async def narrowed(shelves: list[int], books: set[str]) -> int:
    left = set(books)
    for shelf in shelves:
        left = narrow(shelf, left)  # error: 15
    return len(left)


async def narrow(shelf: int, books: set[str]) -> set[str]:
    return {book for book in books if len(book) > shelf}


async def shared(room: str, job=None) -> int:
    if job is None:
        job = number()
    return await job


async def a_result_and_what_is_left_to_do():
    return True, number()
