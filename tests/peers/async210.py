"""HTTP that blocks."""

import urllib.request

import httpx
import requests


async def load(url):
    requests.get(url)  # found: here, flake8-async, ruff
    httpx.post(url)  # found: here, flake8-async, ruff
    urllib.request.urlopen(url)  # found: here, flake8-async, ruff
    requests.Session().get(url)  # found: here
