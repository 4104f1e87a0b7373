"""Imports: aliases, guards, inside functions, modules of the project."""
import os.path
from typing import TYPE_CHECKING

import httpx as http
import nothing_known
from httpx import Client, get as fetch

from shop import stock
from shop.stock import Shelf, make_shelf

if TYPE_CHECKING:
    import requests

try:
    import ujson as json
except ImportError:
    import json


def use(session: "requests.Session"):
    http  # value: module httpx
    http.Client  # value: type[httpx.Client]
    Client  # value: type[httpx.Client]
    fetch  # value: def httpx.get
    os.path.join  # value: def os.path.join
    session  # value: requests.Session
    stock  # value: module shop.stock
    stock.Shelf  # value: type[shop.stock.Shelf]
    Shelf  # value: type[shop.stock.Shelf]
    make_shelf()  # value: shop.stock.Shelf
    make_shelf().client  # value: httpx.Client
    nothing_known.x  # value: unresolved nothing_known.x
    import requests as inside
    inside.Session()  # value: requests.Session
