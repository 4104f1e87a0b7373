"""Coroutines in lists, tasks and futures, and what an 'async def' gives that is a coroutine."""
# only: own
import asyncio
from collections.abc import Coroutine
from typing import Any


async def is_ready(check) -> bool:
    return bool(check)


async def size(text: str) -> int:
    return len(text)


async def shorten(text: str) -> tuple[str, str]:
    return text[:10], text[10:]


async def pick(text: str):
    return size(text)


class Engine:
    async def call(self) -> Coroutine[Any, Any, int]:
        return await self.other()

    async def other(self): ...


async def annotated_as_what_it_makes(engine: Engine):
    await engine.call()
    return (await engine.call()) + 1


async def builtins(checks: list[str]):
    a = all(is_ready(c) for c in checks)  # error: 12, use="all()"
    b = any([is_ready(c) for c in checks])  # error: 13
    c = sum(size(c) for c in checks)  # error: 12
    d = sorted([size("a"), size("b")])  # error: 16 # ASY202: 27
    e = max(size(c) for c in checks)  # error: 12
    f = ", ".join(shorten(c) for c in checks)  # error: 18
    g = [size(c) for c in checks]
    h = await asyncio.gather(*[size(c) for c in checks])
    i = all([await is_ready(c) for c in checks])
    return a, b, c, d, e, f, g, h, i


async def lists(texts: list[str]):
    made = [shorten(text) for text in texts]  # error: 12
    firsts = [first for first, rest in made]
    others = [size(text) for text in texts]  # error: 14
    total = 0
    for other in others:
        total += other
    kept = [size(text) for text in texts]
    for one in kept:
        total += await one
    shared = [size(text) for text in texts]
    total += shared[0]
    await asyncio.gather(*shared)
    one_of = [size(text) for text in texts]  # error: 14
    total += one_of[0]
    for word, tail in [shorten(text) for text in texts]:  # error: 23
        print(word, tail)
    return firsts, total, await kept[0]


async def futures(loop, texts):
    task = asyncio.create_task(size("a"))
    print(task + 1)  # error: 10, what="the future of 'task'", use="arithmetic"
    first, second = asyncio.gather(size("a"), size("b"))  # error: 20
    results = asyncio.gather(*[size(text) for text in texts])
    for result in results:  # error: 18
        print(result, first, second)
    print(results[0])  # error: 10
    task.add_done_callback(print)
    if task and task.done():
        print(task, task.result(), f"{task}")
    print(task.bit_length())  # error: 10
    print((await task) + 1, await results)
    print((await results)[0])


async def twice():
    row = await pick("a")
    print(row + 1)  # error: 10
    print((await pick("a")) + 1)  # error: 11
    other = await pick("a")
    print(await other)
