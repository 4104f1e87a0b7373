import asyncio
import http.client
import urllib.request
from urllib.request import urlopen

import aiohttp
import httpx
import requests
import urllib3


async def functions(url):
    await asyncio.to_thread(requests.get, url)  # error: 4, call="requests.get"
    await asyncio.to_thread(requests.request, "GET", url, timeout=3)  # error: 4, call="requests.request"
    await asyncio.to_thread(httpx.post, url, json={})  # error: 4, call="httpx.post"
    await asyncio.to_thread(urllib.request.urlopen, url)  # error: 4, call="urllib.request.urlopen"

    def read_body():
        response = urlopen(url)  # error: 15, call="urllib.request.urlopen"
        return response.read()  # error: 11, call="http.client.HTTPResponse.read"

    body = await asyncio.to_thread(read_body)
    data = (await asyncio.to_thread(requests.get, url)).json()["data"]  # error: 11, call="requests.get"
    return body, data


async def sessions(url):
    def get_url():
        session = requests.Session()
        session.headers["a"] = "b"
        session.get(url)  # error: 4, call="requests.Session.get"

    await asyncio.to_thread(get_url)

    def post_url():
        with requests.Session() as other:
            other.post(url)  # error: 8, call="requests.Session.post"

    await asyncio.to_thread(post_url)
    async with httpx.AsyncClient() as client:
        await client.get(url)  # error: 8, call="httpx.Client.get"
    connection = http.client.HTTPSConnection("example.org")
    connection.request("GET", "/")  # error: 4, call="http.client.HTTPSConnection.request"
    response = connection.getresponse()  # error: 15, call="http.client.HTTPSConnection.getresponse"
    return response.status


async def pools(url):
    pool = urllib3.PoolManager()
    await asyncio.to_thread(pool.request, "GET", url)  # error: 4, call="urllib3.PoolManager.request"


class Api:
    session: requests.Session

    def __init__(self, client: httpx.Client):
        self.session = requests.Session()
        self.client = client

    async def load(self, url):
        self.session.get(url)  # error: 8, call="requests.Session.get"

    async def load_other(self, url):
        return await asyncio.to_thread(self.client.get, url)  # error: 15, call="httpx.Client.get"


async def annotated(session: requests.Session, url, other: "requests.Session | None" = None):
    session.get(url)  # error: 4, call="requests.Session.get"
    if other is not None:
        other.put(url)  # error: 8, call="requests.Session.put"


async def asynchronous(url):
    async with httpx.AsyncClient() as client:
        await client.get(url)
    async with aiohttp.ClientSession() as session:
        async with session.get(url) as response:
            await response.text()
    await asyncio.to_thread(requests.get, url)
    await asyncio.gather(asyncio.to_thread(requests.get, url))  # ASY415: 10


async def look_alikes(requests, cache: dict, app):
    requests.get("x")
    cache.get("x")
    app.get("/")
    httpx.URL("https://example.org")
    httpx.Timeout(3)
    return urllib.request.Request("https://example.org")


def synchronous(url):
    return requests.get(url)


async def of_a_list(sessions: list[requests.Session], name: str):
    sessions[0].get("/")  # error: 4
    for session in sessions[1:]:
        session.get("/")  # error: 8
    sessions[1:].get("/")
    name[1:].get("/")
