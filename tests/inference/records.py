"""Classes that list their parts, and containers put together."""
import contextvars
import copy
import dataclasses
import itertools
import queue
import weakref
from typing import NamedTuple, TypedDict

import httpx
import redis

current: contextvars.ContextVar[httpx.Client] = contextvars.ContextVar("current")


class Services(TypedDict):
    client: httpx.Client
    name: str


class More(Services):
    cache: redis.Redis


class Row(NamedTuple):
    client: httpx.Client
    cache: redis.Redis


@dataclasses.dataclass
class Holder:
    clients: list[httpx.Client]


def use(services: Services, more: More, row: Row, holder: Holder, others: list[redis.Redis], jobs: queue.Queue[httpx.Client], unknown):
    services["client"]  # value: httpx.Client
    services["missing"]  # value: unknown
    services[unknown]  # value: unknown
    more["cache"]  # value: redis.Redis
    more["client"]  # value: httpx.Client
    row[0]  # value: httpx.Client
    row[1]  # value: redis.Redis
    row[2]  # value: unknown
    client, cache = row
    client  # value: httpx.Client
    cache  # value: redis.Redis
    copy.copy(httpx.Client())  # value: httpx.Client
    copy.deepcopy(holder).clients[0]  # value: httpx.Client
    dataclasses.replace(holder, clients=[]).clients[0]  # value: httpx.Client
    [*holder.clients][0]  # value: httpx.Client
    [*holder.clients, *others][0]  # value: httpx.Client | redis.Redis
    [*unknown, *others][0]  # value: unknown
    (holder.clients + others)[0]  # value: httpx.Client | redis.Redis
    ([] + holder.clients)[0]  # value: httpx.Client
    (holder.clients + unknown)[0]  # value: unknown
    dict(x=httpx.Client())["x"]  # value: httpx.Client
    dict(x=httpx.Client(), y=unknown)["x"]  # value: unknown
    list(map(lambda each: each, holder.clients))[0]  # value: httpx.Client
    next((each for each in holder.clients if unknown), None)  # value: httpx.Client
    next(iter(holder.clients), unknown)  # value: unknown
    for each in itertools.chain(holder.clients, others):
        each  # value: httpx.Client | redis.Redis
    for each in itertools.chain.from_iterable([holder.clients]):
        each  # value: httpx.Client
    weakref.ref(httpx.Client())()  # value: httpx.Client
    current.get()  # value: httpx.Client
    jobs.get()  # value: httpx.Client
    (holder.clients and holder.clients[0]).get  # value: def httpx.Client.get
