# only: own
import aiohttp
import httpx
import sqlalchemy
from aiohttp import web
from fastapi import APIRouter, Depends
from sqlalchemy.ext.asyncio import create_async_engine
from starlette.routing import Route

router = APIRouter()
routes = web.RouteTableDef()
URL = "https://example.org"
client = httpx.AsyncClient()
engine = sqlalchemy.create_engine("sqlite://")


@router.get("/weather")
async def weather():
    async with httpx.AsyncClient(timeout=5) as session:  # error: 15, call="httpx.AsyncClient()", when="for each request"
        return (await session.get(URL)).json()


@router.get("/engine")
async def make_engine():
    return create_async_engine(URL)  # error: 11


@routes.get("/proxy")
async def proxy(request):
    async with aiohttp.ClientSession() as session:  # error: 14
        async with session.get(URL) as response:
            return web.Response(text=await response.text())


async def given(request):
    async with aiohttp.ClientSession() as session:  # error: 15
        await session.get(URL)


async def added(request):
    async with aiohttp.ClientSession() as session:  # error: 15
        await session.get(URL)


async def routed(request):
    async with aiohttp.ClientSession() as session:  # error: 15
        await session.get(URL)


app = web.Application()
app.add_routes([web.get("/given", given)])
app.router.add_get("/added", added)
table = [Route("/routed", routed)]


async def current_session():
    async with aiohttp.ClientSession() as session:  # error: 15
        yield session


@router.get("/dependency")
async def depends(session=Depends(current_session)):
    return session


async def all_of(urls):
    for url in urls:
        async with aiohttp.ClientSession() as session:  # error: 19, when="in each round of the loop"
            await session.get(url)


async def in_a_stream(urls):
    async for url in urls:
        async with aiohttp.ClientSession() as session:  # error: 18
            await session.get(url)


@router.get("/shared")
async def shared():
    return (await client.get(URL)).json()


@router.get("/own")
async def with_own_token(token: str):
    async with httpx.AsyncClient(auth=("user", token)) as session:
        return (await session.get(URL)).json()


async def one_for_all(urls):
    async with aiohttp.ClientSession() as session:
        for url in urls:
            await session.get(url)


async def tries():
    for _ in range(3):
        async with aiohttp.ClientSession() as session:
            await session.get(URL)


async def until_one_answers(urls):
    for url in urls:
        async with aiohttp.ClientSession() as session:
            if (await session.get(url)).status == 200:
                return url


async def own_for_each(hosts):
    for host in hosts:
        async with aiohttp.ClientSession(base_url=host) as session:
            await session.get("/")


async def kept_for_each(hosts, sessions):
    for host in hosts:
        sessions[host] = aiohttp.ClientSession()


async def reconnects():
    while True:
        async with aiohttp.ClientSession() as session:
            await session.ws_connect(URL)


def outside_of_a_coroutine(urls):
    for _ in urls:
        httpx.Client()


transport = httpx.AsyncHTTPTransport()


@router.get("/shared")
async def on_shared_connections():
    async with httpx.AsyncClient(transport=transport) as session:
        return (await session.get(URL)).json()


@router.get("/own")
async def on_own_connections():
    async with httpx.AsyncClient(transport=httpx.AsyncHTTPTransport()) as session:  # error: 15
        return (await session.get(URL)).json()


async def skips(urls):
    for url in urls:
        async with aiohttp.ClientSession() as session:  # error: 18
            answer = await session.get(url)
            if answer.status != 200:
                continue


async def first(urls):
    for url in urls:
        async with aiohttp.ClientSession() as session:
            answer = await session.get(url)
        if answer.status == 200:
            return url
