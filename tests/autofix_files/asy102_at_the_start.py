"""Before anything is served nobody waits: no thread is worth its while there."""

import asyncio
from contextlib import asynccontextmanager

import requests
from fastapi import FastAPI


def fetched(url):
    return requests.get(url).json()


@asynccontextmanager
async def lifespan(app):
    app.state.keys = requests.get("http://localhost/keys").json()  # error: 21
    app.state.rules = fetched("http://localhost/rules")  # ASY152: 22
    yield
    requests.delete("http://localhost/keys")  # error: 4
    fetched("http://localhost/over")  # ASY152: 4


app = FastAPI(lifespan=lifespan)


@app.get("/")
async def rules():
    return await asyncio.to_thread(fetched, "http://localhost/rules")  # ASY152: 11
