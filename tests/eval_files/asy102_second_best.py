# fix: safe
"""A thread is second best for a client that has an asynchronous side: a person had better write that."""

import httpx
import requests


async def has_one(url):
    httpx.post(url, json={})  # error: 4


async def has_none(url):
    requests.post(url, json={})  # error: 4
