from mill.stones import grind
from orchard import pick
from requests import get


async def work() -> None:
    pick(3)  # error: 4
    grind(3)  # error: 4


def fetch() -> None:
    get("http://localhost")
