"""Names that patterns bind."""
import httpx
import requests


def matched(thing, client: httpx.Client | requests.Session):
    match thing:
        case httpx.Client() as found:
            found  # value: httpx.Client
        case [first, *others]:
            first  # value: unknown
        case {"key": value}:
            value  # value: unknown
        case other:
            other  # value: unknown
    match client:
        case httpx.Client():
            client  # value: httpx.Client
        case _:
            client  # value: httpx.Client | requests.Session
