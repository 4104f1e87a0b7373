"""``functools.partial`` and lambdas."""
from functools import partial

import httpx


async def load(url) -> int: ...


def use():
    partial(httpx.get, "x")  # value: partial[def httpx.get]
    partial(httpx.get, "x")()  # value: httpx.Response
    partial(load, "x")()  # value: coroutine[unresolved int()]
    partial(httpx.Client)()  # value: httpx.Client
    (lambda: httpx.Client())()  # value: httpx.Client
    fetch = lambda url: httpx.Client()
    fetch("x")  # value: httpx.Client
