"""What a plain function gives was got without a loop, though it can be read in coroutines as well."""
import asyncio

import httpx
from fastapi import FastAPI

app = FastAPI()


def notify(url, body):
    response = httpx.post(url, json=body)
    response.raise_for_status()
    return response


def client(url):
    httpx.get(url)
    return httpx.AsyncClient(base_url=url)


@app.post("/hooks")
async def tells(url: str, body: dict):
    response = await asyncio.to_thread(notify, url, body)  # error: 15
    return await respond(response.status_code)


@app.post("/clients")
async def connects(url: str):
    made = client(url)  # error: 11
    return await made.get("/")


async def respond(status): ...
