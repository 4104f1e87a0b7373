"""Fields of dataclasses, NamedTuples and pydantic's models."""
from dataclasses import dataclass, field
from typing import NamedTuple

import httpx
from pydantic import Field, PrivateAttr, RootModel, TypeAdapter, computed_field, field_validator
from pydantic_settings import BaseSettings


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


class Settings(BaseSettings):
    url: str = ""
    clients: list[httpx.Client] = Field(default_factory=list)
    _client: httpx.Client = PrivateAttr(default_factory=httpx.Client)

    @computed_field
    @property
    def client(self):
        return httpx.Client()

    @field_validator("url")
    @classmethod
    def plain(cls, value: str) -> str:
        return value


class Root(RootModel[list[httpx.Client]]):
    pass


def validated(unknown):
    Settings().client  # value: httpx.Client
    Settings().clients[0]  # value: httpx.Client
    Settings()._client  # value: httpx.Client
    Settings.model_validate(unknown).client  # value: httpx.Client
    Settings().model_copy(update={}).client  # value: httpx.Client
    Root(unknown).root[0]  # value: httpx.Client
    TypeAdapter(Settings).validate_python(unknown).client  # value: httpx.Client
