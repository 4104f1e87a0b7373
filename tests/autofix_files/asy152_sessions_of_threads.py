# only: own
"""Who asks a server and works on the session of its thread besides stays in that thread."""

import asyncio

import requests
from sqlalchemy import select
from sqlalchemy.orm import scoped_session, sessionmaker

SESSION = scoped_session(sessionmaker())


def balance(account: int) -> str:
    SESSION.execute(select(account))
    return requests.get("https://example.org").text


def price(account: int) -> str:
    return requests.get(f"https://example.org/{account}").text


async def show(account: int) -> str:
    return balance(account)  # error: 11


async def show_price(account: int) -> str:
    return await asyncio.to_thread(price, account)  # error: 11
