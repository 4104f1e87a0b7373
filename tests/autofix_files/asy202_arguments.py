"""Coroutines as arguments, elements and values that are declared or known to be plain."""

# only: own
import asyncio
import functools
import logging
import math
import os
import random
import re
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple, TypedDict

import attr
from pydantic import BaseModel


class Pt(NamedTuple):
    x: int
    y: int = 0


class TD(TypedDict):
    name: str
    size: int


@dataclass
class DC:
    name: str
    sizes: list[int] = field(default_factory=list)


@attr.s(auto_attribs=True)
class AT:
    name: str


@attr.define
class AD:
    name: str


class PM(BaseModel):
    name: str
    size: int | None = None


def save(name: str, *rest: int, flag: bool = False, **kw: str) -> None: ...


def use(x):
    return x.upper()


def use2(x, y=None):
    if y:
        return y["a"] + x
    return x + 1


class Svc:
    def put(self, name: str) -> None: ...

    @classmethod
    def make(cls, name: str) -> "Svc": ...

    @staticmethod
    def st(name: str) -> int: ...

    def __call__(self, n: int) -> int: ...

    def __setitem__(self, k: str, v: int) -> None: ...

    def __getitem__(self, k: str) -> int: ...

    def __contains__(self, k: str) -> bool: ...


async def name() -> str:
    return ""


async def num() -> int:
    return 1


async def a():
    Pt(await num(), 2)  # error: 7


async def b():
    Pt(x=await num())  # error: 9


async def c():
    DC(await name())  # error: 7


async def d():
    DC(name=await name())  # error: 12


async def e():
    AT(await name())  # error: 7


async def f():
    AD(name=await name())  # error: 12


async def g():
    PM(name=await name())  # error: 12


async def h():
    save("a", await num())  # error: 14


async def i():
    save("a", flag=await num())  # error: 19


async def j():
    save("a", other=await name())  # error: 20


async def k(s: Svc):
    s.put(await name())  # error: 10


async def l():
    Svc.make(await name())  # error: 13


async def m():
    Svc.st(await name())  # error: 11


async def n(s: Svc):
    s(await num())  # error: 6


async def o(s: Svc):
    s["a"] = await num()  # error: 13


async def p():
    use(await name())  # error: 8


async def q():
    use2(await num())  # error: 9


async def r():
    use2(1, y=await num())  # error: 14


async def t():
    os.path.join("a", await name())  # error: 22


async def u():
    await asyncio.sleep(await num())  # error: 24


async def v():
    int(await num())  # error: 8


async def w():
    math.sqrt(await num())  # error: 14


async def x():
    re.match("a", await name())  # error: 18


async def y():
    Path(await name())  # error: 9


async def z():
    timedelta(seconds=await num())  # error: 22


async def aa():
    Path("a") / await name()  # error: 16


async def ab():
    f = functools.partial(save, await name())  # error: 32
    f()


async def ac():
    d: TD = {"name": await name(), "size": 3}  # error: 21
    return d


async def ad():
    return TD(name=await name(), size=1)  # error: 19


async def ae(xs: list[int]):
    xs[0] = await num()  # error: 12


async def af(xs: dict[str, int]):
    xs["a"] = await num()  # error: 14


async def ag(xs: dict[str, int]):
    xs.update(a=await num())  # error: 16


async def ah(xs: set[int]):
    xs.add(await num())  # error: 11


async def ai(xs: dict[str, int]):
    xs.setdefault("a", await num())  # error: 23


async def aj(xs: list[int]):
    xs += [await num()]  # error: 11


async def ak(xs: list[int]) -> list[int]:
    return xs + [await num()]  # error: 17


async def al() -> list[int]:
    return [await num(), await num()]  # error: 12 # error: 19


async def am() -> dict[str, int]:
    return {"a": await num()}  # error: 17


async def an() -> tuple[int, str]:
    return await num(), "a"  # error: 11


async def ao() -> list[int]:
    return [await num() for _ in range(3)]  # error: 12


async def ap() -> dict[str, int]:
    return {k: await num() for k in "abc"}  # error: 15


async def aq(ev: asyncio.Event, q: "asyncio.Queue[int]"):
    await q.put(num())


async def ar(fut: "asyncio.Future[int]"):
    fut.set_result(num())


async def at(s: str):
    s.startswith(await name())  # error: 17


async def au(s: str):
    return s.replace("a", await name())  # error: 26


async def av(d: dict):
    return d.get(name())


async def aw(d: dict):
    return d[await name()]  # error: 13


async def ax():
    setattr(a, "x", name())


async def ay():
    raise ValueError(await name())  # error: 21


async def az():
    x = await name()
    raise ValueError(f"bad {x}")  # error: 28


async def ba(items):
    return items[await num()]  # error: 17


async def bb(items):
    return items[: await num()]  # error: 19


async def bc():
    for i in range(await num()):  # error: 19
        print(i)


async def bd():
    return "a" if await num() else "b"  # error: 18


async def be():
    match num():
        case 1:  # pattern
            return 1


async def bf():
    return "%s" % await name()  # error: 18


async def bg():
    return "{}".format(await name())  # error: 23


async def bh():
    return "{a}".format(a=await name())  # error: 26


async def bi():
    print("x", await name(), sep="")  # error: 15


async def bj():
    return not await num()  # error: 15


async def bk():
    return -await num()  # error: 12


async def bl():
    x = 0
    x += await num()  # error: 9
    return x


async def bm():
    return await num() in (1, 2)  # error: 11


async def bn():
    return await num() is None  # error: 11


async def bo():
    while await num():  # error: 10
        pass


async def bp():
    assert await num() == 1  # error: 11


async def bq():
    return [*await num()]  # error: 13


async def br():
    return {**await num()}  # error: 14


async def bs():
    a, b = await num()  # error: 11
    return a


async def bt():
    (x := await num()).bit_length()  # error: 5


async def bu():
    if x := await num():  # error: 7
        return x


async def bv():
    if (x := num()) > 3:  # error: 8
        return x


async def bw():
    x = y = await num()
    return x + 1  # error: 11


async def bx(flag):
    x = await num() if flag else 3  # error: 8
    return x + 1


async def by(flag):
    x = flag or await num()  # error: 16
    return x + 1


async def bz():
    os.environ["a"] = name()


async def ca():
    del (await num()).x  # error: 8


async def cb():
    time.strftime(await name())  # error: 18


async def cc():
    return datetime.fromisoformat(await name())  # error: 34


async def cd():
    def read_file():
        with open(name()) as f:  # error: 14
            pass

    await asyncio.to_thread(read_file)


async def ce():
    isinstance(await num(), int)  # error: 15


async def cf():
    str(await num()).strip()  # error: 8


async def cg():
    return (await num())[0]  # error: 11


async def ch():
    return (await num()).a.b()  # error: 11


async def ci():
    return [x for x in await num()]  # error: 23


async def cj():
    return {k: v for k, v in (await num()).items()}  # error: 29


async def ck():
    return await (await num()).foo()  # error: 17


async def cl():
    return (await num()).foo + (await num()).bar  # error: 31


async def cm():
    async with await num() as x:  # error: 15
        return x


async def cn():
    async for x in num():  # error: 19
        return x


async def co():
    with await num() as x:  # error: 9
        return x


async def cp():
    return sum([await num(), await num()])  # error: 16 # error: 23


async def cq():
    return max(await num(), await num())  # error: 15 # error: 22


async def cr():
    return ", ".join([await name(), await name()])  # error: 22 # error: 30


async def cs():
    return dict(a=await num())["a"] + 1  # error: 18


async def ct(log):
    logging.getLogger("x").info("%s", await num())  # error: 38


async def cu():
    logging.info(f"x {await num()}")  # error: 22


async def cv(xs: list[str]):
    xs.extend(await name())  # error: 14


async def cw(xs: list[str]):
    xs.extend([await name()])  # error: 15


async def cx(xs: list[str]):
    xs.insert(0, await name())  # error: 17


async def cy():
    b"a" + await num()  # error: 11


async def cz():
    yield await num() + 1  # error: 10


async def da():
    return lambda: num() + 1  # error: 19


async def db():
    return random.choice(await num())  # error: 25
