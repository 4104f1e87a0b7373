"""What annotations of parameters, variables and results say."""
from __future__ import annotations

from typing import Annotated, Any, Optional, Union

import httpx
import requests

Either = Union[httpx.Client, requests.Session]


def made() -> httpx.Client: ...
def nothing() -> None: ...
def anything() -> Any: ...


def annotated(
    plain: httpx.Client,
    optional: Optional[httpx.Client],
    text: "httpx.Client",
    marked: Annotated[httpx.Client, "here"],
    union: Either,
    any_: Any,
    many: list[httpx.Client],
    kind: type[httpx.Client],
    *rest: httpx.Client,
    **named: httpx.Client,
):
    plain  # value: httpx.Client
    optional  # value: httpx.Client
    text  # value: httpx.Client
    marked  # value: httpx.Client
    union  # value: httpx.Client | requests.Session
    any_  # value: unknown
    many  # value: list[httpx.Client]
    kind  # value: type[httpx.Client]
    kind()  # value: httpx.Client
    rest  # value: list[httpx.Client]
    named  # value: unknown
    made()  # value: httpx.Client
    nothing()  # value: None
    anything()  # value: unknown
    later: httpx.Client
    later  # value: httpx.Client
    number: int = mystery()
    number  # value: unresolved int()
