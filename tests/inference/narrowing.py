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


class Reader:
    client: httpx.Client | requests.Session

    def __init__(self, source, other):
        self.source = source
        self.other = other

    def tested(self, is_ready):
        self.source  # value: unknown
        if isinstance(self.source, httpx.Client) and is_ready:
            self.source  # value: httpx.Client
            self.other  # value: unknown
        else:
            self.source  # value: unknown
        if isinstance(self.source, httpx.Client) or is_ready:
            self.source  # value: unknown
        if isinstance(self.client, httpx.Client):
            self.client  # value: httpx.Client
        self.client  # value: httpx.Client | requests.Session
        if isinstance(self.source, (httpx.Client, requests.Session)):
            self.source  # value: httpx.Client | requests.Session
        (self.source if isinstance(self.source, httpx.Client) else self.source)  # value: unknown
        if not isinstance(self.other, httpx.Client):
            self.other  # value: unknown
            raise TypeError
        self.other  # value: httpx.Client
        return lambda: self.other  # value: def tests.inference.narrowing.Reader.tested.<locals>.<lambda>

    def set_itself(self, other):
        if isinstance(self.source, httpx.Client):
            self.source  # value: unknown
            self.source = other
