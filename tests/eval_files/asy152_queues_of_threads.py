"""Queues of threads may be filled by any of them; those of the loop wake its tasks."""
import asyncio
import queue

import requests
from fastapi import FastAPI

app = FastAPI()


class Log:
    def __init__(self):
        self.found: queue.Queue = queue.Queue()

    def ask(self, url):
        answer = requests.get(url)
        self.found.put_nowait(answer.text)
        return answer.text


class Waker:
    def __init__(self):
        self.found = asyncio.Queue()

    def ask(self, url):
        self.found.put_nowait(requests.get(url).text)


class Given:
    def __init__(self, found):
        self.found = found

    def ask(self, url):
        self.found.put_nowait(requests.get(url).text)


@app.get("/logged")
async def logged(log: Log):
    return await respond(log.ask("https://example.org"))  # error: 25


@app.get("/woken")
async def woken(waker: Waker):
    waker.ask("https://example.org")  # error: 4
    await respond("")


@app.get("/given")
async def given(some: Given):
    some.ask("https://example.org")  # error: 4
    await respond("")


async def respond(text): ...
