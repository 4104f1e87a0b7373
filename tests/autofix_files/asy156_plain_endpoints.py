"""An endpoint that would wait for several threads, and for nothing else, becomes a plain ``def``."""

import asyncio
import json

import bcrypt
from fastapi import FastAPI, Request

app = FastAPI()
seen: dict[str, int] = {}


def parse(path: str) -> dict[str, int]:
    with open(path) as file:
        return json.load(file)


def parse_more(path: str) -> dict[str, int]:
    with open(path) as file:
        return json.load(file)


def parse_one(path: str) -> dict[str, int]:
    with open(path) as file:
        return json.load(file)


@app.get("/several")
def several(path: str, word: str) -> dict[str, object]:
    first = parse(path)  # ASY156: 12
    print(first)
    hashed = bcrypt.hashpw(word.encode(), bcrypt.gensalt())  # ASY111: 13
    return {"first": first, "hashed": hashed}


@app.get("/one")
async def one(path: str) -> dict[str, int]:
    return await asyncio.to_thread(parse_one, path)  # ASY156: 11


@app.get("/waits")
async def waits(path: str, request: Request) -> dict[str, object]:
    first = await asyncio.to_thread(parse, path)  # ASY156: 12
    print(first)
    hashed = await asyncio.to_thread(bcrypt.hashpw, await request.body(), bcrypt.gensalt())  # ASY111: 13
    return {"first": first, "hashed": hashed}


@app.get("/task")
async def starts_task(path: str, word: str) -> dict[str, object]:
    first = await asyncio.to_thread(parse_more, path)  # ASY156: 12
    asyncio.get_running_loop().call_later(1, print, first)
    hashed = await asyncio.to_thread(bcrypt.hashpw, word.encode(), bcrypt.gensalt())  # ASY111: 13
    return {"first": first, "hashed": hashed}


@app.get("/state")
async def changes_state(path: str, word: str) -> dict[str, object]:
    first = await asyncio.to_thread(parse_more, path)  # ASY156: 12
    seen[word] = seen.get(word, 0) + 1
    hashed = await asyncio.to_thread(bcrypt.hashpw, word.encode(), bcrypt.gensalt())  # ASY111: 13
    return {"first": first, "hashed": hashed}


async def no_endpoint(path: str, word: str) -> dict[str, object]:
    first = await asyncio.to_thread(parse_more, path)  # ASY156: 12
    print(first)
    hashed = await asyncio.to_thread(bcrypt.hashpw, word.encode(), bcrypt.gensalt())  # ASY111: 13
    return {"first": first, "hashed": hashed}


HANDLERS = [
    no_endpoint,
]
