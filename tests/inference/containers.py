"""Elements of lists, dicts, sets and tuples."""
import httpx
import requests


def displays():
    clients = [httpx.Client(), httpx.Client()]
    clients  # value: list[httpx.Client]
    clients[0]  # value: httpx.Client
    clients[1:]  # value: list[httpx.Client]
    pair = (httpx.Client(), requests.Session())
    pair  # value: tuple[httpx.Client, requests.Session]
    pair[1]  # value: requests.Session
    named = {"a": httpx.Client()}
    named  # value: dict
    named["a"]  # value: unknown
    named.get("a")  # value: unknown
    named.values()  # value: unknown
    for client in named.values():
        client  # value: unknown
    {httpx.Client()}  # value: list[httpx.Client]
    [client for client in clients]  # value: list[httpx.Client]
    [mystery()]  # value: list[unresolved mystery()]
    clients.pop()  # value: httpx.Client
    list(clients)  # value: list[httpx.Client]
