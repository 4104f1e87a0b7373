# only: own
import asyncio
import threading

import httpx
import redis.asyncio as redis
from celery import shared_task

http = httpx.AsyncClient()


async def connect() -> redis.Redis:
    return redis.from_url("redis://localhost")


async def write(client: redis.Redis) -> None:
    await client.set("a", "1")


async def fetch(url):
    return await http.get(url)


client = asyncio.run(connect())


asyncio.run(write(client))  # error: 0, name="client"


asyncio.run(write(client))


@shared_task
def job(url):
    asyncio.run(fetch(url))  # error: 4


def once(url):
    asyncio.run(fetch(url))


def often(urls):
    for url in urls:
        asyncio.run(fetch(url))  # error: 8


async def produce(queue: asyncio.Queue[int]) -> None:
    await queue.put(1)


async def queue_main() -> None:
    queue: asyncio.Queue[int] = asyncio.Queue()
    threading.Thread(target=asyncio.run, args=(produce(queue),)).start()  # error: 4
    print(await queue.get())
    threading.Thread(target=asyncio.run, args=(fetch("u"),)).start()
