# only: own
"""Stores of which only the interface is known: what is asked of them and put there is one step."""
from __future__ import annotations

import asyncio
from typing import Protocol

import bcrypt


class Accounts(Protocol):
    def find(self, name: str) -> dict | None: ...

    def make(self, name: str, secret: bytes) -> int: ...


class Names:
    def find(self, name):
        return None


async def sign_up(accounts: Accounts, name: str, word: bytes):
    if accounts.find(name):
        raise ValueError(name)
    secret = bcrypt.hashpw(word, bcrypt.gensalt())  # ASY111: 13
    return accounts.make(name, secret)


# The names are no store.
async def sign_up_known(names: Names, accounts: Accounts, name: str, word: bytes):
    if names.find(name):
        raise ValueError(name)
    secret = await asyncio.to_thread(bcrypt.hashpw, word, bcrypt.gensalt())  # ASY111: 13
    return accounts.make(name, secret)


# It waits between the two as it is.
async def sign_up_later(accounts: Accounts, name: str, word: bytes):
    if accounts.find(name):
        raise ValueError(name)
    await asyncio.sleep(1)
    secret = await asyncio.to_thread(bcrypt.hashpw, word, bcrypt.gensalt())  # ASY111: 13
    return accounts.make(name, secret)
