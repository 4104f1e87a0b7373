"""``isinstance``, ``is None`` and what they leave."""
import os
import sys

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


def left_at_once(thing, other, third):
    if not isinstance(thing, httpx.Client):
        print("no client")
        sys.exit(1)
    thing  # value: httpx.Client
    if not isinstance(other, httpx.Client):
        os._exit(1)
    other  # value: httpx.Client
    try:
        third = httpx.Client()
        sys.exit()
    except SystemExit:
        third  # value: unknown
