"""Fields of dataclasses and NamedTuples."""
from dataclasses import dataclass, field
from typing import NamedTuple

import httpx


@dataclass
class Config:
    client: httpx.Client
    names: list[str] = field(default_factory=list)
    other: httpx.Client | None = None


class Point(NamedTuple):
    client: httpx.Client
    number: int


def use(config: Config, point: Point):
    config.client  # value: httpx.Client
    config.names  # value: list[unresolved str()]
    config.other  # value: httpx.Client
    Config(httpx.Client()).client  # value: httpx.Client
    point.client  # value: httpx.Client
    point.number  # value: unresolved int()
    left, right = point
    left  # value: httpx.Client
