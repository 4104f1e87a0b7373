"""Python's scoping: shadowing, global, nonlocal, class bodies, comprehensions, del."""
import httpx
import requests

client = httpx.Client()


def reads():
    client  # value: httpx.Client


def shadows():
    client = requests.Session()
    client  # value: requests.Session


def changes():
    global client
    client = httpx.Client()


def outer():
    inner_client = httpx.Client()

    def inner():
        nonlocal inner_client
        inner_client  # value: httpx.Client | requests.Session
        inner_client = requests.Session()

    inner_client  # value: httpx.Client | requests.Session
    return inner


class Body:
    client = requests.Session()
    client  # value: requests.Session

    def method(self):
        client  # value: httpx.Client


def deleted():
    gone = httpx.Client()
    del gone
    gone  # value: unknown


def comprehension():
    [client for client in [1]]  # value: list[int]
    client  # value: httpx.Client
