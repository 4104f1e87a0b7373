import asyncio

import pyodide.http
import requests


async def load(url):
    pyodide.http.open_url(url)
    return requests.get(url)


async def wait():
    import time

    await asyncio.sleep(1)  # error: 4
