"""A container with an annotation: what it begins with is not all that it will hold."""
from __future__ import annotations

from typing import Any

import httpx
import requests


class Own:
    def __init__(self) -> None:
        self.either: dict[int, httpx.Client | requests.Session] = {0: httpx.Client()}
        self.optional: dict[int, httpx.Client | None] = {0: httpx.Client()}
        self.vague: dict[int, Any] = {0: httpx.Client()}
        self.plain = {0: httpx.Client()}
        self.listed: list[httpx.Client | requests.Session] = [httpx.Client()]
        self.grown: dict[str, object] = {"a": httpx.Client()}

    def add(self, key: int) -> None:
        self.either[key] = requests.Session()
        self.grown["b"] = requests.Session()


def of_attributes(own: Own, key: int):
    either = own.either[key]
    optional = own.optional[key]
    vague = own.vague[key]
    plain = own.plain[key]
    listed = own.listed[0]
    grown = own.grown[key]
    either  # value: httpx.Client | requests.Session
    optional  # value: httpx.Client
    vague  # value: httpx.Client
    plain  # value: httpx.Client
    listed  # value: httpx.Client | requests.Session
    grown  # value: httpx.Client | requests.Session


def of_variables(key: int):
    either: dict[int, httpx.Client | requests.Session] = {0: httpx.Client()}
    both: dict[int, httpx.Client | requests.Session] = {0: httpx.Client(), 1: requests.Session()}
    either[key]  # value: httpx.Client | requests.Session
    both[key]  # value: httpx.Client | requests.Session
