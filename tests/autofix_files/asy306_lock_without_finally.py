# only: own
import asyncio

locks: dict[str, asyncio.Lock] = {}


async def proxy(user: str, client, payload: dict) -> dict:
    lock = locks.setdefault(user, asyncio.Lock())
    await asyncio.wait_for(lock.acquire(), timeout=30)  # error: 27, lock="lock"
    response = await client.post("/chat", json=payload)
    data = response.json()
    lock.release()
    return data


async def t22(lock: asyncio.Lock):
    async with lock:  # error: 10
        await proxy("")


async def ok1(lock: asyncio.Lock):
    await lock.acquire()
    try:
        await proxy("")
    finally:
        lock.release()


async def ok2(lock: asyncio.Lock, fut):
    await lock.acquire()
    fut.add_done_callback(lambda _: lock.release())
    await proxy("")


async def ok3(lock: asyncio.Lock, fut):
    await lock.acquire()
    await proxy("")


async def ok4(lock: asyncio.Lock, fut):
    await lock.acquire()
    x = 1
    lock.release()
