"""One of several classes of the project blocks, and which it is is chosen at run time."""

import asyncio

import requests


class Far:
    def __init__(self, url: str) -> None:
        self.info = requests.get(url).json()

    def look(self) -> None:
        requests.get("x")


class Near:
    def __init__(self, url: str) -> None:
        self.info = {}

    def look(self) -> None: ...


def kind_of(name: str):
    if name == "far":
        return Far
    return Near


async def connect(name: str, url: str):
    make = kind_of(name)
    return make(url)  # error: 11, call="requests.get"


async def look(is_far: bool):
    one = Far("x") if is_far else Near("x")  # error: 10
    await asyncio.sleep(1)
    one.look()  # error: 4


async def look_at_near(is_far: bool):
    one = Near("x") if is_far else Near("y")
    one.look()


async def library(is_far: bool, session: requests.Session):
    one = session if is_far else Near("y")
    one.look()
