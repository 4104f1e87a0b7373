"""What runs in a browser only has no threads to offload to."""

import asyncio
import sys
import time

import requests


async def elsewhere(url):
    if sys.platform == "linux":
        await asyncio.to_thread(requests.get, url)  # error: 8


async def in_a_browser(url):
    if sys.platform == "emscripten":
        await asyncio.sleep(1)  # ASY101: 8
        requests.get(url)
    else:
        await asyncio.to_thread(requests.get, url)  # error: 8


async def not_in_a_browser(url):
    if "pyodide" not in sys.modules:
        await asyncio.to_thread(requests.get, url)  # error: 8
    else:
        requests.get(url)


async def ends_elsewhere(url):
    if sys.platform != "emscripten":
        return
    requests.get(url)


def fetch(url):
    if sys.platform == "emscripten":
        return requests.get(url)
    return None


async def reaches(url):
    return fetch(url)


if "pyodide" in sys.modules:

    async def load(url):
        return requests.get(url)

else:

    async def load(url):
        return await asyncio.to_thread(requests.get, url)  # error: 15
