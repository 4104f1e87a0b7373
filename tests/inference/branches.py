"""Bindings on several paths: all that can reach the use count."""
import httpx
import requests


def joined(flag: bool):
    if flag:
        client = httpx.Client()
    else:
        client = requests.Session()
    client  # value: httpx.Client | requests.Session
    client = httpx.Client()
    client  # value: httpx.Client
    if flag:
        client = None
        return client  # value: None
    client  # value: httpx.Client
    if flag:
        raise ValueError(client)
    else:
        late = 1
    late  # value: int
    try:
        tried = httpx.Client()
    except ValueError:
        tried = requests.Session()
    else:
        tried  # value: httpx.Client
    tried  # value: httpx.Client | requests.Session
