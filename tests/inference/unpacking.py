"""Targets that take parts of a value."""
import httpx
import requests


def pair():
    return httpx.Client(), requests.Session()


def unpacked(pairs: list[tuple[httpx.Client, int]]):
    first, second = httpx.Client(), requests.Session()
    first  # value: httpx.Client
    second  # value: requests.Session
    one, two = pair()
    one  # value: httpx.Client
    two  # value: requests.Session
    head, *tail = [httpx.Client(), httpx.Client()]
    head  # value: httpx.Client
    (inner, number), flag = (httpx.Client(), 1), True
    inner  # value: httpx.Client
    for client, count in pairs:
        client  # value: httpx.Client
        count  # value: unresolved int()
    for index, item in enumerate(pairs):
        index  # value: int
        item  # value: tuple[httpx.Client, unresolved int()]
