"""A thread of an executor does not have what the task has set in its context."""

import asyncio
import contextvars
import threading
from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar

request_id: ContextVar[str] = ContextVar("request_id", default="-")
tenant: ContextVar[str] = ContextVar("tenant")
settings: ContextVar[dict] = ContextVar("settings", default={})
pool = ThreadPoolExecutor()


def write_log(text):
    print(request_id.get(), text)


def write_all(texts):
    for text in texts:
        write_log(text)


def own_number(text):
    request_id.set("thread")
    write_log(text)


def read_settings():
    return settings.get()


def plain(text):
    return text.upper()


class Store:
    def save(self, row):
        return (tenant.get(), row)


async def handle(text, number):
    request_id.set(number)
    tenant.set("me")
    loop = asyncio.get_running_loop()
    await asyncio.to_thread(write_log, text)  # error: 10, variable="request_id", function="write_log"
    await asyncio.to_thread(write_all, [text])  # error: 10, variable="request_id", instead="asyncio.to_thread"
    await loop.run_in_executor(pool, write_log, text)  # error: 10, instead="contextvars.copy_context().run"
    await asyncio.to_thread(Store().save, text)  # error: 10, variable="tenant", function="Store().save"
    await asyncio.wrap_future(pool.submit(write_log, text))  # error: 30
    threading.Thread(target=write_log, args=(text,)).start()  # error: 4
    await loop.run_in_executor(None, own_number, text)
    await loop.run_in_executor(None, read_settings)
    await loop.run_in_executor(None, plain, text)
    await loop.run_in_executor(None, contextvars.copy_context().run, write_log, text)
    await asyncio.to_thread(write_log, text)


def start(text):
    threading.Thread(target=write_log, args=(text,)).start()
