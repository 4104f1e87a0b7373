"""``isinstance``, ``is None`` and what they leave."""
import httpx
import requests


def narrowed(client: httpx.Client | requests.Session, late: httpx.Client | None = None):
    client  # value: httpx.Client | requests.Session
    if isinstance(client, httpx.Client):
        client  # value: httpx.Client
        return
    client  # value: httpx.Client | requests.Session
    if late is None:
        late = httpx.Client()
    late  # value: httpx.Client


def unannotated(thing):
    if isinstance(thing, httpx.Client):
        thing  # value: httpx.Client
    if isinstance(thing, (httpx.Client, requests.Session)):
        thing  # value: httpx.Client | requests.Session
    thing  # value: unknown
