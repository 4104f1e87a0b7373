"""Coroutines in containers, and in what is sent, answered and returned."""

import asyncio
import json

from fastapi import FastAPI, HTTPException

app = FastAPI()


async def weigh(box: str) -> int:
    return len(box)


async def total(boxes: list[str]) -> int:
    got = []
    for box in boxes:
        got.append(await weigh(box))  # error: 19
    return sum(got)


async def largest(boxes: list[str]) -> int:
    got = []
    for box in boxes:
        got.append(await weigh(box))  # error: 19
    return max(got)


async def texts(boxes: list[str]) -> str:
    parts: list = []
    for box in boxes:
        parts.append(await name_of(box))  # error: 21
    return ", ".join(parts)


async def name_of(box: str) -> str:
    return box


async def looped(boxes: list[str]) -> int:
    got = []
    for box in boxes:
        got.append(await weigh(box))  # error: 19
    n = 0
    for one in got:
        n += one
    return n


async def indexed(boxes: list[str]) -> int:
    got = []
    for box in boxes:
        got.append(await weigh(box))  # error: 19
    return got[0] + 1


async def comp(boxes: list[str]) -> int:
    return sum([await weigh(box) for box in boxes])  # error: 16


async def comp2(boxes: list[str]) -> int:
    return sum(weigh(box) for box in boxes)  # error: 15


async def comp3(boxes: list[str]) -> list[int]:
    weights = [await weigh(box) for box in boxes]  # error: 15
    return [w * 2 for w in weights]


async def sorted_(boxes: list[str]) -> list[int]:
    return sorted(weigh(box) for box in boxes)  # error: 18


async def filtered(boxes: list[str]) -> list[str]:
    return [box for box in boxes if await weigh(box)]  # error: 36


async def filtered2(boxes: list[str]) -> list[str]:
    return list(filter(lambda b: weigh(b) > 3, boxes))  # error: 33


async def keyed(boxes: list[str]) -> list[str]:
    return sorted(boxes, key=weigh)  # ASY206: 29


async def keyed2(boxes: list[str]) -> list[str]:
    return sorted(boxes, key=lambda b: weigh(b))  # ASY206: 29


async def anyed(boxes: list[str]) -> bool:
    return any(weigh(box) for box in boxes)  # error: 15


async def zipped(boxes: list[str]) -> dict[str, int]:
    weights = [await weigh(box) for box in boxes]  # error: 15
    return {b: w + 1 for b, w in zip(boxes, weights)}


async def dicted(boxes: list[str]) -> int:
    weights = {box: await weigh(box) for box in boxes}  # error: 20
    return sum(weights.values())


async def dicted2(boxes: list[str]) -> int:
    weights = {box: await weigh(box) for box in boxes}  # error: 20
    return weights["a"] + weights["b"]


async def dicted3(boxes: list[str]) -> str:
    weights = {}
    for box in boxes:
        weights[box] = await weigh(box)  # error: 23
    lines = [f"{b}: {w + 1}" for b, w in weights.items()]
    return "\n".join(lines)


async def dictsum(boxes: list[str]) -> int:
    weights = {"a": await weigh("a"), "b": await weigh("b")}  # error: 20 # error: 37
    return weights["a"] + 3


async def tupled() -> int:
    a, b = await weigh("a"), await weigh("b")  # ASY203: 11 # ASY203: 23
    return a + b  # error: 11 # error: 15


async def starred(boxes: list[str]) -> list[int]:
    first, *rest = await weigh("a"), weigh("b")  # ASY203: 19
    return [first + 1]  # error: 12


async def gathered(boxes):
    got = []
    for box in boxes:
        got.append(weigh(box))
    return sum(await asyncio.gather(*got))


async def awaited(boxes):
    got = []
    for box in boxes:
        got.append(weigh(box))
    n = 0
    for one in got:
        n += await one
    return n


async def awaited2(boxes):
    got = {}
    for box in boxes:
        got[box] = weigh(box)
    return sum([await w for w in got.values()])


async def rebound(boxes):
    got = []
    for box in boxes:
        got.append(weigh(box))
    got = await asyncio.gather(*got)
    return sum(got)


async def handed(boxes, run):
    got = []
    for box in boxes:
        got.append(weigh(box))
    return await run(got)


async def given_back(boxes):
    got = []
    for box in boxes:
        got.append(weigh(box))
    if len(got) > 3:
        print(len(got))
    return got


async def dict_back(boxes):
    got = {}
    for box in boxes:
        got[box] = weigh(box)
    values = await asyncio.gather(*got.values())
    return dict(zip(got.keys(), values))


async def popped(boxes):
    got = [weigh(b) for b in boxes]
    while got:
        one = got.pop()
        await one


async def replaced(boxes):
    got = [weigh(b) for b in boxes]
    for i, one in enumerate(got):
        got[i] = await one
    return sum(got)


class Api:
    async def status(self) -> dict:
        return {}

    async def send(self, ws):
        await ws.send(json.dumps({"a": await self.status()}))  # error: 39

    async def send2(self, ws):
        data = {"status": await self.status(), "n": 1}  # error: 26
        await ws.send(json.dumps(data))

    async def send3(self, ws):
        await ws.send(json.dumps([await self.status()]))  # error: 34

    async def save(self, path):
        def write_file():
            with open(path, "w") as f:  # ASY106: 13
                json.dump(self.status(), f)  # ASY106: 12 # error: 22

        await asyncio.to_thread(write_file)

    async def resp(self):
        from fastapi.responses import JSONResponse

        return JSONResponse({"status": await self.status()})  # error: 39

    async def resp2(self):
        from aiohttp import web

        return web.json_response({"status": await self.status()})  # error: 44

    async def resp3(self):
        from aiohttp import web

        return web.json_response(data=await self.status())  # error: 38

    async def resp4(self):
        from starlette.responses import PlainTextResponse

        return PlainTextResponse(await self.status())  # error: 33


async def load(i: int) -> dict:
    return {}


@app.get("/a/{i}")
async def one(i: int):
    return await load(i)  # ASY213: 11


@app.get("/b/{i}")
async def two(i: int):
    return {"item": await load(i)}  # error: 20


@app.get("/c/{i}")
async def three(i: int):
    item = await load(i)  # error: 11
    if not item:
        raise HTTPException(404)
    return item


@app.get("/d/{i}")
async def four(i: int):
    item = await load(i)  # error: 11
    return {"item": item, "ok": True}


@app.get("/e/{i}")
def five(i: int):
    return load(i)


async def work(x): ...


async def a(xs):
    jobs = []
    for x in xs:
        jobs.append(await work(x))  # ASY203: 20


async def b(xs):
    jobs = [await work(x) for x in xs]  # ASY203: 12
    print(len(jobs))


async def c(xs):
    jobs = {}
    for x in xs:
        jobs[x] = await work(x)  # ASY203: 18
    print(f"{len(jobs)} jobs")


def d(xs):
    jobs = [work(x) for x in xs]  # ASY203: 12


async def e(xs):
    jobs = []

    def add(x):
        jobs.append(work(x))

    for x in xs:
        add(x)
    await asyncio.gather(*jobs)


async def f(xs):
    jobs = [work(x) for x in xs]
    await asyncio.wait([asyncio.create_task(j) for j in jobs])


class C:
    async def g(self, xs):
        jobs = self.jobs = []
        jobs.append(work(1))

    async def h(self, xs):
        jobs = self.jobs
        jobs.append(work(1))

    async def i(self, xs, jobs):
        jobs.append(work(1))
        global G
        G = []
        G.append(work(3))


class Repo:
    async def get(self, i): ...

    async def n(self) -> int: ...


class Svc:
    def __init__(self, repo: Repo):
        self.repo = repo

    async def a(self, i):
        x = await self.repo.get(i)  # error: 12
        if x is None:
            raise LookupError
        return x

    async def b(self) -> int:
        x = await self.repo.n()  # ASY213: 12
        return x

    async def c(self, i):
        x = await self.repo.get(i)  # error: 12
        if not x:
            raise LookupError
        return x

    async def d(self, i):
        x = self.repo.get(i)
        return x

    async def e(self, i):
        x = self.repo.get(i)
        if x:
            return await x
        return x

    async def f(self, i):
        x = self.repo.get(i)
        if x is not None:
            self.keep(x)
        return x


@app.get("/")
async def g(svc: Svc):
    x = await svc.a(3)  # error: 8
    return {"a": x}


@app.get("/h")
async def h(svc: Svc):
    x = await svc.a(3)  # error: 8
    return x


@app.get("/i")
async def i(svc: Svc):
    x = await svc.a(3)  # error: 8
    if x == 3:
        return {}
    return x


async def sent(ws, boxes):
    weights = {}
    for box in boxes:
        weights[box] = await weigh(box)  # error: 23
    await ws.send(json.dumps(weights))


async def sent_elsewhere(ws, boxes):
    weights = {}
    for box in boxes:
        weights[box] = weigh(box)
    await ws.send(weights)


async def coroutine_in_a_key():
    return json.dumps({(weigh("a"), 1): 2, "a": {(1, weigh("b")): 3}})
