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


def a_case_with_a_guard_may_be_passed(command, is_ready):
    client = httpx.Client()
    match command:
        case _ if is_ready:
            client = httpx.AsyncClient()
    client  # value: httpx.AsyncClient | httpx.Client
