"""What runs in a browser only has no threads to offload to."""

import sys
import time

import requests


async def elsewhere(url):
    if sys.platform == "linux":
        requests.get(url)  # error: 8


async def in_a_browser(url):
    if sys.platform == "emscripten":
        time.sleep(1)  # ASY101: 8
        requests.get(url)
    else:
        requests.get(url)  # error: 8


async def not_in_a_browser(url):
    if "pyodide" not in sys.modules:
        requests.get(url)  # error: 8
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
        return requests.get(url)  # error: 15
