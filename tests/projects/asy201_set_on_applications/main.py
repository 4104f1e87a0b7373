from contextlib import asynccontextmanager

import httpx
import requests
from aiohttp import web
from fastapi import FastAPI, Request

from links import Link, Quiet


@asynccontextmanager
async def lifespan(app: FastAPI):
    app.state.link = None
    app.state.link = Link()
    app.state.mixed = Quiet()
    app.state.unsaid = make()
    app.state.client = requests.Session()
    yield


app = FastAPI(lifespan=lifespan)
app.state.quiet = Quiet()


@app.middleware("http")
async def opened(request: Request, call_next):
    request.state.mixed = Link()
    request.state.client = httpx.AsyncClient()
    return await call_next(request)


class Own(web.Application):
    """Another object with attributes of the same names."""


def build(other):
    served = web.Application()
    served["link"] = Link()
    served["either"] = Link()
    served["either"] = Quiet()
    other["odd"] = Link()
    other.state.late = Link()
    Own()["own"] = Link()
    return served


async def change(request: Request):
    request.app.state.both = Link()
    request.app.state.both = Quiet()
