# only: own
"""Nobody sees a container of an object half full: it is not filled anew in a thread."""
import asyncio

import requests


class Controller:
    def __init__(self) -> None:
        self.workers: dict[str, str] = {}
        self.names: list[str] = []
        self.last = ""
        self.lock = asyncio.Lock()

    def register(self, name: str) -> None:
        self.workers[name] = requests.post(name).text

    def refresh(self) -> None:
        old = dict(self.workers)
        self.workers = {}
        for name in old:
            self.register(name)

    def renew(self) -> None:
        self.refresh()

    def reset(self) -> None:
        self.names = []
        self.last = requests.get("https://example.com").text

    async def run(self) -> None:
        self.refresh()  # error: 8
        self.reset()  # error: 8
        self.register("a")  # error: 8
        async with self.lock:
            self.renew()  # error: 12


class Provider:
    def publish(self) -> None:
        raise NotImplementedError


class One(Provider):
    def publish(self) -> None:
        self.comments = []
        requests.post("https://example.com")


class Two(Provider):
    def __init__(self) -> None:
        self.comments: list[str] = []

    def publish(self) -> None:
        self.comments.append(requests.post("https://example.com").text)


async def publish(provider: Provider) -> None:
    provider.publish()  # error: 4


rates = {}


def refresh_rates(url):
    global rates
    rates = {}
    for name in ("a", "b"):
        rates[name] = requests.get(url + name).json()


def refresh_whole(url):
    global rates
    new = {}
    for name in ("a", "b"):
        new[name] = requests.get(url + name).json()
    rates = new


async def refresh(url):
    refresh_rates(url)  # error: 4


async def refresh_in_thread(url):
    refresh_whole(url)  # error: 4


class Models:
    """What is filled anew is the class's own, for all of its objects."""

    known: list[str] = []
    aliases: dict[str, str] = {}

    @classmethod
    def load(cls, url: str) -> list[str]:
        cls.known = []
        for name in requests.get(url).json():
            cls.known.append(name)
            cls.aliases[name] = name
        return cls.known

    @classmethod
    def load_whole(cls, url: str) -> list[str]:
        return [name.strip() for name in requests.get(url).json() if name not in cls.aliases]

    @classmethod
    async def has(cls, url: str, name: str) -> bool:
        return name in cls.load(url)  # error: 23

    @classmethod
    async def has_whole(cls, url: str, name: str) -> bool:
        return name in cls.load_whole(url)  # error: 23


MODELS = [
    Models.has, Models.has_whole,
]
