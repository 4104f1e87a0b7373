"""``a if test else b``: one of both, None left out."""
import httpx
import requests


def either(flag: bool):
    (httpx.Client() if flag else requests.Session())  # value: httpx.Client | requests.Session
    (httpx.Client() if flag else None)  # value: httpx.Client
    (httpx.Client() if flag else httpx.Client())  # value: httpx.Client
    (httpx.Client() if flag else mystery())  # value: httpx.Client | unresolved mystery()
    (None if flag else None)  # value: None
