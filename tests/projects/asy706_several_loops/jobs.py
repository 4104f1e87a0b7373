import asyncio
import threading

import limits
from celery import shared_task
from limits import QUEUE as INBOX
from limits import Client, all_limited, limited


@shared_task
def job(xs):
    asyncio.run(all_limited(xs))  # error: 4, name="LIMIT"


async def own(xs):
    await asyncio.gather(*(limited(x) for x in xs))


def by_rounds(groups):
    client = Client()
    for group in groups:
        asyncio.run(own(group))  # error: 8
        asyncio.run(client.get_all(group))  # error: 8, name="self.limit"
        asyncio.run(Client().get_all(group))
        asyncio.run(limited(group))


async def consume():
    while True:
        print(await INBOX.get())


async def consume_renewed():
    while True:
        print(await limits.RENEWED.get())


def consume_in_thread():
    asyncio.run(consume())  # error: 4, name="limits.QUEUE"


def consume_renewed_in_thread():
    limits.renew()
    asyncio.run(consume_renewed())


async def start():
    threading.Thread(target=consume_in_thread).start()
    threading.Thread(target=consume_renewed_in_thread).start()
    await limits.QUEUE.put(1)
    await limits.RENEWED.put(1)


async def held():
    async with limits.LOCK:
        await asyncio.sleep(1)


def hold_in_thread():
    asyncio.run(held())


async def start_alone():
    await asyncio.to_thread(hold_in_thread)
