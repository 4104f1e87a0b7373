from __future__ import annotations

import asyncio
from typing import Any

import requests
from unknown import Transport


class Api:
    def __init__(self, session=None, other=None, third: Any = None, log=None, kept=None):
        self.session = session or requests.Session()
        self.other = other if other is not None else requests.Session()
        if third is None:
            self.third = requests.Session()
        else:
            self.third = third
        self.log = log or self.write
        self.kept = kept

    async def write(self, text):
        return text

    async def fetch(self, url, client=None):
        self.session.get(url)  # error: 8
        self.other.get(url)  # error: 8
        self.third.get(url)  # error: 8
        if client is None:
            client = requests.Session()
        client.get(url)  # error: 8

    async def silent(self, required, name="a", transport: Transport | None = None, hook=None):
        self.log("a")
        self.kept.get("a")
        given = required or requests.Session()
        given.get("a")
        named = name or requests.Session()
        named.get("a")
        typed = transport or requests.Session()
        typed.get("a")
        either = self.kept or hook
        either.get("a")
        await asyncio.sleep(1)
