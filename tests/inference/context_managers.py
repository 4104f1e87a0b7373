"""What ``with`` and ``async with`` bind."""
from contextlib import asynccontextmanager, contextmanager

import grpc
import grpc.aio
import httpx


@contextmanager
def lent():
    yield httpx.Client()


@asynccontextmanager
async def lent_async():
    yield httpx.AsyncClient()


class Own:
    def __enter__(self):
        return httpx.Client()

    def __exit__(self, *args): ...


class OwnAsync:
    async def __aenter__(self) -> "OwnAsync":
        return self

    async def __aexit__(self, *args): ...


def channel(*, is_async: bool = False) -> grpc.Channel:
    return grpc.aio.insecure_channel("db") if is_async else grpc.insecure_channel("db")


async def use():
    async with channel(is_async=True) as ten:
        ten  # value: unknown
    with channel() as eleven:
        eleven  # value: grpc.Channel
    async with grpc.aio.insecure_channel("db") as twelve:
        twelve  # value: grpc.aio.Channel
    with lent() as one:
        one  # value: httpx.Client
    with Own() as two:
        two  # value: httpx.Client
    async with lent_async() as three:
        three  # value: httpx.AsyncClient
    async with OwnAsync() as four:
        four  # value: tests.inference.context_managers.OwnAsync
    with open("x") as five:
        five  # value: io.TextIOWrapper
    async with httpx.AsyncClient() as six:
        six  # value: httpx.AsyncClient
    with lent() as seven, Own() as eight:
        eight  # value: httpx.Client
