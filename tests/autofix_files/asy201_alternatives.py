"""One of several alternatives makes a coroutine, and the statement drops it."""

import asyncio
import inspect
from pathlib import Path


class NoMemory:
    def close(self) -> None: ...


class Memory:
    async def close(self) -> None: ...

    async def flush(self) -> None: ...


class Anything:
    def __getattr__(self, name):
        return lambda *args: None


class Brain:
    def __init__(self, memory: Memory | None = None) -> None:
        self.memory = memory or NoMemory()

    async def sleep(self) -> None:
        self.memory.close()  # error: 8, call="self.memory.close"

    async def only_one_has_it(self) -> None:
        await self.memory.flush()  # error: 8

    async def knows_which(self, is_async: bool) -> None:
        if is_async:
            await self.memory.close()
        else:
            self.memory.close()

    async def in_a_branch(self) -> None:
        if isinstance(self.memory, NoMemory):
            self.memory.close()

    async def looks(self) -> None:
        result = self.memory.close()
        if result is not None:
            await result


class Client:
    async def save(self) -> None: ...


class SyncClient:
    def save(self) -> None: ...


def get_client(is_sync: bool) -> Client | SyncClient:
    return SyncClient() if is_sync else Client()


async def asks_for_one() -> None:
    client = get_client(is_sync=True)
    client.save()


def in_a_thread(brain: Brain) -> None:
    brain.memory.close()


def make(kind: str):
    if kind == "quick":
        return NoMemory()
    if kind == "dynamic":
        return Anything()
    return Memory()


async def may_have_it(kind: str) -> None:
    make(kind).flush()


class A:
    async def go(self) -> None: ...


class B(A): ...


class C(A): ...


def many(kind: int):
    if kind == 1:
        one = A()
    elif kind == 2:
        one = B()
    elif kind == 3:
        one = C()
    elif kind == 4:
        one = A()
    elif kind == 5:
        one = B()
    elif kind == 6:
        one = C()
    elif kind == 7:
        one = A()
    else:
        one = B()
    return one


async def of_eight(kind: int) -> None:
    await many(kind).go()  # error: 4


class Node:
    def __init__(self, parent=None) -> None:
        self.parent = parent

    def up(self) -> "Node":
        return Node()

    async def visit(self) -> None: ...


class Odd:
    def up(self):
        return Even()

    async def visit(self) -> None: ...


class Even:
    def up(self):
        return Odd()

    def visit(self) -> None: ...


async def climb(steps: int) -> None:
    here = Node()
    for _ in range(steps):
        here = here.up()
    await here.visit()  # error: 4


async def climb_unknown(node: Node, steps: int) -> None:
    here = node
    for _ in range(steps):
        here = here.parent
    here.visit()


async def swap(steps: int) -> None:
    first, second = Node(), Node()
    while steps:
        first, second = second, first
        steps -= 1
    await first.visit()  # error: 4


async def never_the_same(steps: int) -> None:
    here = Odd()
    for _ in range(steps):
        here = here.up()
    here.visit()


async def show(where: str, local: bool) -> str:
    page = Path(where) if local else where
    return await asyncio.to_thread(page.read_text)  # ASY106: 11


class Closing:
    async def close(self) -> None: ...


async def close_each(node: Closing, other: Closing):
    if inspect.iscoroutinefunction(node.close):
        await node.close()
    else:
        node.close()
    if not inspect.iscoroutinefunction(other.close):
        other.close()
    await node.close()  # error: 4


class Unannotated:
    def close(self):
        pass


class Closes:
    async def close(self): ...


def one_of(flag):
    if flag:
        return Closes()
    return Unannotated()


async def drops(flag):
    one_of(flag).close()  # error: 4
