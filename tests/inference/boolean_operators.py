"""``and``, ``or``, ``not``: the operands that may come out."""
import httpx
import requests


def both(flag: bool, given: httpx.Client | None):
    client = given or httpx.Client()
    client  # value: httpx.Client
    other = given or requests.Session()
    other  # value: httpx.Client | requests.Session
    (flag and httpx.Client())  # value: unresolved bool() | httpx.Client
    (None or httpx.Client())  # value: httpx.Client
    (not flag)  # value: unknown
    (flag or unknown_name)  # value: unresolved bool() | unresolved unknown_name
